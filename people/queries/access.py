"""The access log, as the person it is about reads it."""

import datetime as dt

from core.pagination import KeyPage, page_by_key
from people.models import AccessEntry, Person


def page(person: Person, *, cursor: str | None = None, size: int = 30) -> KeyPage[AccessEntry]:
    """Newest first, with who looked and from where."""
    entries = AccessEntry.objects.filter(person=person).select_related("viewer__organisation")
    return page_by_key(entries, cursor=cursor, size=size)


def count_since(person: Person, since: dt.datetime) -> int:
    """How many times somebody looked since then."""
    return AccessEntry.objects.filter(person=person, at__gte=since).count()
