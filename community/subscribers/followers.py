"""Who hears of something new by what it carries: its competencies, its topics, who wrote it, the space that holds it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from activity.queries.levels import followers_of_any
from activity.queries.targets import Ref, type_id
from community.models import Space
from competencies.models import Competency
from people.models import Person

Told = list[tuple[int, str]]
Source = tuple[Model | Ref, str]


def sources_of(
    *, competency_ids: Iterable[int], topics: Iterable[Any], person_ids: Iterable[int], space: Space
) -> list[Source]:
    """By what it is followed, with the reason that its notice gives; the most telling first."""
    sources: list[Source] = [(Ref(type_id(Competency), pk), "competency") for pk in competency_ids]
    sources += [(topic, "topic") for topic in topics]
    sources += [(Ref(type_id(Person), pk), "person") for pk in dict.fromkeys(person_ids)]
    sources.append((space, "space"))
    return sources


def told(sources: list[Source], *, held_by: Model, without: Iterable[int] = ()) -> tuple[Told, Told]:
    """(who hears of it at once, who in the digest), each with their reason; of several the first counts.

    Who muted what holds it (the space) hears of nothing new there, whatever else they follow. One query.
    """
    found = followers_of_any([source for source, _reason in sources], muted_by=held_by)
    wrote = set(without)
    live, digest = (
        [(number, sources[place][1]) for number, place in group if number not in wrote]
        for group in (found.live, found.digest)
    )
    return live, digest
