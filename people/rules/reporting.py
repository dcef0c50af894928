"""The line of management as a graph whose links have dates: does one person lead to another at some moment?"""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

FOREVER = dt.date.max
Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Link(Generic[Who]):
    """Somebody reports to `manager` from one day to another, both included. People are known by any key."""

    manager: Who
    from_on: dt.date
    to_on: dt.date = FOREVER


def leads_to(
    links: Mapping[Who, Sequence[Link[Who]]], start: Who, target: Who, from_on: dt.date, to_on: dt.date = FOREVER
) -> bool:
    """Whether, going up from `start`, one comes to `target` by links that all hold on one same day of the period."""
    waiting: list[tuple[Who, dt.date, dt.date]] = [(start, from_on, to_on)]
    seen: set[tuple[Who, dt.date, dt.date]] = set(waiting)
    while waiting:
        person, first, last = waiting.pop()
        if person == target:
            return True
        for link in links.get(person, ()):
            step = (link.manager, max(first, link.from_on), min(last, link.to_on))
            if step[1] <= step[2] and step not in seen:
                seen.add(step)
                waiting.append(step)
    return False
