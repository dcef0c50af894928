"""Members by the names that one types in the form of a sheet."""

import re

from core.rules.text import fold
from people.models import Person

_WITH_PLACE = re.compile(r"(?P<name>.*?)\s*\((?P<place>[^()]{1,20})\)")


def written(person: Person) -> str:
    """« Bruno Lavoie (MESS) »: what the list proposes and `named` reads again."""
    return f"{person.name} ({person.organisation.acronym})".replace(",", " ")


def named(text: str) -> list[Person]:
    """Active members of exactly this name, accents and case aside; « (SIGLE) » narrows to an organisation."""
    found = _WITH_PLACE.fullmatch(text.strip())
    name, place = (found["name"], found["place"]) if found else (text, "")
    folded = " ".join(fold(name).split())
    if not folded:
        return []
    people = list(Person.objects.active().with_organisation().filter(folded_name=folded).order_by("sort_key", "id")[:50])
    if place:
        people = [one for one in people if fold(one.organisation.acronym) == fold(place)]
    return people


def suggestions(text: str, limit: int = 8) -> list[str]:
    """Names that begin like the last one of a list under way, each after the ones that stand already."""
    before, comma, last = text.rpartition(",")
    words = fold(last).split()[:5]
    if not words:
        return []
    rows = Person.objects.active().with_organisation()
    for word in words:
        rows = rows.filter(folded_name__contains=word)
    start = f"{before.strip()}, " if comma else ""
    return [start + written(person) for person in rows.order_by("sort_key", "id")[:limit]]
