"""Sections of the page, days of a template, the place of a new step."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.plans import due_after, place_for, section_of, spread_days

TODAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("over", "doing", "days", "expected"),
    [
        (True, False, -3, "done"), (False, False, -3, "now"), (False, False, 30, "now"), (False, False, 31, "next"),
        (False, True, 200, "now"), (False, False, None, "next"), (False, True, None, "now"),
    ],
)  # fmt: skip
def test_sections(over, doing, days, expected):
    due = None if days is None else TODAY + dt.timedelta(days=days)
    assert section_of(over=over, doing=doing, due_on=due, today=TODAY) == expected


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)), st.integers(0, 400))
def test_no_step_of_a_template_falls_on_a_weekend_or_before_its_start(start, days):
    due = due_after(start, days)
    assert due.weekday() < 5
    assert start <= due <= start + dt.timedelta(days=max(days, 3))


def test_steps_of_a_stage_share_its_days():
    assert spread_days([30, 30, 30, 60, 90, 90]) == [10, 20, 30, 60, 75, 90]
    assert spread_days([]) == []


def test_a_new_step_goes_after_the_last_that_is_due_no_later():
    days = [dt.date(2026, 12, 1), None, dt.date(2026, 11, 1), dt.date(2027, 1, 1)]
    assert place_for(dt.date(2026, 11, 15), days) == 3
    assert place_for(None, days) == 4
    assert place_for(dt.date(2020, 1, 1), days) == 0
