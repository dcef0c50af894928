"""Descriptions side by side, from which one reference is made."""

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from job_profiles import permissions
from job_profiles.actions import merging
from job_profiles.forms.descriptions import LABELS
from job_profiles.forms.merging import MergeForm
from job_profiles.models import LocalDescription, ProfileVersion
from job_profiles.queries import descriptions as queries
from job_profiles.queries.matrix import MAX_COLUMNS, Matrix, matrix_of, stamp_of
from job_profiles.views.descriptions import harmoniser
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


# Seconds; names of competencies and organisations are no part of the stamp.
KEPT_FOR = 600


@member_view("GET", "POST")
def matrix(request: "MemberRequest") -> HttpResponse:
    """`?d=1&d=2…`: these descriptions side by side. Posted: what was ticked goes into a draft."""
    harmoniser(request)
    if request.method != "POST":
        return _kept_page(request, _numbers(request.GET))
    if not permissions.owns_profiles(request.person):
        raise PermissionDenied(_("Seules les personnes responsables des profils réunissent des descriptions."))
    columns = queries.chosen(request.person, _numbers(request.POST))
    if len(columns) < 2:
        return render(request, "job_profiles/matrix_few.html", {"columns": columns})
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
    owns = permissions.owns_profiles(request.person)
    context: dict[str, Any] = {
        "numbers": [one.pk for one in found.columns],
        "body_html": _drawn(found, form, owns),
        "shared": found.shared,
        "form": form,
        "owns": owns,
    }
    return render(request, "job_profiles/matrix.html", context, status=status)


def _kept_page(request: "MemberRequest", numbers: list[int]) -> HttpResponse:
    """Aligning and drawing some hundred sentences costs twenty times what reading them drawn does: what nobody has ticked
    yet is the same for whoever sees these columns, and kept."""
    owns = permissions.owns_profiles(request.person)
    words = repr((stamp_of(request.person, numbers), owns, get_language()))
    key = f"matrice:{hashlib.sha256(words.encode()).hexdigest()}"
    context: dict[str, Any] | None = cache.get(key)
    if context is None:
        found = matrix_of(queries.chosen(request.person, numbers))
        form = MergeForm(initial={"profile": _known_profile(found.columns)})
        if len(found.columns) < 2:
            return render(request, "job_profiles/matrix_few.html", {"columns": found.columns})
        context = {
            "numbers": [one.pk for one in found.columns],
            "body_html": _drawn(found, form, owns),
            "shared": found.shared,
            "form": None,
            "owns": owns,
        }
        cache.set(key, context, KEPT_FOR)
    return render(request, "job_profiles/matrix.html", context)


def _drawn(found: Matrix, form: MergeForm, owns: bool) -> str:
    numbers = [one.pk for one in found.columns]
    context = {
        "columns": [(one, _without(numbers, one.pk)) for one in found.columns],
        "sections": [(LABELS[section.key], section) for section in found.sections],
        "competencies": found.competencies,
        "level_names": level_names(),
        "form": form,
        "owns": owns,
    }
    return render_to_string("job_profiles/parts/matrix_body.html", context)


def _without(numbers: list[int], number: int) -> str:
    """The address of the matrix without one column; empty when too few would stay."""
    left = [("d", one) for one in numbers if one != number]
    return f"{reverse('job_profiles:matrix')}?{urlencode(left)}" if len(left) > 1 else ""
