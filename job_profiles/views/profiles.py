"""The profiles by family, the page of one, and one's own distance to it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone

from activity.queries.subscriptions import is_following
from competencies.queries.frameworks import current_framework, level_names
from core.htmx import render
from core.pagination import page_by_key
from job_profiles.models import JobProfile, ProfileVersion
from job_profiles.queries import distance, profiles, versions
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

HOLDERS_SHOWN, ON_A_PAGE = 6, 60


@member_view("GET")
def profile_list(request: "MemberRequest") -> HttpResponse:
    """Every profile by family, narrowed as one types (`?q=`; `?apres=`: the next ones)."""
    text = request.GET.get("q", "").strip()[:100]
    page = page_by_key(
        profiles.profiles(request.person, text), keys=profiles.ORDER, cursor=request.GET.get("apres") or None, size=ON_A_PAGE
    )
    found = profiles.standing_versions(profile.pk for profile in page.items)
    context = {
        "page": page,
        "rows": [{"profile": profile, "version": found.get(profile.pk)} for profile in page.items],
        "query": text,
        "held": profiles.held_by(request.person),
    }
    return render(request, "job_profiles/profile_list.html", context, fragment="profiles")


@member_view("GET")
def profile_detail(request: "MemberRequest", key: str) -> HttpResponse:
    """Mission, one's own distance, what the version in force says, who holds it (`?apres=`: further holders)."""
    person = request.person
    profile, version = profiles.profile_read_by(person, key)
    number, consulted = versions.public_numbers(profile)
    holders = page_by_key(
        profiles.holders_of(profile, person),
        keys=("sort_key", "id"),
        cursor=request.GET.get("apres") or None,
        size=HOLDERS_SHOWN,
    )
    context = {
        "profile": profile,
        "version": version,
        "holders": holders,
        "held": profiles.held_by(person),
        "following": is_following(person, profile),
        "number_of_versions": number,
        "consulted": consulted,
        "distance": distance.my_distance(person, version) if version else None,
        "level_names": level_names(),
        **body_of(version),
    }
    return render(request, "job_profiles/profile_detail.html", context, fragment="holders")


@member_view("GET")
def my_distance(request: "MemberRequest", key: str) -> HttpResponse:
    """From one's own evidence to the profile, competency by competency. Nobody else ever sees it."""
    profile, version = profiles.profile_read_by(request.person, key)
    if version is None:
        raise JobProfile.DoesNotExist
    measured, names = distance.my_distance(request.person, version), level_names()
    context = {
        "profile": profile,
        "version": version,
        "distance": measured,
        "cans": distance.next_steps(measured),
        "level_names": names,
        "scale": list(names.values()),
        "today": timezone.localdate(),
    }
    return render(request, "job_profiles/my_distance.html", context)


def body_of(version: ProfileVersion | None) -> dict[str, Any]:
    """What the parts of a version's text need. The text is drawn once for everybody: `body_key` stands for all of it."""
    if version is None:
        return {}
    framework = current_framework()
    return {
        "groups": partial(profiles.targets_of, version),
        "moves": versions.moves_of(version),
        "body_key": (version.pk, version.edit, version.state, framework.loaded_at if framework else None),
    }
