"""Who saw what: the one write that a page may make while it is being read."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from people.models import AccessEntry, Person


def record(*, person: Person, viewer: Person, what: str, at: dt.datetime, reason: str = "") -> AccessEntry | None:
    """Note that `viewer` sees something private of `person`, before it is shown; nothing for one's own.

    Commits by itself: when the page then fails, the entry stays. Raises RuntimeError inside another transaction.
    """
    if person.pk == viewer.pk:
        return None
    with transaction.atomic(durable=True):
        return AccessEntry.objects.create(person=person, viewer=viewer, what=what[:200], reason=reason[:200], at=at)


def record_each(*, person: Person, viewer: Person, whats: Iterable[str], at: dt.datetime, reason: str = "") -> int:
    """The same for several private things of one person on one page, in one statement; returns how many entries."""
    if person.pk == viewer.pk:
        return 0
    rows = [AccessEntry(person=person, viewer=viewer, what=what[:200], reason=reason[:200], at=at) for what in whats]
    with transaction.atomic(durable=True):
        AccessEntry.objects.bulk_create(rows)
    return len(rows)


def record_many(*, people: Iterable[Person], viewer: Person, what: str, at: dt.datetime, reason: str = "") -> int:
    """The same for a list that shows something private of several people, in one statement; returns how many entries."""
    rows = [
        AccessEntry(person=person, viewer=viewer, what=what[:200], reason=reason[:200], at=at)
        for person in people
        if person.pk != viewer.pk
    ]
    if rows:
        with transaction.atomic(durable=True):
            AccessEntry.objects.bulk_create(rows)
    return len(rows)
