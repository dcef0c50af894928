"""How two published figures of the same cell compare. Shares are rounded to five points: a smaller step says nothing."""

from enum import StrEnum

LEAST_STEP = 10


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    STABLE = "stable"
    UNKNOWN = "unknown"
    INCOMPARABLE = "incomparable"


def direction(before: int | None, now: int | None, *, comparable: bool = True) -> Direction:
    """`before` and `now`: shares in per cent, the middle of a band for one that is published as a band; None when hidden."""
    if not comparable:
        return Direction.INCOMPARABLE
    if before is None or now is None:
        return Direction.UNKNOWN
    if abs(now - before) < LEAST_STEP:
        return Direction.STABLE
    return Direction.UP if now > before else Direction.DOWN


def after_actions(people: int, planned: int) -> int:
    """People who still have a gap once what is planned has been followed; both are rounded to five, and so is this."""
    return max(people - planned, 0)
