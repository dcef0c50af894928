"""Making a space, with what resembles it; its settings; its archive."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community import permissions
from community.actions import dormancy, spaces
from community.enums import SpaceKind
from community.forms.spaces import NewSpaceForm, SpaceForm
from community.queries import spaces as space_queries
from community.queries.twins import twins
from community.views.entry import member_view, write
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def space_create(request: "MemberRequest") -> HttpResponse:
    """A new space; its maker facilitates it. `etape=genre`: another kind was chosen, nothing is written yet."""
    person, language = request.person, (translation.get_language() or "fr")[:2]
    if not permissions.can_create_space(person):
        raise PermissionDenied
    if request.method == "GET" or request.POST.get("etape") == "genre":
        kind = request.GET.get("genre", "")
        first = NewSpaceForm.ready_made(kind if kind in SpaceKind.values else SpaceKind.PRACTICE, language)
        initial = first if request.method == "GET" else NewSpaceForm.keeping(request.POST, language)
        return _page(request, NewSpaceForm(person=person, language=language, initial=initial))
    form = NewSpaceForm(request.POST, person=person, language=language)
    near = _near(request, form) if form.is_valid() and "confirmer" not in request.POST else []
    if near:
        return _page(request, form, near=near, status=422)
    made, status = write(form, by=person, call=lambda cleaned: _make(request, form, cleaned))
    if made is None:
        return _page(request, form, status=status)
    messages.success(request, _("L’espace est ouvert. Invitez-y des collègues\xa0: un espace vit de ses premiers membres."))
    return redirect(request, made.get_absolute_url())


def _make(request: "MemberRequest", form: NewSpaceForm, cleaned: dict[str, Any]) -> Any:
    begin_with = form.chosen()
    values = {name: value for name, value in _values(cleaned).items() if name not in ("threads", "links")}
    return spaces.create_space(by=request.person, at=timezone.now(), begin_with=begin_with, **values)


def _near(request: "MemberRequest", form: NewSpaceForm) -> list[Any]:
    found = twins(request.person, form.cleaned_data["name"], form.cleaned_data["summary"])
    return [twin for twin in found if twin.near]


def _page(request: "MemberRequest", form: NewSpaceForm, *, near: Any = (), status: int = 200) -> HttpResponse:
    context = {"form": form, "space": None, "near": near}
    return render(request, "community/space_form.html", context, fragment="space-fields", status=status)


@member_view("GET")
def space_twins(request: "MemberRequest") -> HttpResponse:
    """Spaces like the one being described, while one types."""
    name, summary = request.GET.get("name", "")[:120], request.GET.get("summary", "")[:300]
    return render(request, "community/parts/space_twins.html", {"twins": twins(request.person, name, summary)})


@member_view("GET", "POST")
def space_settings(request: "MemberRequest", slug: str) -> HttpResponse:
    """What facilitators decide about their space."""
    person = request.person
    space = space_queries.for_page(person, slug)
    if not permissions.can_manage(person, space):
        raise PermissionDenied(_("Seule l’animation de l’espace change ses réglages."))
    form, status = (
        SpaceForm(request.POST if request.method == "POST" else None, person=person, space=space, initial=_initial(space)),
        200,
    )
    if request.method == "POST":
        changed, status = write(
            form,
            by=person,
            call=lambda cleaned: spaces.edit_space(by=person, space=space, at=timezone.now(), **_values(cleaned)),
        )
        if changed is not None:
            messages.success(request, _("Réglages enregistrés."))
            return redirect(request, changed.get_absolute_url())
    context = {"form": form, "space": space, "role": permissions.role_in(person, space)}
    return render(request, "community/space_form.html", context, status=status)


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    values = dict(cleaned)
    values["topic_names"], values["competency_codes"] = values.pop("topics"), values.pop("competencies")
    return values


def _initial(space: Any) -> dict[str, Any]:
    names = ("name", "summary", "access", "kind", "welcome")
    return {name: getattr(space, name) for name in names} | {
        "organisation": space.organisation_id,
        "topics": [topic.name for topic in space.topic_list],
        "competencies": [competency.code for competency in space.competency_list],
    }


@member_view("POST")
def space_archive(request: "MemberRequest", slug: str) -> HttpResponse:
    """Keep it to read only (`archive=1`), or open it again."""
    space = space_queries.findable(request.person, slug)
    archived = request.POST.get("archive") == "1"
    spaces.archive_space(by=request.person, space=space, archived=archived, at=timezone.now())
    undo = "" if not archived else reverse("community:space-reopen", args=[slug])
    words = _("L’espace est archivé\xa0: on le lit encore.") if archived else _("L’espace est rouvert.")
    messages.success(request, words, extra_tags=f"undo={undo}" if undo else "")
    return redirect(request, space.get_absolute_url())


@member_view("POST")
def space_reopen(request: "MemberRequest", slug: str) -> HttpResponse:
    """Open an archived space again."""
    space = space_queries.findable(request.person, slug)
    spaces.archive_space(by=request.person, space=space, archived=False, at=timezone.now())
    messages.success(request, _("L’espace est rouvert."))
    return redirect(request, space.get_absolute_url())


@member_view("GET", "POST")
def space_dormant(request: "MemberRequest", slug: str) -> HttpResponse:
    """What facilitators do with a quiet space: wake it up with a prompt, lead its members elsewhere, archive it."""
    person = request.person
    space = space_queries.for_page(person, slug)
    if not permissions.can_manage_members(person, space):
        raise PermissionDenied(_("Seule l’animation décide de ce que devient l’espace."))
    others = [twin.space for twin in twins(person, space.name, space.summary) if twin.space.pk != space.pk]
    wanted = request.POST.get("vers", "") or request.POST.get("autre", "")
    context: dict[str, Any] = {"space": space, "others": others, "error": "", "wanted": wanted}
    context["living"] = [one for one in space_queries.living(person, but=space) if one not in others]
    if request.method == "POST":
        target = space_queries.by_address(person, wanted)
        if target is None or target.pk == space.pk:
            context["error"] = _("Choisissez un espace qui existe et que ses membres peuvent trouver.")
            return render(request, "community/space_dormant.html", context, status=422)
        dormancy.point_elsewhere(by=person, space=space, target=target, at=timezone.now())
        messages.success(request, _("L’espace est archivé et mène maintenant à «\xa0%(name)s\xa0».") % {"name": target.name})
        return redirect(request, space.get_absolute_url())
    return render(request, "community/space_dormant.html", context)
