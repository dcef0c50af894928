"""The descriptions that ministries use today: the list, one of them, correcting it."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from job_profiles import permissions
from job_profiles.actions import descriptions
from job_profiles.enums import DescriptionState, Verdict
from job_profiles.forms.descriptions import LABELS, DescriptionForm
from job_profiles.models import LocalDescription
from job_profiles.queries import comparison
from job_profiles.queries import descriptions as queries
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def harmoniser(request: "MemberRequest") -> None:
    """Only who harmonises comes in."""
    if not permissions.harmonises(request.person):
        raise PermissionDenied(
            _("L’harmonisation est ouverte aux responsables de profils, à la répondance et à l’équipe stratégique.")
        )


def tabs(request: "MemberRequest", current: str) -> list[dict[str, Any]]:
    """The pages of harmonisation beside one another."""
    rows = [("descriptions", _("Descriptions"), reverse("job_profiles:description-list"))]
    if permissions.owns_profiles(request.person) or permissions.may_decide(request.person):
        rows.append(("pairs", _("Rapprochements"), reverse("job_profiles:pair-list")))
    return [{"label": label, "url": url, "current": key == current} for key, label, url in rows]


@member_view("GET")
def description_list(request: "MemberRequest") -> HttpResponse:
    """Search, filters, a page by key; ticked ones go side by side into the matrix."""
    harmoniser(request)
    person, query = request.person, request.GET
    state = query.get("etat", "")
    asked = queries.Asked(
        text=query.get("q", "").strip()[:80],
        organisation=query.get("organisme", "")[:20],
        state=state if state in DescriptionState.values else "",
        cursor=query.get("apres") or None,
    )
    page = queries.listed(person, asked)
    counts = queries.counts(person)
    context = {
        "asked": asked,
        "page": page,
        "counts": counts,
        "total": sum(counts.values()),
        "organisations": queries.organisations_with(person),
        "states": DescriptionState.choices,
        "filters": _filters(asked),
        "next_url": _address(asked, apres=page.next_cursor) if page.next_cursor else "",
        "first_url": _address(asked) if asked.cursor else "",
        "tabs": tabs(request, "descriptions"),
        "owns": permissions.owns_profiles(person),
        "imports": permissions.imports_for_somebody(person),
    }
    return render(request, "job_profiles/description_list.html", context, fragment="descriptions")


def _address(asked: queries.Asked, **changes: str) -> str:
    values = {"q": asked.text, "organisme": asked.organisation, "etat": asked.state} | changes
    return f"{reverse('job_profiles:description-list')}?{urlencode({key: one for key, one in values.items() if one})}"


def _filters(asked: queries.Asked) -> list[dict[str, str]]:
    """Chips that take each filter off."""
    rows = []
    if asked.text:
        rows.append({"label": f"«\u00a0{asked.text}\u00a0»", "url": _address(asked, q="")})
    if asked.organisation:
        rows.append({"label": asked.organisation, "url": _address(asked, organisme="")})
    if asked.state:
        rows.append({"label": str(DescriptionState(asked.state).label), "url": _address(asked, etat="")})
    return rows


@member_view("GET")
def description_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """What it says, what resembles it, what it implies."""
    harmoniser(request)
    description = queries.for_page(request.person, pk)
    near = comparison.near(request.person, description)
    context = {
        "description": description,
        "sections": sections_of(description),
        "near": near,
        "matrix_query": urlencode([("d", description.pk), *(("d", other.pk) for other, _pair in near[:5])]),
        "implied": [one for one in comparison.implied_of([description]) if one.verdict != Verdict.DISMISSED],
        "dismissed": comparison.implied_of([description]).filter(verdict=Verdict.DISMISSED),
        "level_names": level_names(),
        "owns": permissions.owns_profiles(request.person),
        "may_correct": permissions.may_import_for(request.person, description.organisation_id),
    }
    return render(request, "job_profiles/description_detail.html", context)


def sections_of(description: LocalDescription) -> list[tuple[Any, list[str]]]:
    """Label and lines of each section that has some, in order."""
    return [
        (LABELS[key], [line for line in description.sections[key].splitlines() if line])
        for key in queries.SECTIONS
        if description.sections.get(key)
    ]


@member_view("GET", "POST")
def description_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Title, organisation, sections. Saved by somebody else meanwhile: both texts are shown, nothing is overwritten."""
    description = _correctable(request, pk)
    form = DescriptionForm(request.POST or None, viewer=request.person, description=description)
    if request.method != "POST":
        return _edit_page(request, description, form)
    if not form.is_valid():
        return _edit_page(request, description, form, 422)
    given = form.cleaned_data
    try:
        descriptions.correct(
            by=request.person, description=description, edit=given["edit"], title=given["title"],
            organisation=given["organisation"], sections=form.sections,
        )  # fmt: skip
    except descriptions.DescriptionChanged as changed:
        sent = request.POST.copy()
        sent["edit"] = str(changed.description.edit)
        form.data = sent
        form.add_error(
            None,
            _(
                "Quelqu’un a enregistré cette description entre-temps. Son texte se lit à côté\u00a0: reprenez-en"
                " ce qu’il faut, puis enregistrez."
            ),
        )
        return _edit_page(request, description, form, 409, theirs=changed.description)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)  # type: ignore[arg-type]
        return _edit_page(request, description, form, 422)
    messages.success(request, _("La description est corrigée."))
    return redirect(request, description.get_absolute_url())


def _edit_page(
    request: "MemberRequest",
    description: LocalDescription,
    form: DescriptionForm,
    status: int = 200,
    theirs: LocalDescription | None = None,
) -> HttpResponse:
    context = {"description": description, "form": form, "theirs": sections_of(theirs) if theirs else []}
    return render(request, "job_profiles/description_edit.html", context, status=status)


def _correctable(request: "MemberRequest", pk: int) -> LocalDescription:
    harmoniser(request)
    description = queries.for_page(request.person, pk)
    if not permissions.may_import_for(request.person, description.organisation_id):
        raise PermissionDenied(_("Seules les personnes responsables des profils et la répondance du ministère y touchent."))
    return description


@member_view("POST")
def description_aside(request: "MemberRequest", pk: int) -> HttpResponse:
    """Set aside; `?reprendre=1` takes it back."""
    description = _correctable(request, pk)
    aside = not request.GET.get("reprendre")
    if descriptions.set_aside(by=request.person, description=description, aside=aside):
        here = reverse("job_profiles:description-aside", args=[pk])
        words = _("La description est mise de côté.") if aside else _("La description est de nouveau comparée.")
        messages.success(request, words, extra_tags=f"undo={here}?reprendre=1" if aside else f"undo={here}")
    return redirect(request, description.get_absolute_url())


@member_view("GET", "POST")
def description_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """What goes with it is said first."""
    description = _correctable(request, pk)
    if request.method != "POST":
        return render(request, "job_profiles/description_delete.html", {"description": description})
    descriptions.delete(by=request.person, description=description, at=timezone.now())
    messages.success(request, _("La description est supprimée."))
    return redirect(request, reverse("job_profiles:description-list"))
