"""Which statement comes next, and when enough is known: a run is a pure function of the bank and of the answers given.

The next item is the one after which the variance p (1 − p) of the decision « meets the target » is expected to fall most:
one step of expected information about a classification (C. G. Parshall et al., *Practical Considerations in Computer-Based
Testing*, 2002, ch. 8; W. J. van der Linden and C. A. W. Glas, *Elements of Adaptive Testing*, 2010, ch. 9). Ties go to the
smaller key: the same answers on the same bank always lead to the same item.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, mul

from competencies.rules.graded import (
    PRIOR,
    Curve,
    Parameters,
    category_curves,
    chance_of_meeting,
    decided,
    times,
)

FEWEST, MOST, MOST_IN_ALL, MOST_IN_A_ROW = 2, 6, 90, 2
USUAL = 3.0  # statements that a competency takes
# What is still open after so many statements gets a question with a right answer, if the bank has one: what one does then,
# beside what one says of oneself. Simulated, it costs nothing: 2.8 items either way, 94 % on the right side.
BEFORE_A_QUESTION = 3


@dataclass(frozen=True)
class Statement:
    """An item as the engine sees it. `competency` and `group` are any keys that sort."""

    key: str
    competency: str
    group: str
    parameters: Parameters

    @property
    def is_question(self) -> bool:
        """With a right answer: two outcomes."""
        return len(self.parameters.thresholds) == 1


@dataclass(frozen=True)
class Given:
    """One answer of the log, in order. `value` 0 … thresholds; None: « je ne sais pas », which tells nothing."""

    key: str
    value: int | None


@dataclass(frozen=True)
class Standing:
    """One competency in a run: the target, items asked so far, P(meets), whether the run still asks about it."""

    competency: str
    target: int
    asked: int
    chance: float
    open: bool


@dataclass(frozen=True)
class Ahead:
    """Where a run stands: key of the next statement (None: nothing is left to ask), about how many are left."""

    key: str | None
    left: int
    standing: "Mapping[str, Standing]"


Bank = Mapping[str, Statement]
History = tuple[Given, ...]


def weights_after(bank: Bank, answers: Iterable[Given]) -> Curve:
    """The posterior of one competency."""
    return _posterior(tuple((bank[one.key].parameters, one.value) for one in answers if one.value is not None))


@functools.lru_cache(maxsize=4096)
def _posterior(told: tuple[tuple[Parameters, int], ...]) -> Curve:
    return times(PRIOR, (category_curves(parameters)[value] for parameters, value in told))


@functools.lru_cache(maxsize=16_384)
def _expected_drop(weights: Curve, parameters: Parameters, target: int) -> float:
    """How much p (1 − p) falls on average when the item is answered."""
    chance, total, after = chance_of_meeting(weights, target), sum(weights), 0.0
    for curve in category_curves(parameters):
        branch = tuple(map(mul, weights, curve))
        reach = sum(branch) / total
        if reach > 0:
            then = chance_of_meeting(branch, target)
            after += reach * then * (1 - then)
    return chance * (1 - chance) - after


def standings(bank: Bank, targets: Mapping[str, int], log: Sequence[Given]) -> dict[str, Standing]:
    """Every competency of the targets, by key. Answers about others are left aside."""
    split = _split(bank, targets, log)
    available = dict.fromkeys(targets, 0)
    for statement in bank.values():
        if statement.competency in available:
            available[statement.competency] += 1
    found = {}
    for competency, target in targets.items():
        answers = split[competency]
        chance = chance_of_meeting(weights_after(bank, answers), target)
        enough = len(answers) >= FEWEST and decided(chance) is not None
        spent = len(answers) >= min(MOST, available[competency])
        found[competency] = Standing(competency, target, len(answers), chance, not (enough or spent))
    return found


def next_item(bank: Bank, targets: Mapping[str, int], log: Sequence[Given]) -> str | None:
    """The key of the next statement; None: nothing is left to ask. Errors: KeyError for an answer to an unknown item."""
    return _next(bank, targets, log, standings(bank, targets, log))


def ahead(bank: Bank, targets: Mapping[str, int], log: Sequence[Given]) -> Ahead:
    """`next_item`, `most_likely_left` and `standings` of one replay."""
    standing = standings(bank, targets, log)
    return Ahead(_next(bank, targets, log, standing), _left(standing, log), standing)


def _next(bank: Bank, targets: Mapping[str, int], log: Sequence[Given], standing: Mapping[str, Standing]) -> str | None:
    if len(log) >= MOST_IN_ALL:
        return None
    candidates = _allowed(bank, standing, log)
    if not candidates:
        return None
    split = _split(bank, targets, log)
    weights = {competency: weights_after(bank, split[competency]) for competency in {one.competency for one in candidates}}

    def gain(one: Statement) -> float:
        return round(_expected_drop(weights[one.competency], one.parameters, targets[one.competency]), 12)

    return max(sorted(candidates, key=attrgetter("key")), key=gain).key


def most_likely_left(bank: Bank, targets: Mapping[str, int], log: Sequence[Given]) -> int:
    """About how many statements are left: what each open competency usually takes, at least one, within the bound of all."""
    return _left(standings(bank, targets, log), log)


def _left(standing: Mapping[str, Standing], log: Sequence[Given]) -> int:
    about = sum(max(USUAL - one.asked, 1) for one in standing.values() if one.open)
    return min(round(about), MOST_IN_ALL - len(log))


def _allowed(bank: Bank, standing: Mapping[str, Standing], log: Sequence[Given]) -> list[Statement]:
    """Statements not yet asked of open competencies, of some only their questions; those owed their minimum when the bound
    of all comes near; no third in a row of one group while another group is open."""
    asked = {given.key for given in log}
    pool = [one for one in bank.values() if one.competency in standing and one.key not in asked]
    pool = [one for one in pool if standing[one.competency].open]
    due = _due_a_question(bank, standing, log)
    due &= {one.competency for one in pool if one.is_question}
    pool = [one for one in pool if one.is_question or one.competency not in due]
    owed = sum(max(FEWEST - one.asked, 0) for one in standing.values() if one.open)
    if owed >= MOST_IN_ALL - len(log):
        pool = [one for one in pool if standing[one.competency].asked < FEWEST]
    recent = [bank[given.key].group for given in log[-MOST_IN_A_ROW:]]
    if len(recent) == MOST_IN_A_ROW and len(set(recent)) == 1:
        others = [one for one in pool if one.group != recent[0]]
        return others or pool
    return pool


def _due_a_question(bank: Bank, standing: Mapping[str, Standing], log: Sequence[Given]) -> set[str]:
    """Competencies about which enough statements were answered, and no question yet."""
    had = {bank[given.key].competency for given in log if bank[given.key].is_question}
    return {code for code, one in standing.items() if one.asked >= BEFORE_A_QUESTION and code not in had}


def _split(bank: Bank, targets: Mapping[str, int], log: Sequence[Given]) -> dict[str, History]:
    split: dict[str, list[Given]] = {competency: [] for competency in targets}
    for given in log:
        competency = bank[given.key].competency
        if competency in split:
            split[competency].append(given)
    return {competency: tuple(answers) for competency, answers in split.items()}
