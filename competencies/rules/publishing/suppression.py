"""Primary and complementary suppression: what is under its floor is hidden, then enough beside it that no subtraction helps.

Hidden parts of one total are at least two cells and ten people together. A part is published only where its totals are.
"""

from collections.abc import Iterable, Mapping

from competencies.rules.publishing.tables import TOGETHER, Cell, above_floor, floor_of, partitions, totals_of

Counts = Mapping[Cell, int]


def candidates(cells: Iterable[Cell], counts: Counts) -> set[Cell]:
    """What reaches its floor, inside totals that do."""
    shown = {cell for cell in cells if above_floor(counts, cell)}
    return {cell for cell in shown if all(total in shown for total in totals_of(cell))}


def complete(cells: list[Cell], counts: Counts, shown: set[Cell], sizes: Counts | None = None) -> set[Cell]:
    """`shown` less what has to be hidden beside what is hidden. Hiding more never makes this undone: it ends.

    `sizes` says which cells are small, the same for every competency: what one hides another does not show.
    """
    shown, sizes = set(shown), sizes or counts
    groups = partitions(cells)
    changed = True
    while changed:
        changed = False
        for cell in list(shown):
            if any(total not in shown for total in totals_of(cell)):
                shown.discard(cell)
                changed = True
        for (total, _table), parts in groups.items():
            if total in shown and _hide_beside(parts, counts, shown, sizes):
                changed = True
    return shown


def _hide_beside(parts: list[Cell], counts: Counts, shown: set[Cell], sizes: Counts) -> bool:
    """Hide the smallest shown parts until what is hidden is two cells and ten people, or nothing is shown."""
    hidden = [part for part in parts if part not in shown]
    people = sum(counts.get(part, 0) for part in hidden)
    # A cell of nobody is hidden too, and needs company: that nobody took part is not to be told either.
    if not hidden or (len(hidden) >= 2 and people >= TOGETHER):
        return False
    left = sorted((part for part in parts if part in shown), key=lambda part: (sizes.get(part, 0), part))
    for part in left:
        if len(hidden) >= 2 and people >= TOGETHER:
            break
        shown.discard(part)
        hidden.append(part)
        people += counts[part]
    return bool(left)


def next_beside(cell: Cell, cells: Iterable[Cell], counts: Counts, shown: set[Cell]) -> Cell | None:
    """The smallest shown part of a total of `cell`, else the smallest of its totals: what to hide when it is still not
    safe."""
    groups = partitions(cells)
    parts = [part for total in totals_of(cell) for part in groups[total, str(cell[0])] if part in shown]
    if not parts:
        parts = [total for total in totals_of(cell) if total in shown] or list(shown)
    return min(parts, key=lambda part: (counts[part], floor_of(part), part), default=None)
