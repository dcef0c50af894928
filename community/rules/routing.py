"""To whom a question is offered: pure, deterministic, explained.

score = 3 × fit + 2 × answers + 1 × place − 1.5 × load, where each part is between 0 and 1:

- fit: the best of the competencies of the question that the person shares for this purpose, level / 4; from the second wave
  on also a competency of the same group, at 0.4 × level / 4; all at 0.6 when the question names none and its space's count;
- answers: accepted answers of the person on the same topics or competencies, 5 or more count as 1;
- place: accepted answers of the person in the same space, 5 or more count as 1;
- load: questions offered in the last seven days, or open today if these are more, over the person's own cap.

Who has no reason (fit, answers and place all 0) is not asked, whatever room there is. Equal scores: the smaller load first,
then who was asked longest ago, then the smaller number. Weights are a choice of ours, to be looked at once there is use.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

FIT, ANSWERS, PLACE, LOAD = 3.0, 2.0, 1.0, 1.5
NEIGHBOUR, OF_SPACE = 0.4, 0.6
HIGHEST_LEVEL, MANY = 4, 5
AT_LEAST, AT_MOST = 3, 5
# A fourth and a fifth person are asked only when they fit nearly as well as the best.
NEARLY = 0.6
WIDER_FROM = 2
LAST_WAVE, FACILITATORS = 3, 4


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What may be read of a person who switched this on, and nothing else.

    `shared`: competency → (level 1 to 4, group). `may_post`: reads the space and may post in it (by joining it, for an open
    space); `member`: is in it. `week`: offers of the last seven days; `open`: offers that wait for an answer of the person.
    `asked`: was offered this very question already, whatever came of it. `last`: seconds since the newest offer.
    """

    person: int
    shared: dict[int, tuple[int, int]] = field(default_factory=dict)
    answers: int = 0
    answers_here: int = 0
    cap: int = 2
    week: int = 0
    open: int = 0
    away: bool = False
    paused: bool = False
    asked: bool = False
    may_post: bool = True
    member: bool = True
    last: float = float("inf")


@dataclass(frozen=True, kw_only=True)
class Question:
    """`competencies`: competency → its group; `of_space`: those of its space, for the question names none."""

    author: int
    competencies: dict[int, int] = field(default_factory=dict)
    of_space: bool = False


@dataclass(frozen=True)
class Choice:
    """A person to ask, the score, and why: `competency` (0: none) that was shared, its level, whether it is a neighbour."""

    person: int
    score: float
    competency: int = 0
    level: int = 0
    neighbour: bool = False
    answers: int = 0
    answers_here: int = 0


def may_be_asked(question: Question, one: Candidate, wave: int) -> bool:
    """The hard rules, before any score."""
    if one.person == question.author or one.asked or one.away or one.paused or not one.may_post:
        return False
    if wave < WIDER_FROM and not one.member:
        return False
    return max(one.week, one.open) < one.cap


def choose(question: Question, candidates: Iterable[Candidate], wave: int) -> list[Choice]:
    """Up to AT_MOST people of this wave, the best first; fewer than AT_LEAST when fewer fit."""
    ranked = sorted(
        (-choice.score, _load(one), -one.last, one.person, choice)
        for one in candidates
        if may_be_asked(question, one, wave) and (choice := _choice(question, one, wave)) is not None
    )
    best = [row[-1] for row in ranked[:AT_MOST]]
    return [choice for place, choice in enumerate(best) if place < AT_LEAST or choice.score >= NEARLY * best[0].score]


def _choice(question: Question, one: Candidate, wave: int) -> Choice | None:
    fit, competency, level, neighbour = _fit(question, one, wave)
    answers, place = min(one.answers, MANY) / MANY, min(one.answers_here, MANY) / MANY
    if not (fit or answers or place):
        return None
    score = FIT * fit + ANSWERS * answers + PLACE * place - LOAD * _load(one)
    return Choice(one.person, round(score, 6), competency, level, neighbour, one.answers, one.answers_here)


def _fit(question: Question, one: Candidate, wave: int) -> tuple[float, int, int, bool]:
    """The best match: its part of the score, the competency, its level, whether it is only a neighbour."""
    groups, worth = set(question.competencies.values()), OF_SPACE if question.of_space else 1.0
    found = [(0.0, 0, 0, False)]
    for competency, (level, group) in sorted(one.shared.items()):
        if competency in question.competencies:
            found.append((worth * level / HIGHEST_LEVEL, competency, level, False))
        elif wave >= WIDER_FROM and group in groups:
            found.append((worth * NEIGHBOUR * level / HIGHEST_LEVEL, competency, level, True))
    return max(found, key=lambda match: (match[0], not match[3], -match[1]))


def _load(one: Candidate) -> float:
    return max(one.week, one.open) / one.cap
