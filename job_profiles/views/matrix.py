"""Descriptions side by side, from which one reference is made."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from job_profiles import permissions
from job_profiles.actions import merging
from job_profiles.forms.descriptions import LABELS
from job_profiles.forms.merging import MergeForm
from job_profiles.models import LocalDescription, ProfileVersion
from job_profiles.queries import descriptions as queries
from job_profiles.queries.matrix import MAX_COLUMNS, Matrix, matrix_of
from job_profiles.views.descriptions import harmoniser
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def matrix(request: "MemberRequest") -> HttpResponse:
    """`?d=1&d=2…`: these descriptions side by side. Posted: what was ticked goes into a draft."""
    harmoniser(request)
    given = request.POST if request.method == "POST" else request.GET
    columns = queries.chosen(request.person, _numbers(given))
    if len(columns) < 2:
        return render(request, "job_profiles/matrix_few.html", {"columns": columns})
    if request.method != "POST":
        return _page(request, matrix_of(columns), MergeForm(initial={"profile": _known_profile(columns)}))
    if not permissions.owns_profiles(request.person):
        raise PermissionDenied(_("Seules les personnes responsables des profils réunissent des descriptions."))
    return _merge(request, columns)


def _numbers(query: QueryDict) -> list[int]:
    numbers = [int(value) for value in query.getlist("d") if value.isdecimal() and len(value) < 10]
    return list(dict.fromkeys(numbers))[:MAX_COLUMNS]


def _known_profile(columns: list[LocalDescription]) -> str:
    """The profile into which one of them was merged before."""
    return next((one.profile.key for one in columns if one.profile_id and one.profile), "")


def _merge(request: "MemberRequest", columns: list[LocalDescription]) -> HttpResponse:
    ticked = frozenset(request.POST.getlist("phrase"))
    found, form = matrix_of(columns, ticked), MergeForm(request.POST)
    _tick(found, request.POST)
    known = found.picks
    if ticked - known.keys():
        form.add_error(None, _("Une description a été corrigée entre-temps. Vérifiez ce qui est coché, puis recommencez."))
    if not form.is_valid():
        return _page(request, found, form, 422)
    picked = [
        merging.Picked(article=section, text=text, description_id=number)
        for pick, (section, text, number) in known.items()
        if pick in ticked
    ]
    try:
        version = merging.merge(
            by=request.person,
            descriptions=columns,
            picked=picked,
            levels={row.competency.pk: row.level for row in found.competencies if row.ticked},
            profile=form.target,
            new_name=form.cleaned_data["new_name"],
            new_code=form.cleaned_data["new_code"],
            replace=form.cleaned_data["mode"] == "replace",
            at=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)  # type: ignore[arg-type]
        return _page(request, found, form, 422)
    messages.success(request, _said(len(picked), version))
    return redirect(request, reverse("job_profiles:draft-edit", args=[version.pk]))


def _said(count: int, version: ProfileVersion) -> str:
    return ngettext(
        "%(count)d phrase est versée dans l’ébauche «\u00a0%(profile)s\u00a0».",
        "%(count)d phrases sont versées dans l’ébauche «\u00a0%(profile)s\u00a0».",
        count,
    ) % {"count": count, "profile": version.profile.name}


def _tick(found: Matrix, sent: QueryDict) -> None:
    """What was ticked and chosen of the competencies, kept for the page and read for the merge."""
    ticked = set(sent.getlist("competence"))
    for row in found.competencies:
        row.ticked = str(row.competency.pk) in ticked
        level = sent.get(f"niveau-{row.competency.pk}", "")
        if level in {"1", "2", "3", "4"}:
            row.level = int(level)


def _page(request: "MemberRequest", found: Matrix, form: MergeForm, status: int = 200) -> HttpResponse:
    numbers = [one.pk for one in found.columns]
    context: dict[str, Any] = {
        "columns": [(one, _without(numbers, one.pk)) for one in found.columns],
        "sections": [(LABELS[section.key], section) for section in found.sections],
        "competencies": found.competencies,
        "numbers": numbers,
        "level_names": level_names(),
        "form": form,
        "owns": permissions.owns_profiles(request.person),
        "shared": sum(1 for section in found.sections for row in section.rows if row.shared),
    }
    return render(request, "job_profiles/matrix.html", context, status=status)


def _without(numbers: list[int], number: int) -> str:
    """The address of the matrix without one column; empty when too few would stay."""
    left = [("d", one) for one in numbers if one != number]
    return f"{reverse('job_profiles:matrix')}?{urlencode(left)}" if len(left) > 1 else ""
