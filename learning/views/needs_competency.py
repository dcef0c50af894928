"""One competency of the needs map: its bars, the level that is expected, what the network has to raise it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone

from competencies.models.publishing import organisations_read_by
from competencies.queries.attachments import Section, sections_of_competency
from competencies.queries.frameworks import by_code, level_names
from competencies.queries.publishing import WITHIN, why_hidden
from core.htmx import render
from learning.queries import needs, needs_words
from learning.queries.forecasts import expected_by_competency
from learning.queries.needs_competency import competency_portrait, expected_levels, through_time
from learning.views.needs import address, asked_choice, asked_snapshot, reader
from people.views.entry import member_view

if TYPE_CHECKING:
    from competencies.models import Competency
    from people.middleware import MemberRequest
    from people.models import Organisation, Person


@member_view("GET")
def needs_competency(request: "MemberRequest", code: str) -> HttpResponse:
    """404 while nothing is published, and for a competency that no framework knows."""
    person = reader(request)
    shelf = needs.shelf(person)
    competency = by_code(code).get()
    snapshot = asked_snapshot(request, shelf)
    if snapshot is None:
        return render(request, "learning/needs_competency.html", {"competency": competency})
    choice = asked_choice(request, person, snapshot)
    at = timezone.now()
    inside = _inside(person, choice)
    found = competency_portrait(person, snapshot, competency, inside)
    names = level_names()
    steps = through_time(person, competency) if snapshot.organisation_id is None else []
    context = {
        "competency": competency,
        "snapshot": snapshot,
        "shelf": shelf,
        "found": found,
        "scope": needs_words.scope_words(snapshot),
        "inside": list(found.inside.values()),
        "map_url": address(choice),
        "steps": steps,
        "same_rules": len({step.snapshot.rules for step in steps}) < 2,
        "planned": expected_by_competency(person, snapshot, None, at).get(competency.pk, []),
        "levels": _levels(competency, names),
        "level_names": names,
        "sections": [one for one in _chain(competency, person, at) if one.attached.rows],
        "why_hidden": why_hidden(),
    }
    return render(request, "learning/needs_competency.html", context)


def _chain(competency: "Competency", person: "Person", at: dt.datetime) -> list[Section]:
    """What the network has for this competency; the profiles that ask for it stand with their levels already."""
    return sections_of_competency(competency, viewer=person, at=at, but=("profiles",))


def _inside(person: "Person", choice: needs.Choice) -> "Organisation | int | None":
    """A reader of one organisation sees inside it; one of all looks into the organisation that they chose."""
    if choice.table in WITHIN and choice.organisation:
        return choice.organisation
    led = organisations_read_by(person)
    return next(iter(led)) if led is not None and len(led) == 1 else None


def _levels(competency: Any, names: dict[int, str]) -> list[dict[str, Any]]:
    """What one can do at each level, and which profiles expect it; levels that no profile expects are left out."""
    can = {level.rank: level.can for level in competency.descriptions.all()}
    return [
        {"rank": rank, "name": names.get(rank, str(rank)), "can": can.get(rank, ""), "profiles": rows}
        for rank, rows in expected_levels(competency).items()
    ]
