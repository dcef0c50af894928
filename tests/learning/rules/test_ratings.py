"""Statements of a form, reminders, and pools of peers that nobody can take apart."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.ratings import FLOOR, pool_to_show, reminder_due, statements_each

DAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(("competencies", "each"), [(1, 3), (8, 3), (9, 2), (12, 2), (13, 0)])
def test_a_form_stays_short(competencies, each):
    assert statements_each(competencies) == each


def days_reminded(asked_on, due_on, days=30):
    reminded, found = None, []
    for number in range(days):
        today = asked_on + dt.timedelta(days=number)
        if reminder_due(today=today, asked_on=asked_on, due_on=due_on, reminded_on=reminded):
            reminded = today
            found.append(number)
    return found


@pytest.mark.parametrize(("span", "reminded"), [(14, [7, 13]), (7, [3, 6]), (2, [1]), (1, [1])])
def test_reminded_once_at_half_time_and_once_on_the_eve(span, reminded):
    assert days_reminded(DAY, DAY + dt.timedelta(days=span)) == reminded


def test_a_day_without_workers_is_made_up_for_once():
    due = DAY + dt.timedelta(days=14)
    assert reminder_due(today=DAY + dt.timedelta(days=9), asked_on=DAY, due_on=due, reminded_on=None)
    assert not reminder_due(today=due + dt.timedelta(days=1), asked_on=DAY, due_on=due, reminded_on=None)


def test_peers_are_shown_from_three_on_and_the_fourth_waits():
    assert pool_to_show(answered={1: 11, 2: 12}, shown=[]) is None
    first = pool_to_show(answered={1: 11, 2: 12, 3: 13}, shown=[])
    assert first == {1, 2, 3}
    assert pool_to_show(answered={1: 11, 2: 12, 3: 13, 4: 14}, shown=[first]) == {1, 2, 3}
    six = {number: 10 + number for number in range(1, 7)}
    assert pool_to_show(answered=six, shown=[first]) == {1, 2, 3, 4, 5, 6}


def test_a_withdrawal_hides_or_brings_an_earlier_pool_back():
    first, second = frozenset({1, 2, 3}), frozenset({1, 2, 3, 4, 5, 6})
    assert pool_to_show(answered={1: 11, 2: 12}, shown=[first]) is None
    assert pool_to_show(answered={1: 11, 2: 12, 4: 14}, shown=[first]) is None
    assert pool_to_show(answered={n: 10 + n for n in range(1, 6)}, shown=[first, second]) == first
    assert pool_to_show(answered={n: 10 + n for n in range(2, 7)}, shown=[first, second]) is None


def test_one_rater_twice_is_one_rater():
    assert pool_to_show(answered={1: 11, 2: 11, 3: 12}, shown=[]) is None
    assert pool_to_show(answered={1: 11, 2: 12, 3: 11, 4: 13}, shown=[]) == {2, 3, 4}


MOVES = st.lists(st.tuples(st.booleans(), st.integers(1, 9)), max_size=30)


@given(MOVES)
def test_no_difference_of_pools_leaves_fewer_than_three(moves):
    """Answers and withdrawals in any order: sums and differences of the pools shown hold no one or two raters apart."""
    answered: dict[int, int] = {}
    shown: list[frozenset[int]] = []
    for number, (comes, rater) in enumerate(moves):
        if comes:
            answered[number] = rater
        else:
            answered = {one: who for one, who in answered.items() if who != rater}
        pool = pool_to_show(answered=answered, shown=shown)
        if pool is not None and pool not in shown:
            shown.append(pool)
    for count in range(1, len(shown) + 1):
        for group in combinations(shown, count):
            for signs in range(2**count):
                told: dict[int, int] = {}
                for place, pool in enumerate(group):
                    for one in pool:
                        told[one] = told.get(one, 0) + (1 if signs >> place & 1 else -1)
                assert sum(value != 0 for value in told.values()) >= FLOOR
