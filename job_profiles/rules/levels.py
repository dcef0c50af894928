"""How far one set of levels is from another: own evidence from a profile, a profile from a profile.

Levels are 1 to 4 by competency (any hashable key); a competency that is left out counts as 0.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


@dataclass(frozen=True)
class Gain(Generic[Key]):
    """One competency to gain: from a level (0: none) to a higher one."""

    key: Key
    have: int
    asked: int

    @property
    def steps(self) -> int:
        return self.asked - self.have


def covered(have: Mapping[Key, int], asked: Mapping[Key, int]) -> float:
    """The share of the levels asked for that one has already, 0 to 1 (1 when nothing is asked); what goes beyond counts
    nowhere."""
    total = sum(asked.values())
    if not total:
        return 1.0
    return sum(min(have.get(key, 0), level) for key, level in asked.items()) / total


def gains(have: Mapping[Key, int], asked: Mapping[Key, int]) -> list[Gain[Key]]:
    """What is to be gained, the most levels first, then the highest level; the order of `asked` decides the rest."""
    found = [Gain(key, have.get(key, 0), level) for key, level in asked.items() if level > have.get(key, 0)]
    return sorted(found, key=lambda gain: (-gain.steps, -gain.asked))


def steps_between(have: Mapping[Key, int], asked: Mapping[Key, int]) -> int:
    """How many levels are to be gained in all."""
    return sum(gain.steps for gain in gains(have, asked))


def nearest(start: Key, all_levels: Mapping[Key, Mapping[Other, int]]) -> list[Key]:
    """The others, those with the fewest levels to gain from `start` first."""
    have = all_levels[start]
    others = [key for key in all_levels if key != start]
    return sorted(others, key=lambda key: (steps_between(have, all_levels[key]), -covered(have, all_levels[key])))


def means(levels: Mapping[Key, int], groups: Mapping[Other, Iterable[Key]]) -> dict[Other, float]:
    """The mean level asked for in each group, over all its competencies, those that are not asked for being 0."""
    found: dict[Other, float] = {}
    for group, keys in groups.items():
        values = [levels.get(key, 0) for key in keys]
        found[group] = sum(values) / len(values) if values else 0.0
    return found
