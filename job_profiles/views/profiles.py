"""The profiles by family, the page of one, and one's own distance to it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.queries.subscriptions import is_following
from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from core.pagination import page_by_key
from job_profiles.actions.profiles import give_up_holding, set_holding
from job_profiles.models import JobProfile
from job_profiles.queries import distance, profiles, readings
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

HOLDERS_SHOWN, ON_A_PAGE = 6, 60


@member_view("GET")
def profile_list(request: "MemberRequest") -> HttpResponse:
    """Every profile by family, narrowed as one types (`?q=`; `?apres=`: the next ones)."""
    text, cursor = request.GET.get("q", "").strip()[:100], request.GET.get("apres") or None
    narrowed = profiles.profiles(request.person, text)
    page = page_by_key(narrowed, keys=profiles.ORDER, cursor=cursor, size=ON_A_PAGE)
    found = profiles.standing_versions(profile.pk for profile in page.items)
    context = {
        "page": page,
        "rows": [{"profile": profile, "version": found.get(profile.pk)} for profile in page.items],
        "query": text,
        "total": narrowed.count() if cursor or page.next_cursor else len(page.items),
        "held": profiles.held_by(request.person),
    }
    return render(request, "job_profiles/profile_list.html", context, fragment="profiles")


@member_view("GET")
def profile_detail(request: "MemberRequest", key: str) -> HttpResponse:
    """Mission, one's own distance, what the version in force says, who holds it (`?apres=`: further holders)."""
    found = readings.reading_of(request.person, key)
    if found is None:
        return _nothing_to_read(request, key)
    reading = found.reading
    context = {
        "found": found,
        "profile": reading.profile,
        "version": reading.version,
        "holders": _holders(request, reading.profile),
        "level_names": reading.level_names,
        "groups": reading.groups_later,
        "moves": reading.moves,
        "body_key": reading.mark,
    }
    return render(request, "job_profiles/profile_detail.html", context, fragment="holders")


def _nothing_to_read(request: "MemberRequest", key: str) -> HttpResponse:
    """A profile without a version yet. Raises DoesNotExist where the viewer may not know of it."""
    profile, _version = profiles.profile_read_by(request.person, key)
    context = {
        "profile": profile,
        "following": is_following(request.person, profile),
        "holders": _holders(request, profile),
    }
    return render(request, "job_profiles/profile_empty.html", context, fragment="holders")


def _holders(request: "MemberRequest", profile: JobProfile) -> readings.Holders:
    """The first ones, or those after `?apres=`."""
    if cursor := request.GET.get("apres"):
        return readings.further_holders(profile, request.person, cursor, HOLDERS_SHOWN)
    return readings.first_holders(profile, request.person, HOLDERS_SHOWN)


@member_view("POST")
def profile_hold(request: "MemberRequest", key: str) -> HttpResponse:
    """« C’est mon profil » (`tenir=1`), or no longer."""
    profile, _version = profiles.profile_read_by(request.person, key)
    at, holds_it = timezone.now(), request.POST.get("tenir") == "1"
    say = set_holding if holds_it else give_up_holding
    say(person=request.person, profile=profile, on=timezone.localdate(at), by=request.person, at=at)
    if holds_it:
        words = _("Vous dites occuper «\xa0%(name)s\xa0». Qui le voit se règle dans votre profil.")
    else:
        words = _("Vous ne dites plus occuper «\xa0%(name)s\xa0».")
    messages.success(request, words % {"name": profile.name})
    return redirect(request, profile.get_absolute_url())


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
