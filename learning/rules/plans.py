"""Where a step of a plan stands on its page, when a template's steps fall due, where a step goes among the others."""

import datetime as dt
from collections.abc import Sequence

MONTH = dt.timedelta(days=30)
SATURDAY = 5
NOW, NEXT, DONE = "now", "next", "done"


def section_of(*, over: bool, doing: bool, due_on: dt.date | None, today: dt.date) -> str:
    """« Ce mois-ci » holds what is late, what is due within thirty days and what was begun; « Fait » what is over."""
    if over:
        return DONE
    near = due_on is not None and due_on <= today + MONTH
    return NOW if near or doing else NEXT


def due_after(start: dt.date, days: int) -> dt.date:
    """So many days after the start, its own day being the first; a weekend gives way to the Friday before, unless that lies
    before the start."""
    due = start + dt.timedelta(days=max(days - 1, 0))
    back = max(due.weekday() - SATURDAY + 1, 0)
    earlier = due - dt.timedelta(days=back)
    return earlier if earlier >= start else due + dt.timedelta(days=7 - due.weekday())


def spread_days(by_days: Sequence[int]) -> list[int]:
    """Steps of one stage (all « by day 30 ») do not all fall due on its last day: they share the days since the stage
    before, the last one on its end. In the order given."""
    stages = sorted(set(by_days))
    before = {stage: (stages[place - 1] if place else 0) for place, stage in enumerate(stages)}
    number = {stage: list(by_days).count(stage) for stage in stages}
    seen: dict[int, int] = {}
    found = []
    for stage in by_days:
        seen[stage] = seen.get(stage, 0) + 1
        found.append(before[stage] + (stage - before[stage]) * seen[stage] // number[stage])
    return found


def place_for(due_on: dt.date | None, others: Sequence[dt.date | None]) -> int:
    """Where a new step goes among the open ones, in their order: after the last that is due no later; one without a date
    goes last. What the person put in order stays in order."""
    if due_on is None:
        return len(others)
    places = [place + 1 for place, other in enumerate(others) if other is not None and other <= due_on]
    return max(places, default=0)
