"""A step smaller than rounding says nothing."""

import pytest

from learning.rules.needs import Direction, after_actions, direction


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (45, 30, Direction.DOWN),
        (30, 45, Direction.UP),
        (35, 30, Direction.STABLE),
        (30, 40, Direction.UP),
        (None, 40, Direction.UNKNOWN),
        (40, None, Direction.UNKNOWN),
        (5, 5, Direction.STABLE),
    ],
)
def test_the_direction_of_a_share(before, now, expected):
    assert direction(before, now) == expected


def test_other_rules_are_not_compared():
    assert direction(45, 30, comparable=False) == Direction.INCOMPARABLE


def test_what_is_planned_never_leaves_less_than_nobody():
    assert [after_actions(45, 15), after_actions(10, 20)] == [30, 0]
