"""Stages of an intervention plan, and what a seat is taken to close. Pure."""

import calendar
import datetime as dt
import math
from collections.abc import Iterable, Mapping

STAGES = 8
MONTHS = 3
# Share of seats that close a gap, until attendance and later figures show better; a person may change each of them.
EFFECTS = {"classroom": 0.6, "virtual": 0.5, "blended": 0.6, "self_paced": 0.3, "external": 0.5}
USUAL_EFFECT = 0.5
# Seats of a course that nobody has scheduled yet; what one follows alone has no room to fill.
USUAL_SEATS, USUAL_MINIMUM, ALONE_SEATS = 16, 6, 200


def first_day(from_on: dt.date, stage: int) -> dt.date:
    """Of stage 1 … 8; stage 9 begins the day after the plan."""
    months = from_on.month - 1 + (stage - 1) * MONTHS
    year, month = from_on.year + months // 12, months % 12 + 1
    return dt.date(year, month, min(from_on.day, calendar.monthrange(year, month)[1]))


def last_day(from_on: dt.date, stage: int) -> dt.date:
    return first_day(from_on, stage + 1) - dt.timedelta(days=1)


def stage_of(from_on: dt.date, day: dt.date) -> int | None:
    """In which stage a day falls; None outside of the plan."""
    return next(
        (stage for stage in range(1, STAGES + 1) if first_day(from_on, stage) <= day <= last_day(from_on, stage)), None
    )


def quarter_of(day: dt.date) -> tuple[int, int]:
    """(year, 1 to 4): the calendar's, so that plans that begin on different days add up."""
    return day.year, (day.month - 1) // MONTHS + 1


def at_least(people: int) -> int:
    """Of people of whom over 90 % have a gap: at least so many do, in fives."""
    return 5 * math.floor(people * 0.9 / 5 + 1e-9)


def closed_of(people: int, planned: Iterable[int]) -> int:
    """Gaps closed by several actions together: never more than there are."""
    return min(people, sum(planned))


def cost_of(session_cents: int, seat_cents: int, sessions: int, seats: int) -> int:
    return sessions * session_cents + seats * seat_cents


def share_of_session(session_cents: int, seats: int, whole: int) -> int:
    """What a ministry's seats are charged of the cost of a session that others attend too."""
    return round(session_cents * seats / whole) if whole else 0


def weights_of(groups: Mapping[str, float], own: Mapping[str, float], group_of: Mapping[str, str]) -> dict[str, float]:
    """By competency: its own weight if one was given, else that of its group, else 1."""
    return {code: own.get(code, groups.get(group, 1.0)) for code, group in group_of.items()}
