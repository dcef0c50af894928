"""What is coming: entries that the apps above bring (events, sessions, meetings)."""

import datetime as dt
from dataclasses import dataclass
from heapq import merge
from typing import Protocol

from core.registry import Registry
from people.models import Person


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """Something at a time. `note`: a few words on it (« 64 inscrits », « ordre du jour prêt »)."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    title: str
    url: str
    note: str = ""


class CalendarSource(Protocol):
    """Entries of one kind, registered in the owning app's `calendar.py`."""

    key: str
    order: int

    def upcoming(self, person: Person, *, after: dt.datetime, limit: int) -> list[CalendarEntry]:
        """The person's own next entries, the soonest first, in one query."""


calendar_entries: Registry[CalendarSource] = Registry("calendrier")


def upcoming(person: Person, *, after: dt.datetime, limit: int = 5) -> list[CalendarEntry]:
    """The soonest entries of every source."""
    lists = [source.upcoming(person, after=after, limit=limit) for source in calendar_entries]
    return list(merge(*lists, key=lambda entry: entry.starts_at))[:limit]
