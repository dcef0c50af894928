"""Who is in the world, and the order of what happens in it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from people.models import Person


@dataclass
class World:
    """`now` is when the world is loaded: everything is told relative to it. `people`: by their key in the data."""

    now: dt.datetime
    people: dict[str, Person] = field(default_factory=dict)
    new_people: set[str] = field(default_factory=set)

    def ago(self, days: float) -> dt.datetime:
        """A moment that many days before now; never in the future."""
        return self.now - dt.timedelta(days=max(days, 0.001))


class Story:
    """Moments collected in any order and told in the order in which they happened."""

    def __init__(self) -> None:
        self._moments: list[tuple[dt.datetime, int, Callable[[dt.datetime], object]]] = []

    def __len__(self) -> int:
        return len(self._moments)

    def add(self, at: dt.datetime, happens: Callable[[dt.datetime], object]) -> None:
        self._moments.append((at, len(self._moments), happens))

    def tell(self) -> int:
        """Let everything happen; returns how many moments there were."""
        for at, _place, happens in sorted(self._moments, key=lambda moment: moment[:2]):
            happens(at)
        return len(self._moments)
