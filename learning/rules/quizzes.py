"""How answers to a quiz are marked and what they decide. Pure.

A question is worth one point or none: all the right options and no other; for a short answer, one of the accepted forms.
An open answer is worth its point once a trainer accepted it. A quiz is passed when every open answer is accepted and the
points reach the pass mark; the percentage is rounded down: what is shown never says more than what was reached.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from core.rules.text import fold

CHOICES = ("single", "multiple")
_AROUND = " .,;:!?…\"'()[]«»“”-"


@dataclass(frozen=True)
class Outcome:
    """`percent` and `passed` are None while an open answer waits and could still decide."""

    right: int
    waiting: int
    total: int
    percent: int | None
    passed: bool | None


def plainly(text: str) -> str:
    """A short answer as it is compared: no case, no accents, one kind of apostrophe and of space, no marks around it."""
    return " ".join(fold(text).split()).strip(_AROUND)


def accepts(text: str, accepted: Iterable[str]) -> bool:
    said = plainly(text)
    return bool(said) and said in {plainly(form) for form in accepted}


def marked_choice(chosen: Collection[str], right: Collection[str]) -> bool:
    """All the right options and no other."""
    return bool(right) and set(chosen) == set(right)


def outcome(marks: Sequence[bool | None], pass_percent: int) -> Outcome:
    """`marks`: one for each question, None for an open answer that nobody reviewed yet.

    What they cannot change any more is decided at once: with all of them accepted, the pass mark is still missed.
    """
    total = len(marks)
    right, waiting = sum(mark is True for mark in marks), sum(mark is None for mark in marks)
    if not total:
        return Outcome(0, 0, 0, 100, True)
    if waiting and (right + waiting) * 100 >= pass_percent * total:
        return Outcome(right, waiting, total, None, None)
    percent = right * 100 // total
    return Outcome(right, waiting, total, percent, not waiting and percent >= pass_percent)


def attempts_left(allowed: int | None, used: int, more: int = 0) -> int | None:
    """How many tries remain; None: as many as one wants. `more`: those that a trainer added."""
    return None if not allowed else max(allowed + more - used, 0)
