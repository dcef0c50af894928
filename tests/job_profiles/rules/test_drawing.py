"""Where the points of a radar and of a map stand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_profiles.rules.drawing import anchor, on_circle, outline, ring, spread


def test_the_first_axis_points_up_and_the_others_follow_clockwise():
    assert [on_circle(turn, 10, 100) for turn in (0, 0.25, 0.5, 0.75)] == [(100, 90), (110, 100), (100, 110), (90, 100)]


@given(st.lists(st.floats(-1, 6), min_size=3, max_size=12))
def test_no_point_leaves_the_rim(values):
    points = outline(values, 4, 100, 200)
    assert len(points) == len(values)
    assert all(math.dist(point, (200, 200)) <= 100.2 for point in points)


def test_a_ring_has_a_corner_on_each_axis():
    assert ring(4, 0.5, 100, 100) == [(100, 50), (150, 100), (100, 150), (50, 100)]


@pytest.mark.parametrize(("turn", "side"), [(0, "middle"), (0.25, "start"), (0.5, "middle"), (0.75, "end")])
def test_words_lead_away_from_the_centre(turn, side):
    assert anchor(turn) == side


def test_distances_become_radii():
    assert spread([0, 5, 10], 10, 50, 150) == [50, 100, 150]
    assert spread([0, 0], 0, 50, 150) == [50, 50]
