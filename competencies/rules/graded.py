"""Samejima's graded response model on a grid: what answers say about a latent level.

θ is in units of levels: 1 Sensibilisation … 4 Expertise, on 81 points from 0 to 5. Prior N(2, 1.5²), cut to the grid.
A person *meets* level L when θ ≥ L − 0.5, half way to the level below.

Sources: F. Samejima, « Estimation of latent ability using a response pattern of graded scores », Psychometrika Monograph
17, 1969 (category probabilities as differences of cumulative logistic curves); A. Birnbaum in Lord & Novick, *Statistical
Theories of Mental Test Scores*, 1968 (a guessing floor for questions with a right answer); R. D. Bock and R. J. Mislevy,
« Adaptive EAP estimation of ability in a microcomputer environment », Applied Psychological Measurement 6, 1982 (posterior
on a grid). Integrals follow Boole's rule (four steps at a time, error of order h⁶); every L − 0.5 is a multiple of four
steps, so each tail is a whole sum of Boole's too.
"""

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul, sub

Curve = tuple[float, ...]  # one value per point of GRID

STEPS_PER_LEVEL = 16
GRID: Curve = tuple(i / STEPS_PER_LEVEL for i in range(81))
PRIOR_MEAN, PRIOR_SD = 2.0, 1.5
_BOOLE = tuple(7.0 if i in (0, 80) else (14.0, 32.0, 12.0, 32.0)[i % 4] for i in range(81))
PRIOR: Curve = tuple(w * math.exp(-(((t - PRIOR_MEAN) / PRIOR_SD) ** 2) / 2) for t, w in zip(GRID, _BOOLE, strict=True))
FLAT: Curve = (1.0,) * len(GRID)
SURE = 0.90  # a decision is made above SURE, and below 1 − SURE
STANDS = 0.85  # age takes a decision back below STANDS, and above 1 − STANDS: some two years for one that was just made
LOW, HIGH = 0.10, 0.90  # ends of the interval shown


@dataclass(frozen=True)
class Parameters:
    """Of one item. `discrimination` a > 0, per level; `thresholds` b₁ ≤ b₂ ≤ … in levels: θ at which answering k or better
    is as likely as not; `guess`: chance of a right answer by luck, for questions with two outcomes only."""

    discrimination: float
    thresholds: tuple[float, ...]
    guess: float = 0.0


@dataclass(frozen=True)
class Summary:
    """What a posterior says, in levels; `low` to `high` holds 80 % of it."""

    mean: float
    sd: float
    low: float
    high: float


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else 1 - 1 / (1 + math.exp(x))


def cumulative(parameters: Parameters, k: int, theta: float) -> float:
    """P(answer ≥ k | θ), k from 1: guess + (1 − guess) · logistic(a (θ − b_k))."""
    curve = logistic(parameters.discrimination * (theta - parameters.thresholds[k - 1]))
    return parameters.guess + (1 - parameters.guess) * curve


@functools.lru_cache(maxsize=4096)
def category_curves(parameters: Parameters) -> tuple[Curve, ...]:
    """P(answer = k | θ) over the grid, for k = 0 … number of thresholds. Raises ValueError for impossible parameters."""
    if parameters.discrimination <= 0 or not 0 <= parameters.guess < 1 or not parameters.thresholds:
        raise ValueError("discrimination must be positive, guess in [0, 1), with at least one threshold")
    if list(parameters.thresholds) != sorted(parameters.thresholds) or (parameters.guess and len(parameters.thresholds) > 1):
        raise ValueError("thresholds must rise; a guess belongs to two outcomes only")
    steps = range(1, len(parameters.thresholds) + 1)
    curves = [FLAT, *(tuple(cumulative(parameters, k, t) for t in GRID) for k in steps), (0.0,) * len(GRID)]
    return tuple(tuple(map(sub, above, below)) for above, below in zip(curves, curves[1:], strict=False))


def times(weights: Curve, likelihoods: Iterable[Curve]) -> Curve:
    """Weights multiplied by likelihoods, scaled to a sum of 1 so that long products do not vanish."""
    for likelihood in likelihoods:
        weights = tuple(map(mul, weights, likelihood))
        total = sum(weights)
        weights = tuple(weight / total for weight in weights)
    return weights


def chance_of_meeting(weights: Curve, level: int) -> float:
    """P(θ ≥ level − 0.5)."""
    edge = round((level - 0.5) * STEPS_PER_LEVEL)
    return (sum(weights[edge + 1 :]) + weights[edge] / 2) / sum(weights)


def mean_of(weights: Curve) -> float:
    return sum(map(mul, weights, GRID)) / sum(weights)


def summary_of(weights: Curve) -> Summary:
    mean = mean_of(weights)
    variance = sum(weight * (t - mean) ** 2 for weight, t in zip(weights, GRID, strict=True)) / sum(weights)
    return Summary(mean, math.sqrt(variance), quantile(weights, LOW), quantile(weights, HIGH))


def quantile(weights: Sequence[float], share: float) -> float:
    """θ below which `share` of the posterior lies, each point's weight spread evenly over the step around it."""
    wanted, half = share * sum(weights), 0.5 / STEPS_PER_LEVEL
    for i, (total, weight) in enumerate(zip(accumulate(weights), weights, strict=True)):
        if total >= wanted and weight > 0:
            found = GRID[i] + half - (total - wanted) / weight / STEPS_PER_LEVEL
            return min(max(found, GRID[0]), GRID[-1])
    return GRID[-1]


def decided(chance: float) -> bool | None:
    """True: meets the level; False: does not; None: the answers do not decide."""
    return True if chance > SURE else False if chance < 1 - SURE else None


def stands(then: float, now: float) -> bool | None:
    """What was decided when P was `then`, if age has left enough of it (`now`). One limit for both would take back the next
    day what was decided at .90."""
    made = decided(then)
    kept = made is not None and (now > STANDS if made else now < 1 - STANDS)
    return made if kept else None


def nearest_level(theta: float) -> int:
    """The level whose half-open interval [L − 0.5, L + 0.5) holds θ; 0 below the first."""
    return min(max(math.floor(theta + 0.5), 0), 4)
