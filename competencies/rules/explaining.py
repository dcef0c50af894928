"""What decided, what would change it, where sources part: said from the curves themselves, never from a canned text.

`influences` leaves each answer out in turn (R. D. Cook, « Detection of influential observation in linear regression »,
Technometrics 19, 1977, for the idea; here on P(meets the target)). `turns` multiplies in what one more source would say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from competencies.rules.graded import (
    FLAT,
    PRIOR,
    Curve,
    Parameters,
    category_curves,
    chance_of_meeting,
    decided,
    times,
)
from competencies.rules.sources import (
    COURSE,
    EVIDENCE,
    MANAGER,
    SCENARIO,
    UNAIDED,
    answers_curve,
    blurred,
    course_curve,
    rating_curve,
    reviewed_curve,
    together,
)

RATED = 3  # statements that a rater would be asked about one competency
APART = 1.0  # levels between two sources from which the page says that they disagree


@dataclass(frozen=True)
class Trial:
    """One more thing that could be said: by which source, in favour or not, of which level (None: of no one level)."""

    source: str
    favourable: bool
    level: int | None
    curve: Curve


@dataclass(frozen=True)
class Turn:
    """What the trials would make of P(meets), and of the decision (True, False, None: still open)."""

    trials: tuple[Trial, ...]
    chance: float
    decision: bool | None


def influences(told: Sequence[tuple[Parameters, int | None]], level: int) -> list[float]:
    """Per answer, by how much it moved P(meets the level): P with all answers less P without this one."""
    curves = [FLAT if value is None else category_curves(parameters)[value] for parameters, value in told]
    whole = chance_of_meeting(times(PRIOR, curves), level)
    return [
        0.0 if told[left][1] is None else whole - chance_of_meeting(times(PRIOR, _without(curves, left)), level)
        for left in range(len(curves))
    ]


def _without(curves: Sequence[Curve], left: int) -> list[Curve]:
    return [curve for at, curve in enumerate(curves) if at != left]


def trials(level: int, *, statements: Iterable[Parameters], heard: Iterable[str]) -> list[Trial]:
    """What one more source could say about a target level.

    `statements`: items of the competency not asked yet; `heard`: sources that spoke already and would not speak anew (a
    manager). Peers are left out: no one of them decides.
    """
    graded: list[Parameters] = []
    questions: list[Parameters] = []
    for parameters in statements:
        (graded if len(parameters.thresholds) > 1 else questions).append(parameters)
    found: list[Trial] = []
    if questions:
        near = min(questions, key=lambda one: abs(one.thresholds[0] - (level - 0.5)))
        found += [Trial(SCENARIO, bool(value), None, _answered(near, value)) for value in (1, 0)]
    if MANAGER not in set(heard) and graded:
        asked = sorted(graded, key=lambda one: abs(one.thresholds[UNAIDED - 1] - (level - 0.5)))[:RATED]
        found += [Trial(MANAGER, seen, None, _rated(tuple(asked), seen)) for seen in (True, False)]
    found.append(Trial(EVIDENCE, True, level, _examined(level)))
    if level > 1:
        found.append(Trial(EVIDENCE, False, level - 1, _examined(level - 1)))
    found.append(Trial(COURSE, True, level, _passed(level)))
    return found


@lru_cache(maxsize=512)
def _answered(question: Parameters, value: int) -> Curve:
    return answers_curve([(question, value)])


@lru_cache(maxsize=512)
def _rated(asked: tuple[Parameters, ...], seen: bool) -> Curve:
    return blurred(rating_curve((parameters, seen) for parameters in asked), MANAGER)


@lru_cache(maxsize=4)
def _examined(level: int) -> Curve:
    return blurred(reviewed_curve(level), EVIDENCE)


@lru_cache(maxsize=4)
def _passed(level: int) -> Curve:
    return blurred(course_curve(level, passed=True), COURSE)


def turns(known: Iterable[Curve], level: int, tried: Sequence[Trial]) -> list[Turn]:
    """Each trial alone, in the order given; where none decides, the pairs of two sources that say the same thing and do;
    where none does, all sources that say the same thing."""
    return list(_turns(tuple(known), level, tuple(tried)))


@lru_cache(maxsize=4096)
def _turns(known: tuple[Curve, ...], level: int, tried: tuple[Trial, ...]) -> tuple[Turn, ...]:
    base = together(known)
    alone = [_turn(base, level, (trial,)) for trial in tried]
    if any(turn.decision is not None for turn in alone):
        return tuple(alone)
    pairs = [
        _turn(base, level, pair)
        for pair in combinations(tried, 2)
        if pair[0].source != pair[1].source and pair[0].favourable == pair[1].favourable
    ]
    if deciding := [turn for turn in pairs if turn.decision is not None]:
        return (*alone, *deciding)
    sides = [tuple(trial for trial in tried if trial.favourable is side) for side in (True, False)]
    return (*alone, *(_turn(base, level, side) for side in sides if len(side) > 2))


def _turn(base: Curve, level: int, said: tuple[Trial, ...]) -> Turn:
    chance = chance_of_meeting(times(base, (trial.curve for trial in said)), level)
    return Turn(said, chance, decided(chance))


def apart(means: Sequence[tuple[str, float]]) -> tuple[str, str, float] | None:
    """The two sources that part the most, the lower one first, when they part by a level or more."""
    if len(means) < 2:
        return None
    low, high = min(means, key=lambda one: one[1]), max(means, key=lambda one: one[1])
    gap = high[1] - low[1]
    return (low[0], high[0], gap) if gap >= APART else None
