"""Reminders of a campaign and rounded populations."""

import datetime as dt

import pytest

from learning.rules.campaigns import reminder_due, rounded

DAY = dt.date(2026, 11, 2)


def days_reminded(closes_after, invited_after=0):
    sent, found = 0, []
    for number in range(invited_after, closes_after + 5):
        due = reminder_due(
            today=DAY + dt.timedelta(days=number), invited_on=DAY + dt.timedelta(days=invited_after),
            closes_on=DAY + dt.timedelta(days=closes_after), sent=sent,
        )  # fmt: skip
        if due:
            sent = due
            found.append((number, due))
    return found


@pytest.mark.parametrize(
    ("closes_after", "invited_after", "reminded"),
    [
        (28, 0, [(7, 1), (25, 2)]),
        (28, 10, [(17, 1), (25, 2)]),
        (10, 0, [(7, 2)]),
        (9, 0, [(6, 2)]),
        (28, 27, [(28, 2)]),
        (28, 28, []),
    ],
)
def test_a_week_after_and_three_days_before_the_end(closes_after, invited_after, reminded):
    assert days_reminded(closes_after, invited_after) == reminded


@pytest.mark.parametrize(("people", "said"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (998, 1000)])
def test_a_headcount_is_said_in_fives_from_ten_on(people, said):
    assert rounded(people) == said
