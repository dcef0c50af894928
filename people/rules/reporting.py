"""The line of management as a graph whose links have dates: does one person lead to another at some moment?"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FOREVER = dt.date.max


@dataclass(frozen=True)
class Link:
    """Somebody reports to `manager` from one day to another, both included."""

    manager: int
    from_on: dt.date
    to_on: dt.date = FOREVER


def leads_to(
    links: Mapping[int, Sequence[Link]], start: int, target: int, from_on: dt.date, to_on: dt.date = FOREVER
) -> bool:
    """Whether, going up from `start`, one comes to `target` by links that all hold on one same day of the period."""
    waiting: list[tuple[int, dt.date, dt.date]] = [(start, from_on, to_on)]
    seen: set[tuple[int, dt.date, dt.date]] = set(waiting)
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
