"""Sources kept apart: noise, order, age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencies.rules.graded import GRID, chance_of_meeting, mean_of, summary_of
from competencies.rules.sources import (
    COURSE,
    EVIDENCE,
    MANAGER,
    NOISE,
    PEER,
    SELF,
    Aged,
    aged_chance,
    aged_summary,
    answers_curve,
    blurred,
    course_curve,
    faded,
    rating_curve,
    reviewed_curve,
    together,
)
from tests.competencies.rules.bank import graded


def test_one_s_own_answers_are_the_measure_and_others_have_stated_noise() -> None:
    assert NOISE == {"self": 0.0, "scenario": 0.0, "manager": 0.5, "peer": 0.7, "evidence": 0.4, "course": 0.6}
    curve = answers_curve([(graded(3), 2), (graded(2), None)])
    assert blurred(curve, SELF) == curve
    assert curve == pytest.approx(answers_curve([(graded(3), 2)]))


def test_noise_makes_a_source_say_less() -> None:
    curve = reviewed_curve(3)
    spread = [summary_of(together([blurred(curve, source)])).sd for source in (SELF, EVIDENCE, MANAGER, COURSE, PEER)]
    assert spread == sorted(spread)
    with pytest.raises(KeyError):
        blurred(curve, "rumour")


def test_not_observed_says_less_than_observed() -> None:
    marks = [(graded(3), True)]
    nothing, seen = mean_of(together([])), mean_of(together([rating_curve(marks)]))
    unseen = mean_of(together([rating_curve([(graded(3), False)])]))
    assert unseen < nothing < seen
    assert seen - nothing > nothing - unseen
    assert rating_curve([(graded(3), None)]) == (1.0,) * len(GRID)


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.integers(0, 5), st.sampled_from([MANAGER, PEER]))
def test_seen_once_more_never_lowers_a_level(seen: list[bool], which: int, source: str) -> None:
    which %= len(seen)
    before, after = ([*seen[:which], value, *seen[which + 1 :]] for value in (False, True))
    items = [graded(1 + place % 4) for place in range(len(seen))]
    low, high = (together([blurred(rating_curve(zip(items, marks, strict=True)), source)]) for marks in (before, after))
    assert mean_of(high) >= mean_of(low) - 1e-12
    assert all(chance_of_meeting(high, level) >= chance_of_meeting(low, level) - 1e-12 for level in (1, 2, 3, 4))


def test_reviews_and_courses_order_levels() -> None:
    reviewed = [mean_of(together([blurred(reviewed_curve(level), EVIDENCE)])) for level in (1, 2, 3, 4)]
    passed = [mean_of(together([blurred(course_curve(level, passed=True), COURSE)])) for level in (1, 2, 3, 4)]
    assert reviewed == sorted(reviewed)
    assert passed == sorted(passed)
    assert mean_of(together([course_curve(2, passed=False)])) < mean_of(together([]))


def test_with_age_the_level_stays_and_certainty_fades() -> None:
    weights = together([answers_curve([(graded(3, 2.5), 3), (graded(4, 2.5), 2)])])
    means, widths, chances = [], [], []
    for years in (0.0, 0.5, 1.0, 2.0, 5.0):
        found = aged_summary(Aged(weights, years))
        means.append(found.mean)
        widths.append(found.high - found.low)
        chances.append(aged_chance(Aged(weights, years), 3))
    assert means == pytest.approx([means[0]] * 5)
    assert widths == sorted(widths)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == pytest.approx(chance_of_meeting(weights, 3), abs=1e-9)


def test_the_spread_of_age_is_the_stated_walk() -> None:
    weights = together([reviewed_curve(2)])
    fresh, old = aged_summary(Aged(weights, 0.0)), aged_summary(Aged(weights, 4.0))
    assert old.sd**2 - fresh.sd**2 == pytest.approx(4 * 0.3**2)


def test_an_old_likelihood_among_new_ones_says_less() -> None:
    curve = answers_curve([(graded(4, 2.5), 3)])
    assert faded(curve, 0.0) == curve
    assert mean_of(together([])) < mean_of(together([faded(curve, 9.0)])) < mean_of(together([curve]))
