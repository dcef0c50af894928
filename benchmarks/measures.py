"""The arithmetic of the bench: percentiles, medians, ratios."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank, no interpolation).

    Raises ValueError for no value at all or a share outside 0 to 1.
    """
    if not values:
        raise ValueError("no value")
    if not 0 <= share <= 1:
        raise ValueError("a share goes from 0 to 1")
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


def ratio(value: float, base: float) -> float:
    """How many times the base; infinite over a base of nothing."""
    return value / base if base > 0 else math.inf


@dataclass(frozen=True)
class Latency:
    """Milliseconds, of one run of the load."""

    p50: float
    p99: float
    count: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Latency":
        return cls(percentile(seconds, 0.5) * 1000, percentile(seconds, 0.99) * 1000, len(seconds))
