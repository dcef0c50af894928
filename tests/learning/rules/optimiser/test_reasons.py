"""Why courses are left out, what would change it, and what more money buys."""

import pytest
from hypothesis import given, settings

from learning.rules.optimiser import Gap, LeftOut, Limits, Why, propose, what_if
from learning.rules.optimiser.problem import problem_of
from learning.rules.optimiser.reasons import Rest, left_out
from tests.learning.rules.optimiser.test_proposing import SMALL, assert_within
from tests.learning.rules.optimiser.worlds import offer

GAPS = [Gap("A", "x", 10), Gap("B", "x", 10), Gap("C", "y", 5)]
EXACT = {"precision": 0.0}


@pytest.mark.parametrize(
    ("left", "limits", "why"),
    [
        (offer("autre", {"z": 1.0}), Limits(1_000_000, **EXACT), LeftOut("autre", Why.NO_GAP)),
        (offer("autre", places=frozenset("C")), Limits(1_000_000, **EXACT), LeftOut("autre", Why.NO_GAP)),
        (offer("autre", {"y": 1.0}, minimum=6), Limits(1_000_000, **EXACT), LeftOut("autre", Why.MINIMUM)),
        (offer("autre", session_cents=10**9), Limits(1_000_000, **EXACT), LeftOut("autre", Why.OVER_BUDGET, 200_010_000)),
        (offer("autre", {"x": 0.25}), Limits(1_000_000, **EXACT), LeftOut("autre", Why.COVERED, 60_000)),
        (
            offer("autre", {"x": 0.25}),
            Limits(1_000_000, seats_per_place={"A": 5, "B": 5}, **EXACT),
            LeftOut("autre", Why.PLACES_FULL, 60_000),
        ),
        (
            offer("autre", {"y": 1.0}, session_cents=250_000),
            Limits(300_000, **EXACT),
            LeftOut("autre", Why.TOO_DEAR, 55_000, 150_000),
        ),
    ],
)  # fmt: skip
def test_why_a_course_is_left_out(left, limits, why):
    proposal = propose(GAPS, [offer(), left], limits)
    assert proposal.left_out == [why]


def test_the_price_at_which_a_course_enters_is_one_at_which_it_does():
    dear, limits = offer("autre", {"y": 1.0}, session_cents=250_000), Limits(300_000, **EXACT)
    (found,) = propose(GAPS, [offer(), dear], limits).left_out
    cheaper = offer("autre", {"y": 1.0}, session_cents=found.enters_at_cents - 5 * dear.seat_cents - 1_000)
    assert {one.course: one.sessions for one in propose(GAPS, [offer(), cheaper], limits).courses} == {
        "autre": 1,
        "langage-clair": 1,
    }


def test_a_course_that_would_fit_adds_no_more_than_the_plan_s_distance_to_its_bound():
    """Only where HiGHS stopped at its precision: here the plan that it leaves is made by hand."""
    problem = problem_of(GAPS, [offer()], Limits(1_000_000))
    rest = Rest({cell: gap.people for cell, gap in problem.needs.items()}, {}, 1_000_000, 0.0)
    assert left_out(problem, problem.offers[0], rest) == LeftOut("langage-clair", Why.NOT_NEEDED, 30_000)


def test_what_ten_percent_more_or_less_would_do():
    offers, limits = [offer(), offer("autre", {"y": 1.0}, seats=5, session_cents=25_000)], Limits(300_000, **EXACT)
    proposal = propose(GAPS, offers, limits)
    less, same, more = what_if(GAPS, offers, limits, proposal, shares=(-0.5, 0.2))
    assert same.proposal.objective == proposal.objective
    assert (same.share, same.sessions, same.objective, same.cost_cents, same.cents_per_worth) == (0.0, {}, 0.0, 0, None)
    assert (more.share, more.proposal.budget_cents, more.sessions) == (0.2, 360_000, {"langage-clair": 1})
    assert (less.share, less.proposal.budget_cents, less.sessions) == (-0.5, 150_000, {"langage-clair": -1})


@settings(max_examples=15, deadline=None)
@given(SMALL)
def test_with_more_money_neither_plan_nor_bound_falls(world):
    gaps, offers, limits = world
    options = what_if(gaps, offers, limits, propose(gaps, offers, limits), shares=(-0.5, -0.1, 0.1, 0.5))
    assert [one.share for one in options] == [-0.5, -0.1, 0.0, 0.1, 0.5]
    worths, bounds = [one.proposal.objective for one in options], [one.proposal.bound for one in options]
    assert worths == sorted(worths)
    assert bounds == sorted(bounds)
    for one in options:
        assert_within(one.proposal, gaps, offers, Limits(one.proposal.budget_cents, limits.seats_per_place, limits.shares))
