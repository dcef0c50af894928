"""What competencies say of each other: who counts for one of them took part, and attendance is published too.

A part that is hidden for one competency is held, from above, by the attendance of its total less the least of all other
parts, each taken from the competency that says most of it. Where that leaves less than five, one more part is hidden
everywhere.
"""

from collections.abc import Mapping

from competencies.rules.publishing.rounding import interval, rounded
from competencies.rules.publishing.tables import ORGANISATIONS, THE_WHOLE, Cell, Places, floor_of, partitions
from competencies.rules.publishing.widths import ENOUGH, Attendance

Figures = Mapping[int, tuple[list[Cell], Mapping[Cell, int], set[Cell]]]


def part_too_well_known(figures: Figures, places: Places, attendance: Attendance) -> Cell | None:
    """A part to hide for every competency, so that what another hides stays open; None: all is well."""
    least: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    for cells, counts, shown in figures.values():
        hidden.update(cell for cell in cells if cell not in shown)
        for cell in shown:
            least[cell] = max(least.get(cell, 0), _low(cell, counts[cell]))
    for (total, _table), parts in partitions(places.cells()).items():
        if total not in attendance.shown or total not in (THE_WHOLE, (ORGANISATIONS, total[-1])):
            continue
        _lowest, most = interval(rounded(attendance.counts[total]))
        known = {part: _known(part, least, attendance) for part in parts}
        for part in parts:
            open_to = most - sum(known.values()) + known[part]
            if part in hidden and open_to < _needed(part, places):
                return min(
                    (one for one in parts if one != part and one in least), key=lambda one: (known[one], one), default=None
                )
    return None


def _low(cell: Cell, people: int) -> int:
    return interval(rounded(people), floor_of(cell))[0]


def _known(part: Cell, least: Mapping[Cell, int], attendance: Attendance) -> int:
    attended = _low(part, attendance.counts[part]) if part in attendance.shown else 0
    return max(least.get(part, 0), attended)


def _needed(part: Cell, places: Places) -> int:
    return min(ENOUGH, places.listed.get(int(part[1]), ENOUGH)) if part[0] != "profiles" else ENOUGH
