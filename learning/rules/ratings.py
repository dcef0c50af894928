"""Invited ratings: how many statements a form holds, when one is reminded, when what peers say may be shown.

What peers say is shown only as a pool. A new pool holds the answers of at least FLOOR raters that stood in no earlier one.
Then nobody can take pools apart: in any sum or difference of pools the last of them brings FLOOR people that no other holds.
A withdrawal therefore brings back an earlier pool without that rater, or hides all (showing the rest would give the
difference away) until FLOOR new answers have come.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

FLOOR = 3
MOST_STATEMENTS = 24
PER_COMPETENCY, FEWEST_PER_COMPETENCY = 3, 2
MOST_COMPETENCIES = MOST_STATEMENTS // FEWEST_PER_COMPETENCY
Pool = frozenset[int]  # numbers of answered requests


def statements_each(competencies: int) -> int:
    """How many statements about each, so that the form stays short; 0: too many competencies for one form."""
    if competencies * PER_COMPETENCY <= MOST_STATEMENTS:
        return PER_COMPETENCY
    return FEWEST_PER_COMPETENCY if competencies <= MOST_COMPETENCIES else 0


def reminder_due(*, today: dt.date, asked_on: dt.date, due_on: dt.date, reminded_on: dt.date | None) -> bool:
    """Once from half time on, once on the eve; never on the day of the request, never twice for one of the two."""
    half, eve = asked_on + (due_on - asked_on) / 2, due_on - dt.timedelta(days=1)
    if not asked_on < today <= due_on:
        return False
    last = max((day for day in (half, eve) if day <= today), default=None)
    return last is not None and (reminded_on is None or reminded_on < last)


def pool_to_show(*, answered: Mapping[int, int], shown: Sequence[Pool]) -> Pool | None:
    """Which answered requests make the pool now; None: hidden. `answered`: rater by request, oldest first, without what was
    withdrawn; `shown`: every pool ever shown, oldest first. One that may stand again is one of them."""
    newest = frozenset({rater: number for number, rater in answered.items()}.values())
    fresh = {answered[number] for number in newest.difference(*shown)}
    if len(fresh) >= FLOOR:
        return newest
    return next((pool for pool in reversed(shown) if pool <= answered.keys()), None)
