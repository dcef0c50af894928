"""Pure facts about events: what a change means for calendars and for those who come, when a reminder is due."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

# What people who come are told of, and calendars count as another version (SEQUENCE, RFC 5546).
TOLD = ("starts_at", "ends_at", "mode", "place", "online_url", "accessibility")
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
# A reminder « tomorrow » closer than this would come with the one of the last hour.
DAY_AT_LEAST = dt.timedelta(hours=3)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Names among TOLD whose value is another; the two ends of the time count as one change, `time`."""
    changed = [name for name in TOLD if before[name] != after[name]]
    words = ["time" if name in ("starts_at", "ends_at") else name for name in changed]
    return tuple(dict.fromkeys(words))


def due(starts_in: dt.timedelta, *, day_told: bool, hour_told: bool) -> str:
    """Which reminder is due for an event that begins in so long: « day », « hour » or nothing."""
    if not hour_told and dt.timedelta(0) < starts_in <= HOUR:
        return "hour"
    if not day_told and DAY_AT_LEAST < starts_in <= DAY:
        return "day"
    return ""


def to_move(confirmed: int, capacity: int | None) -> int:
    """How many confirmed people have no place any more under this capacity (None: no limit)."""
    return 0 if capacity is None else max(confirmed - capacity, 0)


def free_places(confirmed: int, capacity: int | None) -> int | None:
    """Places left; None: no limit."""
    return None if capacity is None else max(capacity - confirmed, 0)


def places_for_new(confirmed: int, waiting: int, capacity: int | None) -> int | None:
    """Places left that nobody waits for; None: no limit."""
    free = free_places(confirmed, capacity)
    return 0 if free and waiting else free
