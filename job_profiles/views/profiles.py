"""The eight profiles, and the page of one."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from competencies.queries.evidence import own_levels
from competencies.queries.frameworks import level_names
from core.htmx import render
from core.pagination import page_by_key
from job_profiles.models import JobProfile
from job_profiles.queries import profiles

if TYPE_CHECKING:
    from people.middleware import MemberRequest
    from people.models import Person

HOLDERS_SHOWN = 12


def member_of(request: "MemberRequest") -> "Person":
    """The member who asks; an account without a profile gets 403."""
    if request.person is None:
        raise PermissionDenied(_("Ce compte n’a pas de profil de membre."))
    return request.person


@require_safe
def profile_list(request: "MemberRequest") -> HttpResponse:
    """Every profile with its mission in short."""
    person = member_of(request)
    found = list(profiles.profiles(person))
    versions = profiles.standing_versions(profile.pk for profile in found)
    context = {
        "rows": [(profile, versions.get(profile.pk)) for profile in found],
        "held": profiles.held_by(person),
    }
    return render(request, "job_profiles/profile_list.html", context)


@require_safe
def profile_detail(request: "MemberRequest", key: str) -> HttpResponse:
    """Mission, targets, and who holds it (`?apres=`: further holders)."""
    person = member_of(request)
    profile = get_object_or_404(JobProfile, key=key)
    version = profiles.standing_versions([profile.pk]).get(profile.pk)
    holders = page_by_key(
        profiles.holders_of(profile, person),
        keys=("sort_key", "id"),
        cursor=request.GET.get("apres") or None,
        size=HOLDERS_SHOWN,
    )
    names = level_names()
    context = {
        "profile": profile,
        "version": version,
        "groups": profiles.targets_of(version) if version else [],
        "level_names": names,
        "holders": holders,
        "held": profiles.held_by(person),
        "own_levels": own_levels(person),
    }
    return render(request, "job_profiles/profile_detail.html", context, fragment="holders")
