"""What readers do with a practice sheet: say that they took it up, say that it is useful."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions import reuses as actions
from community.enums import PracticeState
from community.forms.reuses import ReuseForm
from community.models import PracticePage
from community.permissions import practice_cycle as permissions
from community.queries import reuses as queries
from community.queries.practice_beside import beside
from community.queries.practices import visible_to
from community.views.entry import lost_but_kept, member_view, small_act, write
from core.htmx import is_htmx, redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest
    from people.models import Person


def _shown(person: "Person", pk: int) -> PracticePage:
    """A sheet that has readers: published or archived. Raises DoesNotExist."""
    return visible_to(person).filter(state__in=[PracticeState.PUBLISHED, PracticeState.ARCHIVED]).get(pk=pk)


@member_view("GET")
def reuse_list(request: "MemberRequest", pk: int) -> HttpResponse:
    """Every declaration about one sheet, the newest first."""
    sheet = _shown(request.person, pk)
    found = queries.page_of(sheet, cursor=request.GET.get("avant"))
    context = {
        "sheet": sheet,
        "reuses": found.items,
        "next_url": f"?avant={found.next_cursor}" if found.next_cursor else "",
        "may_declare": permissions.can_declare_reuse(request.person, sheet),
    }
    return render(request, "community/practice_reuse_list.html", context, fragment="reuse-list")


@member_view("GET", "POST")
def reuse(request: "MemberRequest", pk: int) -> HttpResponse:
    """Declare that one's organisation took the practice up, or mend what one declared."""
    person = request.person
    try:
        sheet = _shown(person, pk)
    except PracticePage.DoesNotExist:
        return _lost(request)
    mine = queries.of_person(sheet, person)
    initial = {"result": mine.result, "adapted": mine.adapted} if mine else None
    form, status = ReuseForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        done, status = write(
            form,
            by=person,
            call=lambda cleaned: actions.declare_reuse(by=person, page=sheet, at=timezone.now(), **cleaned),
        )
        if done is not None:
            messages.success(request, _done(mine is not None))
            return redirect(request, f"{sheet.get_absolute_url()}#reutilisations")
    elif (refusal := _refusal(person, sheet)) and mine is None:
        raise PermissionDenied(refusal)
    context = {"form": form, "sheet": sheet, "mine": mine}
    return render(request, "community/practice_reuse_form.html", context, status=status)


def _done(edited: bool) -> str:
    if edited:
        return _("Vos changements sont enregistrés.")
    return _("Merci\xa0: votre réutilisation se lit maintenant sur la fiche, et ses autrices et auteurs en sont avertis.")


def _refusal(person: "Person", sheet: PracticePage) -> str:
    """Why the form does not open, in words; "" when it does. The action says the same again at writing."""
    if sheet.state != PracticeState.PUBLISHED:
        return _("Cette fiche est archivée\xa0: on n’y ajoute plus de réutilisation.")
    if permissions.at_home(person, sheet):
        return _(
            "Cette fiche vient déjà de votre organisation. La réutilisation se déclare depuis une autre; "
            "si la pratique a évolué chez vous, proposez une mise à jour à la personne responsable."
        )
    if not permissions.can_declare_reuse(person, sheet):
        return _("Vous avez écrit cette fiche\xa0: une autre personne déclare qu’elle l’a reprise.")
    return ""


def _lost(request: "MemberRequest") -> HttpResponse:
    """The sheet is gone: the typed text comes back, to copy it."""
    kept: Any = request.POST.copy()
    kept["body"] = request.POST.get("result", "")
    request.POST = kept  # type: ignore[assignment]
    return lost_but_kept(request)


@member_view("POST")
def withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    """Take one's own declaration back."""
    sheet = _shown(request.person, pk)
    small_act(request.person)
    if actions.withdraw_reuse(by=request.person, page=sheet, at=timezone.now()):
        messages.success(request, _("Votre réutilisation est retirée de la fiche."))
    return redirect(request, f"{sheet.get_absolute_url()}#reutilisations")


@member_view("POST")
def useful(request: "MemberRequest", pk: int) -> HttpResponse:
    """« Utile » (`utile=1`), or no more (`utile=0`)."""
    person = request.person
    sheet = _shown(person, pk)
    small_act(person)
    actions.mark_useful(by=person, page=sheet, wanted=request.POST.get("utile") == "1", at=timezone.now())
    if not is_htmx(request):
        return redirect(request, sheet.get_absolute_url())
    fresh = _shown(person, pk)
    context = {"beside": beside(fresh, person, timezone.now())}
    return render(request, "community/parts/practice_useful.html", context)
