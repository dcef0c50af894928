"""When a mail leaves: at once or in a digest, outside of quiet hours, weekends and pauses. Pure, in one time zone."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

# Mails about one thing within this time are one mail, and what is read within it needs none.
GROUPING = dt.timedelta(minutes=3)
SATURDAY = 5
Rhythm = Literal["now", "daily", "weekly"]


@dataclass(frozen=True)
class Timing:
    """What one person asked for. `digest_weekday`: 0 is Monday. `quiet_from` after `quiet_to` passes midnight."""

    digest_hour: int = 8
    digest_weekday: int = 0
    quiet_from: dt.time | None = None
    quiet_to: dt.time | None = None
    quiet_weekends: bool = False
    paused_until: dt.date | None = None


def due_at(at: dt.datetime, rhythm: Rhythm | str, timing: Timing, zone: ZoneInfo) -> dt.datetime:
    """The moment at which the mail of a fact that happened at `at` leaves, in UTC, never before `at`.

    A digest leaves at the first of its hours that is not quiet; one whose hour always is leaves when the quiet ends.
    """
    if rhythm == "now":
        return _utc(_released((at + GROUPING).astimezone(zone), timing))
    slot = _next_slot(at.astimezone(zone), rhythm, timing)
    free = _released(slot, timing)
    for _try in range(3):
        if free == slot:
            break
        slot = _next_slot(free - dt.timedelta(seconds=1), rhythm, timing)
        if _released(slot, timing) == slot:
            return _utc(slot)
    return _utc(free)


def welcome_at(at: dt.datetime, timing: Timing, zone: ZoneInfo) -> dt.datetime | None:
    """When a mail that was to leave at `at` is welcome, in UTC; None when it is at once."""
    here = at.astimezone(zone)
    free = _released(here, timing)
    return None if free == here else _utc(free)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _next_slot(after: dt.datetime, rhythm: Rhythm | str, timing: Timing) -> dt.datetime:
    """The next hour of the digest strictly after a local moment."""
    day = after.date()
    for number in range(15):
        candidate = _at(day + dt.timedelta(days=number), dt.time(timing.digest_hour), after)
        if candidate > after and (rhythm == "daily" or candidate.weekday() == timing.digest_weekday):
            return candidate
    raise AssertionError("a fortnight holds every day of the week")


def _released(moment: dt.datetime, timing: Timing) -> dt.datetime:
    """The first local moment from this one on at which mails are welcome."""
    for _step in range(12):
        later = _once(moment, timing)
        if later == moment:
            break
        moment = later
    return moment


def _once(moment: dt.datetime, timing: Timing) -> dt.datetime:
    if timing.paused_until is not None and moment.date() < timing.paused_until:
        return _at(timing.paused_until, dt.time(0), moment)
    if timing.quiet_weekends and moment.weekday() >= SATURDAY:
        return _at(moment.date() + dt.timedelta(days=7 - moment.weekday()), dt.time(0), moment)
    start, end, clock = timing.quiet_from, timing.quiet_to, moment.time()
    if start is None or end is None or start == end:
        return moment
    if start < end:
        return _at(moment.date(), end, moment) if start <= clock < end else moment
    if clock >= start:
        return _at(moment.date() + dt.timedelta(days=1), end, moment)
    return _at(moment.date(), end, moment) if clock < end else moment


def _at(day: dt.date, clock: dt.time, like: dt.datetime) -> dt.datetime:
    """That hour of that day. In the night that has an hour twice: the second one when the first is before `like`; an hour
    that a night does not have is as far into the next."""
    found = dt.datetime.combine(day, clock, tzinfo=like.tzinfo)
    again = found.replace(fold=1)
    if found.timestamp() < like.timestamp() <= again.timestamp():
        found = again
    return found.astimezone(dt.UTC).astimezone(like.tzinfo)
