"""When a reminder is due."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from activity.rules.reminders import moment_of

HERE = ZoneInfo("America/Toronto")
MONDAY = dt.datetime(2026, 11, 2, 23, 30, tzinfo=HERE)


def at(year, month, day):
    return dt.datetime(year, month, day, 8, tzinfo=HERE)


@pytest.mark.parametrize(
    ("choice", "now", "moment"),
    [
        ("demain", MONDAY, at(2026, 11, 3)),
        ("lundi", MONDAY, at(2026, 11, 9)),
        ("lundi", MONDAY + dt.timedelta(days=6), at(2026, 11, 9)),
        ("", MONDAY, None),
        ("garder", MONDAY, None),
    ],
)
def test_in_the_morning(choice, now, moment):
    assert moment_of(choice, day=None, now=now) == moment


@pytest.mark.parametrize("day", [None, dt.date(2026, 11, 2), dt.date(2020, 1, 1), dt.date(2028, 1, 1)])
def test_a_day_that_cannot_be(day):
    with pytest.raises(ValueError):
        moment_of("date", day=day, now=MONDAY)
