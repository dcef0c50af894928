"""Appointments as calendars read them (RFC 5545): CRLF, lines folded at 75 octets, text escaped, one time zone defined.

The text depends on what it is told and on nothing else (no clock), so that the same state gives the same bytes, whose
digest is the ETag of a feed. Times are written in the zone of Québec, with its rules since 2007.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, vCalAddress, vDuration, vUri

PRODUCT = "-//Maillage//Calendrier//FR"
ZONE = "America/Toronto"
Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
# Control characters are not allowed in a text (RFC 5545, 3.3.11); line ends become the escape « \\n ».
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ZONE_RULES = """BEGIN:VTIMEZONE
TZID:America/Toronto
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZNAME:EDT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZNAME:EST
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One entry of a calendar. `uid` never changes; `sequence` grows with each change of time, place or state.

    `status` TENTATIVE: the person waits for a place or an answer. `url`: its page, absolute. `organiser`: a name;
    `contact`: the mail address that stands for the organiser (required with METHOD:PUBLISH, RFC 5546). `all_day`: it is a
    matter of that day, in the zone of Québec, and takes no time of it.
    """

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    created_at: dt.datetime
    changed_at: dt.datetime
    title: str
    url: str
    organiser: str
    contact: str
    status: Status = "CONFIRMED"
    place: str = ""
    description: str = ""
    all_day: bool = False


def write(appointments: Iterable[Appointment], *, name: str = "", refresh: dt.timedelta | None = None) -> bytes:
    """The whole calendar. `name` and `refresh` (how often to ask again) are for a feed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", _text(name))
        calendar.add("x-wr-calname", _text(name))
        calendar.add("x-wr-timezone", ZONE)
    if refresh is not None:
        calendar.add("refresh-interval", vDuration(refresh), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh))
    calendar.add_component(_zone())
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return calendar.to_ical()


@lru_cache(maxsize=1)
def _zone() -> Component:
    return Timezone.from_ical(_ZONE_RULES.replace("\n", "\r\n"))


def _event(one: Appointment) -> Event:
    zone = ZoneInfo(ZONE)
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", _utc(one.changed_at))
    event.add("created", _utc(one.created_at))
    event.add("last-modified", _utc(one.changed_at))
    if one.all_day:
        event.add("dtstart", _day(one.starts_at.astimezone(zone)))
    else:
        event.add("dtstart", one.starts_at.astimezone(zone).replace(microsecond=0))
        event.add("dtend", one.ends_at.astimezone(zone).replace(microsecond=0))
    event.add("summary", _text(one.title))
    event.add("status", one.status)
    event.add("transp", "OPAQUE" if one.status == "CONFIRMED" and not one.all_day else "TRANSPARENT")
    event.add("url", vUri(one.url))
    event.add("organizer", _organiser(one))
    if one.place:
        event.add("location", _text(one.place))
    if one.description:
        event.add("description", _text(one.description))
    return event


def _organiser(one: Appointment) -> vCalAddress:
    address = vCalAddress(f"mailto:{one.contact}")
    address.params["CN"] = " ".join(_text(one.organiser).replace('"', "’").split())
    return address


def _day(moment: dt.datetime) -> dt.date:
    return dt.date(moment.year, moment.month, moment.day)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def _text(value: str) -> str:
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
