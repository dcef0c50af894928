"""Plans and enrolments: what overlaps, who is next for a seat and until when, how far a plan is, when it is looked at again.

Moments are aware; where days matter, the caller says in which zone, and which days are holidays.
"""

import calendar
import datetime as dt
import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

SATURDAY = 5
WORKING_DAYS_TO_ACCEPT = 2
ARRIVAL = dt.timedelta(hours=2)  # a seat is accepted at the latest this long before the session begins
SHORTEST_OFFER = dt.timedelta(hours=2)  # nobody is asked to answer faster
UNSTATED_HOURS = 1.0


@dataclass(frozen=True, order=True)
class Interval:
    """From its start up to its end, which is no longer in it: what ends at noon leaves noon free."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def __post_init__(self) -> None:
        if self.starts_at >= self.ends_at:
            raise ValueError(f"{self.starts_at} is not before {self.ends_at}")

    def overlaps(self, other: "Interval") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Waiting:
    """A request on the list. `place`: the ministry whose quota it draws on."""

    request: int
    place: str
    asked_at: dt.datetime


@dataclass(frozen=True)
class Step:
    """`hours`: effort stated; None: unstated. `done`: 0 to 1. A step that was dropped no longer counts."""

    hours: float | None
    done: float
    dropped: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.done <= 1 or (self.hours is not None and self.hours < 0):
            raise ValueError("effort is not negative; what is done lies between 0 and 1")


def clash(one: Iterable[Interval], other: Iterable[Interval]) -> tuple[Interval, Interval] | None:
    """The first two days (or parts of days) of two sessions that overlap, by start of the first."""
    others = sorted(other)
    pairs = ((mine, theirs) for mine in sorted(one) for theirs in others if mine.overlaps(theirs))
    return next(pairs, None)


def waiting_order(waiting: Iterable[Waiting], *, held: Mapping[str, int], quotas: Mapping[str, int]) -> list[Waiting]:
    """As seats would go out one by one: places under their quota first, and within that the oldest request.

    `held`: seats of each place, those offered and not yet answered included. A quota keeps no seat empty: who is over it
    comes after all others, not never. A place without a quota is under it. Who is taken elsewhere at that time is no longer
    waiting: the caller leaves them out.
    """
    left = sorted(waiting, key=lambda one: (one.asked_at, one.request))
    seats, order = dict(held), list[Waiting]()
    while left:
        under = (one for one in left if one.place not in quotas or seats.get(one.place, 0) < quotas[one.place])
        chosen = next(under, left[0])
        left.remove(chosen)
        seats[chosen.place] = seats.get(chosen.place, 0) + 1
        order.append(chosen)
    return order


def promoted(waiting: Iterable[Waiting], *, seats: int, held: Mapping[str, int], quotas: Mapping[str, int]) -> list[Waiting]:
    """Who is offered the seats that are free now; nobody when seats were lowered below those held."""
    free = max(seats - sum(held.values()), 0)
    return waiting_order(waiting, held=held, quotas=quotas)[:free]


def accept_by(
    offered_at: dt.datetime, *, starts_at: dt.datetime, zone: dt.tzinfo, holidays: Container[dt.date] = ()
) -> dt.datetime | None:
    """Two working days later at the same hour (made on a day off, from the first hour of the next working day on), and never
    after people must be on their way; None: too late to ask anybody."""
    latest = starts_at - ARRIVAL
    if latest - offered_at < SHORTEST_OFFER:
        return None
    here = offered_at.astimezone(zone)
    day, clock = dt.date(here.year, here.month, here.day), here.timetz()
    if _off(day, holidays):
        day, clock = _next_working_day(day, holidays), dt.time(0, tzinfo=zone)
    for _day in range(WORKING_DAYS_TO_ACCEPT):
        day = _next_working_day(day, holidays)
    return min(dt.datetime.combine(day, clock), latest)


def progress(steps: Iterable[Step]) -> int:
    """Percent of the effort that is done, rounded down: 100 is all of it. A step without stated effort counts as an hour.

    A plan without steps is at 0, and so is one whose steps were all dropped.
    """
    kept = [(UNSTATED_HOURS if step.hours is None else step.hours, step.done) for step in steps if not step.dropped]
    whole = math.fsum(hours for hours, _done in kept)
    if not whole:
        return 100 if kept and all(done == 1 for _hours, done in kept) else 0
    if all(done == 1 for _hours, done in kept):
        return 100
    return min(math.floor(100 * math.fsum(hours * done for hours, done in kept) / whole + 1e-9), 99)


def next_review(
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    every_months: int,
    reviewed_on: dt.date | None = None,
    holidays: Container[dt.date] = (),
) -> dt.date | None:
    """So many months after the last review (or the start), the last one by the end of the plan; None after that one.

    On a working day: the first one from then on, or else the last one before the end. A date that has passed is a review
    that is late: it stays until somebody holds it.
    """
    if every_months < 1:
        raise ValueError("a review comes every month at most")
    since = starts_on if reviewed_on is None else reviewed_on
    last = _working_day(ends_on, -1, holidays)
    if reviewed_on is not None and reviewed_on >= last:
        return None
    return min(_working_day(_months_later(since, every_months), 1, holidays), last)


def _off(day: dt.date, holidays: Container[dt.date]) -> bool:
    return day.weekday() >= SATURDAY or day in holidays


def _working_day(day: dt.date, step: int, holidays: Container[dt.date]) -> dt.date:
    """This day, or the nearest one before (−1) or after (1) it."""
    while _off(day, holidays):
        day += dt.timedelta(days=step)
    return day


def _next_working_day(day: dt.date, holidays: Container[dt.date]) -> dt.date:
    return _working_day(day + dt.timedelta(days=1), 1, holidays)


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one: 31 January, a month later, is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
