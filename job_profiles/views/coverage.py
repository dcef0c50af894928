"""Coverage: who uses the references, how, since when; a ministry's declaration and its history."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.exports import csv_response
from core.htmx import redirect, render
from job_profiles import permissions
from job_profiles.actions import adoptions
from job_profiles.enums import AdoptionKind
from job_profiles.forms.adoptions import AdoptionForm
from job_profiles.models import Adoption, JobProfile, ProfileVersion
from job_profiles.queries import coverage as queries
from job_profiles.queries.profiles import profile_choices, standing_versions
from people.models import Organisation
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

USES = (*AdoptionKind.values, queries.REVIEW)


def _asked(request: "MemberRequest") -> queries.Asked:
    query = request.GET
    use = query.get("usage", "")
    return queries.Asked(
        use=use if use in USES else "", profile=query.get("profil", "")[:60], organisation=query.get("organisme", "")[:20]
    )


@member_view("GET")
def coverage(request: "MemberRequest") -> HttpResponse:
    """Ministries by profile, for everybody."""
    asked = _asked(request)
    found = queries.overview(asked, timezone.localdate())
    context = {
        "asked": asked,
        "found": found,
        "stats": [(use, _use_label(use), found.counts.get(use, 0), _address(asked, usage=use)) for use in USES],
        "profiles": profile_choices(),
        "organisations": queries.ministries(),
        "filters": _filters(asked),
        "csv_url": _address(asked, name="job_profiles:coverage-csv"),
    }
    return render(request, "job_profiles/coverage.html", context)


def _use_label(use: str) -> str:
    return _("À revoir") if use == queries.REVIEW else str(AdoptionKind(use).label)


def _address(asked: queries.Asked, name: str = "job_profiles:coverage", **changes: str) -> str:
    values = {"usage": asked.use, "profil": asked.profile, "organisme": asked.organisation} | changes
    return f"{reverse(name)}?{urlencode({key: one for key, one in values.items() if one})}"


def _filters(asked: queries.Asked) -> list[dict[str, str]]:
    rows = []
    if asked.use:
        rows.append({"label": _use_label(asked.use), "url": _address(asked, usage="")})
    if asked.profile:
        rows.append({"label": dict(profile_choices()).get(asked.profile, asked.profile), "url": _address(asked, profil="")})
    if asked.organisation:
        rows.append({"label": asked.organisation, "url": _address(asked, organisme="")})
    return rows


@member_view("GET")
def coverage_csv(request: "MemberRequest") -> HttpResponse:
    """The same as a table, a line per ministry and profile."""
    asked = _asked(request)
    found = queries.overview(asked, timezone.localdate())
    header = [
        _("Sigle"), _("Organisation"), _("Profil"), _("Usage du profil"), _("Version"), _("Depuis"), _("À revoir le"),
        _("À revoir"), _("Pourquoi"),
    ]  # fmt: skip
    rows = (_line(use) for _place, uses in found.rows for use in uses if use.matches(asked.use))
    return csv_response("couverture.csv", header, rows)


def _line(use: queries.Use) -> list[Any]:
    said = use.adoption
    return [
        use.organisation.acronym, use.organisation.name, use.profile.name_fr, use.label, said.version.number if said else "",
        said.since_on if said else "", said.review_on if said else "", _("oui") if use.to_review else _("non"),
        said.justification if said else "",
    ]  # fmt: skip


def _profile(key: str) -> JobProfile:
    return JobProfile.objects.get(key=key)


@member_view("GET")
def profile_coverage(request: "MemberRequest", key: str) -> HttpResponse:
    """Each ministry's use of one profile; a respondent finds there what to declare."""
    profile = _profile(key)
    rows = queries.of_profile(profile, timezone.localdate())
    context = {
        "profile": profile,
        "version": standing_versions([profile.pk]).get(profile.pk),
        "rows": [
            {"use": use, "articles": articles, "mine": permissions.may_answer_for(request.person, use.organisation)}
            for use, articles in rows
        ],
        "used": sum(1 for use, _articles in rows if use.kind != AdoptionKind.NOT_YET),
        "review": sum(1 for use, _articles in rows if use.to_review),
    }
    return render(request, "job_profiles/profile_coverage.html", context)


def _place(acronym: str) -> Organisation:
    return Organisation.objects.get(acronym=acronym)


@member_view("GET")
def adoption_detail(request: "MemberRequest", key: str, acronym: str) -> HttpResponse:
    """A ministry's word on a profile: its differences from the reference, its reasons, and its earlier words."""
    profile, place = _profile(key), _place(acronym)
    current = queries.current_adoption(profile, place)
    standing = standing_versions([profile.pk]).get(profile.pk)
    context = {
        "profile": profile,
        "organisation": place,
        "adoption": current,
        "use": queries.Use(place, profile, standing, current, timezone.localdate()),
        "texts": queries.text_variations(current) if current else [],
        "levels": queries.level_variations(current) if current else [],
        "earlier": queries.earlier_adoptions(profile, place),
        "level_names": level_names(),
        "mine": standing is not None and permissions.may_answer_for(request.person, place),
    }
    return render(request, "job_profiles/adoption_detail.html", context)


@member_view("GET", "POST")
def adoption_declare(request: "MemberRequest", key: str, acronym: str) -> HttpResponse:
    """The form of the ministry's respondent."""
    profile, place = _profile(key), _place(acronym)
    if not permissions.may_answer_for(request.person, place):
        raise PermissionDenied(_("Seule la répondance de ce ministère déclare l’usage qu’il fait de la référence."))
    version = standing_versions([profile.pk]).get(profile.pk)
    if version is None:
        raise JobProfile.DoesNotExist
    current = queries.current_adoption(profile, place)
    form = AdoptionForm(
        request.POST or None, version=version, needed=queries.reference_levels(version), current=current,
        today=timezone.localdate(),
    )  # fmt: skip
    if request.method != "POST":
        return _declare_page(request, profile, place, version, form, current)
    if not form.is_valid():
        return _declare_page(request, profile, place, version, form, current, 422)
    return _declare(request, profile, place, version, form)


def _declare(
    request: "MemberRequest", profile: JobProfile, place: Organisation, version: ProfileVersion, form: AdoptionForm
) -> HttpResponse:
    given = form.cleaned_data
    try:
        adoptions.declare(
            by=request.person, organisation=place, version=version, seen=given["seen"], kind=given["kind"],
            since_on=given["since_on"], review_on=given["review_on"], justification=given["justification"],
            variations=[adoptions.Variation(**one) for one in form.variations], at=timezone.now(),
        )  # fmt: skip
    except adoptions.AdoptionConflict as conflict:
        sent = request.POST.copy()
        sent["seen"] = str(conflict.current.pk) if conflict.current else ""
        form.data = sent
        form.add_error(
            None,
            _("Quelqu’un a déclaré un usage entre-temps. Il se lit ici\u00a0: enregistrez de nouveau pour le remplacer."),
        )
        return _declare_page(request, profile, place, version, form, conflict.current, 409)
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)  # type: ignore[arg-type]
        return _declare_page(request, profile, place, version, form, None, 422)
    messages.success(request, _("L’usage est déclaré. Tous les membres peuvent le lire."))
    return redirect(request, reverse("job_profiles:adoption-detail", args=[profile.key, place.acronym]))


def _declare_page(
    request: "MemberRequest",
    profile: JobProfile,
    place: Organisation,
    version: ProfileVersion,
    form: AdoptionForm,
    current: Adoption | None,
    status: int = 200,
) -> HttpResponse:
    context = {"profile": profile, "organisation": place, "version": version, "form": form, "current": current}
    return render(request, "job_profiles/adoption_declare.html", context, status=status)
