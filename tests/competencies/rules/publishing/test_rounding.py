"""Rounded, banded, and never giving back what was rounded away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencies.rules.publishing.rounding import Shown, interval, rounded, show


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (2, 0), (2.5, 5), (5, 5), (7, 5), (7.5, 10), (12, 10), (13, 15)])
def test_to_the_nearest_five(number: float, shown: int) -> None:
    assert rounded(number) == shown


def test_bands_at_both_ends_and_their_borders() -> None:
    assert show(20, 1.9) == Shown(20, None, "low", None)
    assert show(20, 2.0) == Shown(20, 10, "", 0)
    assert show(20, 18.0) == Shown(20, 90, "", 20)
    assert show(20, 18.1) == Shown(20, None, "high", None)


@given(st.integers(5, 5000), st.floats(0, 1))
def test_three_figures_say_no_more_than_two(people: int, share: float) -> None:
    """The number of people concerned is known to whoever knows the other two."""
    shown = show(people, people * share)
    again = None if shown.share is None else rounded(shown.people * shown.share / 100)
    assert shown.gap_people == again


@given(st.integers(5, 5000))
def test_the_interval_holds_the_number(people: int) -> None:
    low, high = interval(rounded(people), 5)
    assert low <= people <= high
    assert high - low <= 4
