"""Who says it: each source is a likelihood of its own, with its own stated noise; what all say together is their product.

A source sees a level θ + e, where e is one error per source and competency, normal with the SD of NOISE (in levels): its
likelihood is blurred by that much, however many statements it answers. Self-ratings agree with a manager's at about r = .22
(P. A. Mabe and S. G. West, « Validity of self-evaluation of ability », Journal of Applied Psychology 67, 1982): that is why
no source stands for another, and why pages show each beside the whole. A normal blur keeps order: a better answer never
lowers a level (S. Karlin, *Total Positivity*, 1968: products and convolutions of totally positive kernels are so).

Age. Certainty decays, the level stays: after t years the level has walked by a centred normal step of SD DRIFT · √t.
"""

import datetime as dt
import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from competencies.rules.graded import (
    FLAT,
    GRID,
    HIGH,
    LOW,
    PRIOR,
    STEPS_PER_LEVEL,
    Curve,
    Parameters,
    Summary,
    category_curves,
    cumulative,
    logistic,
    mean_of,
    times,
)

SELF, SCENARIO, MANAGER, PEER, EVIDENCE, COURSE = "self", "scenario", "manager", "peer", "evidence", "course"
# SD of a source's own error, in levels. By expert rule, to be fitted when there are data. One's own answers are the measure.
NOISE: Mapping[str, float] = {SELF: 0.0, SCENARIO: 0.0, MANAGER: 0.5, PEER: 0.7, EVIDENCE: 0.4, COURSE: 0.6}
SEEN = 0.8  # chance that a rater has had occasion to see what the person does unaided
REVIEW_STEEPNESS, COURSE_STEEPNESS = 2.0, 1.5
DRIFT = 0.3  # levels per square root of a year
USUAL = 1.2816  # SDs from the mean to the ends of the interval shown, were it normal
CLOSE = 1e-7
YEAR = dt.timedelta(days=365.25)
UNAIDED = 2  # « de façon autonome » is the second threshold of a graded statement


@dataclass(frozen=True)
class Aged:
    """A posterior as of `years` after it was measured."""

    weights: Curve
    years: float

    @property
    def spread(self) -> float:
        return DRIFT * math.sqrt(max(self.years, 0.0))


def answers_curve(answers: Iterable[tuple[Parameters, int | None]]) -> Curve:
    """Likelihood of answers to statements; « je ne sais pas » (None) leaves it flat. Scaled to a highest value of 1."""
    told = (category_curves(parameters)[value] for parameters, value in answers if value is not None)
    return _scaled(times(FLAT, told))


def rating_curve(marks: Iterable[tuple[Parameters, bool | None]]) -> Curve:
    """A rater's « observé / non observé » on statements (None: passed over). Not to have seen says little: one may not have
    had the occasion (SEEN)."""
    curve: list[Curve] = []
    for parameters, observed in marks:
        if observed is not None:
            step = min(UNAIDED, len(parameters.thresholds))
            seen = tuple(SEEN * cumulative(parameters, step, t) for t in GRID)
            curve.append(seen if observed else tuple(1 - chance for chance in seen))
    return _scaled(times(FLAT, curve))


def reviewed_curve(level: int) -> Curve:
    """Somebody examined what the person made and places it at this level, 1 to 4."""
    over = [logistic(REVIEW_STEEPNESS * (t - (level - 0.5))) for t in GRID]
    beyond = [logistic(REVIEW_STEEPNESS * (t - (level + 0.5))) if level < 4 else 0.0 for t in GRID]
    return _scaled(tuple(a - b for a, b in zip(over, beyond, strict=True)))


def course_curve(level: int, *, passed: bool) -> Curve:
    """The result of a course that leads to this level."""
    over = tuple(logistic(COURSE_STEEPNESS * (t - (level - 0.5))) for t in GRID)
    return _scaled(over if passed else tuple(1 - chance for chance in over))


def blurred(curve: Curve, source: str) -> Curve:
    """The likelihood as the source's own error leaves it. Raises KeyError for an unknown source."""
    noise = NOISE[source]
    return _blur(curve, noise) if noise else curve


def faded(curve: Curve, years: float) -> Curve:
    """An older likelihood among newer ones: blurred by how far the level may have walked since (SD to 0.05 of a level)."""
    drift = round(DRIFT * math.sqrt(max(years, 0.0)) * 20) / 20
    return _blur(curve, drift) if drift else curve


def together(curves: Iterable[Curve]) -> Curve:
    """The posterior after all sources; the prior when there is none."""
    return times(PRIOR, curves)


@functools.lru_cache(maxsize=8192)
def aged_chance(aged: Aged, level: int) -> float:
    """P(θ ≥ level − 0.5) today."""
    edge, spread, total = level - 0.5, aged.spread, sum(aged.weights)
    return sum(weight * _above(t, edge, spread) for t, weight in zip(GRID, aged.weights, strict=True)) / total


@functools.lru_cache(maxsize=4096)
def aged_summary(aged: Aged) -> Summary:
    """Same mean; an interval that widens with age."""
    mean, total = mean_of(aged.weights), sum(aged.weights)
    inner = sum(weight * (t - mean) ** 2 for t, weight in zip(GRID, aged.weights, strict=True)) / total
    sd = math.sqrt(inner + aged.spread**2)
    return Summary(mean, sd, _quantile(aged, LOW, mean, sd), _quantile(aged, HIGH, mean, sd))


def _above(theta: float, edge: float, spread: float) -> float:
    """Chance that a step of this spread from θ ends above the edge; on the edge itself, half."""
    if not spread:
        return 1.0 if theta > edge else 0.5 if theta == edge else 0.0
    return 0.5 * (1 + math.erf((theta - edge) / (spread * math.sqrt(2))))


def _quantile(aged: Aged, share: float, mean: float, sd: float) -> float:
    """By Newton's steps from the normal of the same mean and SD, kept between bounds that close in (bisection where a step
    would leave them). Half a step of the grid is spread at least, so that the answer is smooth."""
    spread = max(aged.spread, 0.5 / STEPS_PER_LEVEL)
    total, low, high = sum(aged.weights), GRID[0], GRID[-1]
    at = min(max(mean + (sd if share > 0.5 else -sd) * USUAL, low), high)
    for _ in range(30):
        below = sum(w * (1 - _above(t, at, spread)) for t, w in zip(GRID, aged.weights, strict=True)) / total
        low, high = (at, high) if below < share else (low, at)
        if high - low < CLOSE or abs(below - share) < CLOSE:
            break
        slope = sum(w * math.exp(-(((at - t) / spread) ** 2) / 2) for t, w in zip(GRID, aged.weights, strict=True))
        step = (share - below) * total * spread * math.sqrt(2 * math.pi) / slope if slope else math.inf
        at = at + step if low < at + step < high else (low + high) / 2
    return at


@functools.lru_cache(maxsize=4096)
def _blur(curve: Curve, noise: float) -> Curve:
    return tuple(sum(map(float.__mul__, row, curve)) for row in _kernel(noise))


@functools.cache
def _kernel(noise: float) -> Sequence[Curve]:
    """Row i: weights over what the source saw when the level is GRID[i]; each sums to 1. What it saw is not cut to the grid,
    so the edges take what would fall beyond."""
    rows = []
    for t in GRID:
        cuts = [0.5 * (1 + math.erf((u + 0.5 / STEPS_PER_LEVEL - t) / (noise * math.sqrt(2)))) for u in GRID[:-1]]
        rows.append(tuple(b - a for a, b in zip([0.0, *cuts], [*cuts, 1.0], strict=True)))
    return rows


def _scaled(curve: Curve) -> Curve:
    top = max(curve)
    return tuple(value / top for value in curve)
