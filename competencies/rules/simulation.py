"""Does the engine decide rightly? Simulated people whose level is known answer as the model says, or not quite as it says.

A *condition* is a target and a way in which people differ from the model. `wrong_by`: each item's true discrimination and
spacing of thresholds are off by up to this share; `shared`: SD, in levels, of an error that all answers of one person about
one competency share (local dependence: mood, modesty, a word understood otherwise).
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from competencies.rules.adaptive import Bank, Given, next_item, standings
from competencies.rules.graded import PRIOR_MEAN, PRIOR_SD, Parameters, cumulative, decided

Z95 = 1.959964
BINS = ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0000001))


@dataclass(frozen=True)
class Condition:
    target: int
    wrong_by: float = 0.0
    shared: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """One simulated person on one competency."""

    items: int
    chance: float
    meets: bool

    @property
    def right(self) -> bool:
        return (self.chance >= 0.5) == self.meets

    @property
    def sure(self) -> bool:
        return decided(self.chance) is not None


@dataclass(frozen=True)
class Share:
    """A mean or a proportion with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Result:
    condition: Condition
    people: int
    items: Share
    right: Share
    sure: Share
    sure_and_wrong: Share


@dataclass(frozen=True)
class Reliability:
    """Of the people whose P lies in a bin: how many, their mean P, the share who truly meet the target."""

    low: float
    high: float
    people: int
    said: float
    true: Share


def simulate(bank: Bank, condition: Condition, people: int, seed: int) -> list[Outcome]:
    """Each person in turn takes one competency of the bank, in order. The same seed gives the same outcomes."""
    rng = random.Random(seed)  # noqa: S311 (reproducible draws, nothing secret)
    competencies = sorted({one.competency for one in bank.values()})
    parts = {code: {key: one for key, one in bank.items() if one.competency == code} for code in competencies}
    truth = {key: _off(one.parameters, condition.wrong_by, rng) for key, one in bank.items()}
    return [_one(parts[competencies[i % len(competencies)]], truth, condition, rng) for i in range(people)]


def whole_run(bank: Bank, targets: Mapping[str, int], rng: random.Random) -> int:
    """Statements that one simulated person answers for all these competencies together."""
    levels = {code: rng.gauss(PRIOR_MEAN, PRIOR_SD) for code in targets}
    log: list[Given] = []
    while (key := next_item(bank, targets, log)) is not None:
        log.append(Given(key, _answer(bank[key].parameters, levels[bank[key].competency], rng)))
    return len(log)


def result_of(condition: Condition, outcomes: Sequence[Outcome]) -> Result:
    return Result(
        condition,
        len(outcomes),
        mean_share([one.items for one in outcomes]),
        proportion(sum(one.right for one in outcomes), len(outcomes)),
        proportion(sum(one.sure for one in outcomes), len(outcomes)),
        proportion(sum(one.sure and not one.right for one in outcomes), len(outcomes)),
    )


def reliability(outcomes: Sequence[Outcome]) -> list[Reliability]:
    """Whether P means what it says; bins without people are left out."""
    found = []
    for low, high in BINS:
        inside = [one for one in outcomes if low <= one.chance < high]
        if inside:
            said = sum(one.chance for one in inside) / len(inside)
            true = proportion(sum(one.meets for one in inside), len(inside))
            found.append(Reliability(low, min(high, 1.0), len(inside), said, true))
    return found


def mean_share(values: Sequence[float]) -> Share:
    """Mean with the normal 95 % interval."""
    n, mean = len(values), sum(values) / len(values)
    half = Z95 * math.sqrt(sum((value - mean) ** 2 for value in values) / max(n - 1, 1) / n)
    return Share(mean, mean - half, mean + half)


def proportion(count: int, n: int) -> Share:
    """Proportion with Wilson's 95 % interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927)."""
    p, z2 = count / n, Z95**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Share(p, max(middle - half, 0.0), min(middle + half, 1.0))


def _one(part: Bank, truth: Mapping[str, Parameters], condition: Condition, rng: random.Random) -> Outcome:
    level = rng.gauss(PRIOR_MEAN, PRIOR_SD)
    answering = level + (rng.gauss(0, condition.shared) if condition.shared else 0.0)
    targets = {next(iter(part.values())).competency: condition.target}
    log: list[Given] = []
    while (key := next_item(part, targets, log)) is not None:
        log.append(Given(key, _answer(truth[key], answering, rng)))
    (standing,) = standings(part, targets, log).values()
    return Outcome(len(log), standing.chance, level >= condition.target - 0.5)


def _answer(parameters: Parameters, level: float, rng: random.Random) -> int:
    draw = rng.random()
    return sum(draw < cumulative(parameters, k, level) for k in range(1, len(parameters.thresholds) + 1))


def _off(parameters: Parameters, share: float, rng: random.Random) -> Parameters:
    """What the item truly does: discrimination, and distances of thresholds from their middle, off by up to `share`; the
    middle itself moved by up to `share` of a level."""
    if not share:
        return parameters
    middle = sum(parameters.thresholds) / len(parameters.thresholds)
    stretch, moved = 1 + rng.uniform(-share, share), rng.uniform(-share, share)
    thresholds = tuple(middle + moved + (b - middle) * stretch for b in parameters.thresholds)
    return Parameters(parameters.discrimination * (1 + rng.uniform(-share, share)), thresholds, parameters.guess)
