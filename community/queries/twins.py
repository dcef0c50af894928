"""Spaces that are like one about to be made: found by words, judged by rules/twins.py."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from community.models import Space
from community.models.spaces import member_space_ids
from community.rules.twins import NEAR, SUGGESTED, likeness, stems
from core.rules.text import sort_key
from core.search import find
from people.models import Person

LOOKED_AT = 60
SHOWN = 4


@dataclass(frozen=True)
class Twin:
    """A living space that the person may find. `near`: so alike that one asks before a second one is made."""

    space: Space
    score: float
    is_member: bool

    @property
    def near(self) -> bool:
        return self.score >= NEAR


def twins(person: Person, name: str, summary: str = "") -> list[Twin]:
    """The most alike first: by the search, and by the words of names, so that a space made a moment ago counts too."""
    words = sorted(stems(name), key=len, reverse=True)[:6]
    if not words:
        return []
    hits = find(f"{name} {summary}"[:300], audiences=(), facet="space", limit=20, counts=False, any_word=True).hits
    named = Q(pk__in=[hit.object_id for hit in hits if hit.kind == "space"])
    for word in words:
        named |= Q(sort_key__contains=word)
    found: Any = Space.objects.findable_by(person).active().filter(named).order_by("-member_count", "id")[:LOOKED_AT]
    mine = set(member_space_ids(person))
    rows = [Twin(one, likeness(name, summary, one.name, one.summary), one.pk in mine) for one in found]
    return sorted((row for row in rows if row.score >= SUGGESTED), key=lambda row: -row.score)[:SHOWN]


def name_taken(person: Person, name: str, *, but: int | None = None) -> Space | None:
    """A space of just this name that the person may find, archived ones too."""
    rows = Space.objects.findable_by(person).filter(sort_key=sort_key(name))
    return (rows if but is None else rows.exclude(pk=but)).first()
