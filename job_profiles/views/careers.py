"""The map of profiles: from one to its neighbours, and what is to be gained on the way."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from competencies.queries.evidence import own_levels
from competencies.queries.frameworks import level_names
from core.htmx import render
from job_profiles.models import JobProfile
from job_profiles.queries import careers, profiles
from job_profiles.rules.levels import covered
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

# Up to so many profiles, the table of all of them against all is shown too.
MOST_IN_TABLE = 12


@member_view("GET")
def career_map(request: "MemberRequest") -> HttpResponse:
    """From `?de=` (without it: one's own profile, else the first) to the nearest profiles and the declared moves."""
    person = request.person
    found = careers.career_map()
    start = _start(found, request.GET.get("de", ""), profiles.held_by(person))
    ways = found.ways_from(start) if start else []
    own = {competency: level or 0 for competency, level in own_levels(person).items()}
    context = {
        "nodes": list(found.nodes.values()),
        "start": start,
        "ways": [{"way": way, "mine": int(covered(own, way.end.levels) * 100)} for way in ways],
        "drawn": ways,
        "names": careers.competencies_of(ways),
        "level_names": level_names(),
        "table": _table(found) if len(found.nodes) <= MOST_IN_TABLE else [],
    }
    return render(request, "job_profiles/career_map.html", context)


def _start(found: careers.CareerMap, key: str, held: JobProfile | None) -> careers.Node | None:
    """The profile asked for. Raises DoesNotExist for one that is not on the map."""
    by_key = {node.profile.key: node for node in found.nodes.values()}
    if key and key not in by_key:
        raise JobProfile.DoesNotExist
    own = by_key.get(held.key) if held else None
    return by_key.get(key) or own or next(iter(by_key.values()), None)


def _table(found: careers.CareerMap) -> list[tuple[careers.Node, list[careers.Way | None]]]:
    """Each profile with its ways to all of them; None on the diagonal."""
    nodes = list(found.nodes.values())
    return [(start, [None if end is start else found.way(start, end) for end in nodes]) for start in nodes]
