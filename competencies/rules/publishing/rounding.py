"""Counts to the nearest five, shares to five points, bands at both ends. Nothing here gives back an exact number.

The number of people concerned follows from the published share and the published count, so that the three together say no
more than two: an interval for the count, an interval for the mean.
"""

from dataclasses import dataclass

STEP = 5
LOW, HIGH = "low", "high"
LOWEST, HIGHEST = 10, 90


@dataclass(frozen=True, slots=True)
class Shown:
    """What a published cell says. `share` is empty in a band, and so is `gap_people`: a band says no more than its name."""

    people: int
    share: int | None
    band: str
    gap_people: int | None


def rounded(number: float) -> int:
    """To the nearest multiple of five; the middle goes up."""
    return STEP * int(number / STEP + 0.5)


def interval(shown: int, floor: int = 0) -> tuple[int, int]:
    """Whole numbers that round to `shown`, for who knows that nothing under the floor is published."""
    return max(floor, shown - STEP // 2, 0), shown + STEP // 2


def show(people: int, gap: float) -> Shown:
    """A cell of `people` whose probabilities of a gap sum to `gap`."""
    percent = 100 * gap / people
    count = rounded(people)
    if percent < LOWEST:
        return Shown(count, None, LOW, None)
    if percent > HIGHEST:
        return Shown(count, None, HIGH, None)
    share = rounded(percent)
    return Shown(count, share, "", rounded(count * share / 100))
