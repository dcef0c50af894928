"""Two lists of sentences, or two texts, laid side by side: what goes with what, and what differs in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from core.rules.differences import Kind, Part, compare
from job_profiles.rules.alignment import align, closeness

Fate = Literal["same", "changed", "left", "right", "apart"]
# Below this closeness, two texts are two texts, not one that was rewritten.
ALIKE = 0.4


@dataclass(frozen=True)
class Pair:
    """One row. `left` and `right`: one side alone says something; `apart`: both do, and not the same thing."""

    fate: Fate
    left: list[Part]
    right: list[Part]


def lists(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Sentences that go together, in the order of the left; then what each side alone has, beside one another."""
    together, lone_left, lone_right = [], [], []
    for one, two in align([left, right]):
        if one is not None and two is not None:
            together.append((one, two))
        elif one is not None:
            lone_left.append(one)
        elif two is not None:
            lone_right.append(two)
    alone = zip_longest(sorted(lone_left), sorted(lone_right))
    rows = [_together(left[one], right[two]) for one, two in sorted(together)]
    return rows + [_apart("" if one is None else left[one], "" if two is None else right[two]) for one, two in alone]


def texts(left: str, right: str) -> list[Pair]:
    """Two texts as one row; nothing when neither says anything."""
    if not left and not right:
        return []
    return [_together(left, right) if left and right and closeness(left, right) >= ALIKE else _apart(left, right)]


def _apart(left: str, right: str) -> Pair:
    return Pair("apart" if left and right else "left" if left else "right", _whole(left), _whole(right))


def _together(left: str, right: str) -> Pair:
    if left == right:
        return Pair("same", _whole(left), _whole(right))
    parts = compare(left, right)
    return Pair("changed", _without("added", parts), _without("removed", parts))


def _without(kind: Kind, parts: Sequence[Part]) -> list[Part]:
    """The parts of one side; neighbours of one kind are joined again."""
    kept: list[Part] = []
    for one, text in parts:
        if one != kind:
            if kept and kept[-1][0] == one:
                kept[-1] = (one, kept[-1][1] + text)
            else:
                kept.append((one, text))
    return kept


def _whole(text: str) -> list[Part]:
    return [("same", text)] if text else []
