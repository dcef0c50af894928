"""What to read first: the formula that is written down, and what follows from it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.rules.catch_up import Missed, score, why
from tests.cast import NOW

WEEK = dt.timedelta(days=7)
things = st.builds(
    Missed,
    at=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC)),
    named=st.booleans(), mine=st.booleans(), answered=st.booleans(), followed=st.booleans(), sheet=st.booleans(),
    people=st.integers(0, 200), replies=st.integers(0, 2000),
)  # fmt: skip


def test_the_formula():
    missed = Missed(at=NOW - WEEK, named=True, answered=True, people=2, replies=10)
    # (3 + 2 + 1.5 × 2/5 + 0.5 × 10/20) × 1/2
    assert score(missed, at=NOW) == 2.925


@given(things)
def test_never_negative_and_never_more_than_everything(missed):
    assert 0 <= score(missed, at=NOW) <= 13


@given(things)
def test_a_week_older_counts_half(missed):
    now = score(missed, at=missed.at + WEEK)
    assert score(missed, at=missed.at + 2 * WEEK) == pytest.approx(now / 2, abs=1e-6)


@given(things)
def test_being_named_never_makes_it_less(missed):
    named = Missed(**{**missed.__dict__, "named": True})
    assert score(named, at=NOW) >= score(missed, at=NOW)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"named": True, "mine": True}, "named"), ({"mine": True, "answered": True}, "mine"), ({"sheet": True}, "sheet"),
        ({"answered": True, "followed": True}, "answered"), ({"followed": True, "people": 9}, "followed"),
        ({"people": 3}, "people"), ({"people": 2}, "place"),
    ],
)  # fmt: skip
def test_one_reason_the_most_telling(values, reason):
    assert why(Missed(at=NOW, **values)) == reason
