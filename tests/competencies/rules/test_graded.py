"""The graded response model against independent oracles, and its order."""

import math

import pytest
from catsim import irt
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from competencies.rules.graded import (
    GRID,
    PRIOR,
    PRIOR_MEAN,
    PRIOR_SD,
    Parameters,
    category_curves,
    chance_of_meeting,
    cumulative,
    decided,
    mean_of,
    nearest_level,
    quantile,
    stands,
    summary_of,
    times,
)
from tests.competencies.rules.bank import graded, question

PATTERNS = [
    [(graded(3), 2)],
    [(graded(2, 2.5), 3), (graded(3, 1.5, 0.3), 1)],
    [(graded(1), 3), (graded(2), 3), (graded(4, 2.5), 0), (question(3), 1)],
    [(graded(4, 2.5, 0.3), 3), (graded(4, 2.5), 3), (question(3), 1)],
    [(graded(1, 2.5, -0.3), 0), (question(2), 0)],
]


@pytest.mark.parametrize("slope", [1.5, 2.0, 2.5])
@pytest.mark.parametrize(("b", "guess"), [(0.5, 0.0), (2.5, 0.25), (3.7, 0.0)])
def test_two_categories_are_the_logistic_curve_of_catsim(slope: float, b: float, guess: float) -> None:
    wrong, right = category_curves(Parameters(slope, (b,), guess))
    for i, theta in enumerate(GRID):
        assert right[i] == pytest.approx(irt.icc(theta, slope, b, guess), abs=1e-6)
        assert wrong[i] == pytest.approx(1 - irt.icc(theta, slope, b, guess), abs=1e-6)


def test_categories_are_differences_of_cumulative_curves_and_add_up() -> None:
    parameters = graded(3, 2.5, 0.1)
    curves = category_curves(parameters)
    assert len(curves) == 4
    for i, theta in enumerate(GRID):
        assert sum(curve[i] for curve in curves) == pytest.approx(1.0, abs=1e-12)
        assert curves[1][i] == pytest.approx(cumulative(parameters, 1, theta) - cumulative(parameters, 2, theta), abs=1e-12)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_posterior_means_and_chances_equal_quadrature(pattern: list[tuple[Parameters, int]]) -> None:
    def density(theta: float) -> float:
        value = math.exp(-(((theta - PRIOR_MEAN) / PRIOR_SD) ** 2) / 2)
        for parameters, k in pattern:
            top = cumulative(parameters, k, theta) if k else 1.0
            below = cumulative(parameters, k + 1, theta) if k < len(parameters.thresholds) else 0.0
            value *= top - below
        return value

    def whole(function, low: float = 0.0) -> float:  # type: ignore[no-untyped-def]
        return quad(function, low, 5.0, epsabs=1e-12, epsrel=1e-12, limit=200)[0]

    weights = times(PRIOR, (category_curves(parameters)[k] for parameters, k in pattern))
    total = whole(density)
    assert mean_of(weights) == pytest.approx(whole(lambda t: t * density(t)) / total, abs=1e-6)
    for level in (1, 2, 3, 4):
        expected = whole(density, level - 0.5) / total
        assert chance_of_meeting(weights, level) == pytest.approx(expected, abs=1e-6)


def test_the_prior_alone() -> None:
    found = summary_of(PRIOR)
    total = quad(lambda t: math.exp(-(((t - 2) / 1.5) ** 2) / 2), 0, 5)[0]
    mean = quad(lambda t: t * math.exp(-(((t - 2) / 1.5) ** 2) / 2), 0, 5)[0] / total
    assert found.mean == pytest.approx(mean, abs=1e-6)
    assert 0 < found.low < found.mean < found.high < 5


@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2, 3, 4]), st.sampled_from([1.5, 2.0, 2.5]), st.integers(0, 3)), min_size=1, max_size=6
    ),
    st.integers(0, 5),
    st.sampled_from([1, 2, 3, 4]),
)
def test_a_better_answer_to_the_same_items_never_lowers_a_level(
    answers: list[tuple[int, float, int]], which: int, target: int
) -> None:
    which %= len(answers)
    level, slope, value = answers[which]
    if value == 3:
        return
    better = [*answers[:which], (level, slope, value + 1), *answers[which + 1 :]]
    before, after = (
        times(PRIOR, (category_curves(graded(one[0], one[1]))[one[2]] for one in said)) for said in (answers, better)
    )
    assert mean_of(after) >= mean_of(before) - 1e-12
    assert chance_of_meeting(after, target) >= chance_of_meeting(before, target) - 1e-12
    assert quantile(after, 0.1) >= quantile(before, 0.1) - 1e-9


def test_decisions_and_levels_in_words() -> None:
    assert [decided(p) for p in (0.05, 0.10, 0.5, 0.90, 0.95)] == [False, None, None, None, True]
    assert [nearest_level(t) for t in (0.0, 0.49, 0.5, 1.49, 1.5, 3.5, 5.0)] == [0, 0, 1, 1, 2, 4, 4]


def test_age_takes_a_decision_back_only_below_a_second_limit() -> None:
    then_now = [(0.91, 0.89), (0.91, 0.86), (0.91, 0.84), (0.09, 0.12), (0.09, 0.16), (0.89, 0.89), (0.5, 0.5)]
    assert [stands(then, now) for then, now in then_now] == [True, True, None, False, None, None, None]


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters(0.0, (1.0,)),
        Parameters(1.0, (2.0, 1.0)),
        Parameters(1.0, (1.0, 2.0), 0.2),
        Parameters(1.0, ()),
        Parameters(1.0, (1.0,), 1.0),
    ],
)
def test_impossible_parameters_are_refused(parameters: Parameters) -> None:
    with pytest.raises(ValueError, match="must"):
        category_curves(parameters)
