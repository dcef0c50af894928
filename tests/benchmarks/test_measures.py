"""Percentiles and ratios, by hand."""

import math

import pytest

from benchmarks.measures import Latency, median, percentile, ratio


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, 1), (0.1, 1), (0.11, 2), (0.5, 5), (0.95, 10), (0.99, 10), (1.0, 10)],
)
def test_percentile_is_the_nearest_rank(share: float, expected: int) -> None:
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == expected


def test_percentile_of_one_value() -> None:
    assert [percentile([7.5], share) for share in (0, 0.5, 1)] == [7.5, 7.5, 7.5]


def test_percentile_of_a_hundred() -> None:
    values = list(range(1, 101))
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99)) == (50, 95, 99)


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], -0.1), ([1], 1.1)])
def test_percentile_refuses_nonsense(values: list[float], share: float) -> None:
    with pytest.raises(ValueError):
        percentile(values, share)


def test_median_is_one_of_the_values() -> None:
    assert (median([3, 1, 2]), median([4, 3, 2, 1])) == (2, 2)


def test_ratio_over_nothing_is_infinite() -> None:
    assert (ratio(6, 3), ratio(1, 0)) == (2, math.inf)


def test_latency_is_in_milliseconds() -> None:
    latency = Latency.of([0.001] * 98 + [0.5, 0.75])
    assert (latency.p50, latency.p99, latency.count) == (1.0, 500.0, 100)
