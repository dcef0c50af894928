"""What is coming: entries that the apps above bring (events, sessions, meetings), for home and for calendars."""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from heapq import merge
from typing import Protocol

from activity.models import CalendarToken
from activity.rules.ics import Appointment
from core.registry import Registry
from people.models import Person

# A feed goes back this far, so that what was cancelled or moved lately is still corrected in calendars.
FEED_PAST = dt.timedelta(days=90)
FEED_LIMIT = 500


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

    def appointments(self, person: Person, *, at: dt.datetime, after: dt.datetime, limit: int) -> list[Appointment]:
        """The same as calendars read them, cancelled ones too, that end after `after`, the soonest first, in one query.

        Only what the person may see now: who has the address of the feed reads it without signing in.
        """


calendar_entries: Registry[CalendarSource] = Registry("calendrier")


def upcoming(person: Person, *, after: dt.datetime, limit: int = 5) -> list[CalendarEntry]:
    """The soonest entries of every source."""
    lists = [source.upcoming(person, after=after, limit=limit) for source in calendar_entries]
    return list(merge(*lists, key=lambda entry: entry.starts_at))[:limit]


def appointments(person: Person, *, at: dt.datetime) -> list[Appointment]:
    """Everything that the person's feed holds, by start."""
    after = at - FEED_PAST
    lists = [source.appointments(person, at=at, after=after, limit=FEED_LIMIT) for source in calendar_entries]
    return list(merge(*lists, key=lambda one: one.starts_at))


def digest_of(token: str) -> str:
    """What is kept of a token: SHA-256, hexadecimal. The token itself has 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner_of(token: str) -> CalendarToken | None:
    """The living token with its person, None for an unknown or revoked one and for who left the network."""
    digest = digest_of(token)
    found = CalendarToken.objects.filter(digest=digest, revoked_at=None).select_related("person").first()
    if found is None or not hmac.compare_digest(found.digest, digest) or not found.person.is_active:
        return None
    return found


def living_token(person: Person) -> CalendarToken | None:
    return CalendarToken.objects.filter(person=person, revoked_at=None).first()
