"""Quorum and reminders, to the unit and the day."""

import datetime as dt

import pytest

from job_profiles.rules.consultations import needed_for_quorum, quorum_reached, reminder_due

CLOSES = dt.date(2026, 11, 30)
OPENS = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("asked", "answered", "percent", "reached"),
    [(100, 49, 50, False), (100, 50, 50, True), (3, 1, 50, False), (3, 2, 50, True), (23, 11, 50, False), (23, 12, 50, True),
     (1, 0, 1, False), (5, 5, 100, True), (5, 4, 100, False), (0, 0, 50, False)],
)  # fmt: skip
def test_quorum(asked, answered, percent, reached):
    assert quorum_reached(asked=asked, answered=answered, percent=percent) is reached


def test_how_many_are_needed():
    assert [needed_for_quorum(asked, 50) for asked in (1, 2, 3, 23)] == [1, 1, 2, 12]


@pytest.mark.parametrize(
    ("days_left", "reminded", "due"),
    [(8, None, None), (7, None, 7), (6, None, 6), (6, 7, None), (3, 7, None), (2, 7, 2), (2, 2, None), (1, 7, 1),
     (1, 2, None), (0, 7, 0), (-1, None, None)],
)  # fmt: skip
def test_reminders(days_left, reminded, due):
    today = CLOSES - dt.timedelta(days=days_left)
    told = CLOSES - dt.timedelta(days=reminded) if reminded is not None else None
    assert reminder_due(today=today, opens_on=OPENS, closes_on=CLOSES, reminded_on=told) == due


def test_no_reminder_before_the_opening_is_a_day_old():
    opens = CLOSES - dt.timedelta(days=5)
    assert reminder_due(today=opens, opens_on=opens, closes_on=CLOSES, reminded_on=None) is None
    assert reminder_due(today=CLOSES - dt.timedelta(days=2), opens_on=opens, closes_on=CLOSES, reminded_on=None) == 2
