"""How far one set of levels is from another."""

from hypothesis import given
from hypothesis import strategies as st

from job_profiles.rules.levels import Gain, covered, gains, means, nearest, steps_between

LEVELS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 4))


def test_what_is_to_be_gained_comes_the_widest_first():
    asked = {"a": 2, "b": 4, "c": 3, "d": 1}
    assert gains({"a": 1, "c": 3, "d": 0}, asked) == [Gain("b", 0, 4), Gain("a", 1, 2), Gain("d", 0, 1)]
    assert steps_between({"a": 1, "c": 3, "d": 0}, asked) == 6


def test_what_one_has_beyond_counts_nowhere():
    assert covered({"a": 4}, {"a": 2, "b": 2}) == 0.5
    assert covered({}, {}) == 1.0


def test_the_nearest_asks_for_the_least_more():
    levels = {"start": {"a": 3}, "far": {"b": 4}, "near": {"a": 4}, "inside": {"a": 1}}
    assert nearest("start", levels) == ["inside", "near", "far"]


def test_means_count_what_is_not_asked_for_as_nothing():
    assert means({"a": 4, "b": 2}, {1: ["a", "b"], 2: ["b", "c"], 3: []}) == {1: 3.0, 2: 1.0, 3: 0.0}


@given(LEVELS, LEVELS)
def test_gains_lead_to_what_is_asked(have, asked):
    reached = have | {gain.key: gain.asked for gain in gains(have, asked)}
    assert covered(reached, asked) == 1.0
    assert (covered(have, asked) == 1.0) == (steps_between(have, asked) == 0)
    assert 0.0 <= covered(have, asked) <= 1.0
