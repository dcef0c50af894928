"""Members: who can be found, one by one or by name."""

import re

from django.db.models import Q

from core.rules.text import sort_key
from people.models import Person
from people.models.persons import PersonQuerySet

FIRST_HITS = 8


def findable(viewer: Person | None) -> PersonQuerySet:
    """Active members, for a member; nobody for nobody."""
    return Person.objects.none() if viewer is None or not viewer.is_active else Person.objects.active()


def named(people: PersonQuerySet, text: str) -> PersonQuerySet:
    """Those of whom every word asked begins a word of the name, accents and case aside.

    Names are stored with plain spaces between their words (`sort_key`), so that « tremb » and « fictif » both find
    « Tremblay-Fictif ».
    """
    for word in sort_key(text).split()[:6]:
        people = people.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
    return people


def suggested(viewer: Person, text: str, *, audience_id: int | None = None, limit: int = FIRST_HITS) -> list[Person]:
    """The first members whose name goes on like this; with an audience, only its readers (for a closed circle)."""
    if not sort_key(text):
        return []
    people = named(findable(viewer), text)
    if audience_id is not None:
        people = people.filter(audience_memberships__audience=audience_id)
    return list(people.select_related("organisation").order_by("sort_key", "pk")[:limit])


_WITH_PLACE = re.compile(r"^(?P<name>.+?)\s*\((?P<place>[^()]+)\)\s*$")


def described_as(viewer: Person, text: str) -> list[Person]:
    """Members that a typed text names: « Bruno Tremblay », « Bruno Tremblay (MTMD) » or an address; at most two."""
    text = text.strip()
    if "@" in text:
        return list(findable(viewer).filter(user__email__iexact=text)[:2])
    match = _WITH_PLACE.match(text)
    name, place = (match["name"], match["place"]) if match else (text, "")
    words = sort_key(name).split()
    if not words:
        return []
    people = named(findable(viewer), name)
    if place:
        people = people.filter(organisation__acronym__iexact=place.strip())
    found = [person for person in people.order_by("pk")[:50] if sorted(sort_key(person.name).split()) == sorted(words)]
    return found[:2]


def same_circle(audience_id: int, person: Person) -> bool:
    """Whether the person reads that closed circle."""
    return person.audience_memberships.filter(audience=audience_id).exists()  # type: ignore[attr-defined]
