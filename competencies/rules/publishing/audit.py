"""The audit: no combination of all figures ever published may speak of one to four people alone.

A published sum is a row over people: 1 for who counts in it, 0 for the others. Whoever adds and subtracts published sums
gets the sum over some row of their row space; a row that stands on fewer than five people gives them away. People in the
same rows (a class) always stand or fall together. A vector on fewer than five people is zero on every class of five or
more: those are eliminated first, and only what is left over, on small classes, has to be looked at. Arithmetic is exact
modulo a large prime.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from heapq import heapify, heappop, heappush

from competencies.rules.publishing.remainder import ALONE, Remainder
from competencies.rules.publishing.tables import Cell, Member
from competencies.rules.publishing.vectors import PRIME, Vector

# Combinations looked at before a figure is refused as too entangled; fewer for the many parts of organisations.
EFFORT = {1: 5_000, 2: 5_000, 3: 1_000}
# After so many refusals among the parts of organisations the others are refused unasked: what differs from earlier figures
# by a few people here does so there, and each question costs more than the one before.
PATIENCE = 10

Published = tuple[Sequence[Member], set[Cell]]
Key = Callable[[Member], Hashable]


def by_person(member: Member) -> Hashable:
    """A person's value is the same in every snapshot: who leaves or joins shows by difference."""
    return member.mark


def by_measure(member: Member) -> Hashable:
    """A person measured again has another value: who changed shows by difference."""
    return member.mark, member.measure


class Audit:
    """The figures of one competency that stand, and whether one more may join them."""

    def __init__(self, history: Iterable[Published], members: Sequence[Member], wanted: set[Cell], key: Key) -> None:
        snapshots = [*history, (members, wanted)]
        self._rows: list[dict[Cell, Vector]] = [defaultdict(dict) for _snapshot in snapshots]
        people = self._classes(snapshots, key)
        self._large = [len(one) >= ALONE for one in people]
        self._sizes = [len(one) for one in people]
        self._pivots: dict[int, int] = {}
        self._echelon: list[tuple[int, Vector]] = []
        self._left = Remainder(people)
        self._patience = PATIENCE
        for rows, (_members, cells) in zip(self._rows[:-1], snapshots[:-1], strict=True):
            for cell in sorted(cells, key=lambda one: (-len(one), str(one))):
                self._add(rows[cell], None)

    def _classes(self, snapshots: list[Published], key: Key) -> list[frozenset[int]]:
        """People in the same rows, and the rows over those classes."""
        stands: dict[Hashable, list[tuple[int, Cell]]] = defaultdict(list)
        marks: dict[Hashable, int] = {}
        for place, (members, cells) in enumerate(snapshots):
            for member in members:
                column = key(member)
                marks[column] = member.mark
                stands[column] += [(place, cell) for cell in member.cells if cell in cells]
        classes: dict[tuple[tuple[int, Cell], ...], set[int]] = defaultdict(set)
        for column, rows in stands.items():
            classes[tuple(rows)].add(marks[column])
        classes.pop((), None)
        for number, found in enumerate(classes):
            for place, cell in found:
                self._rows[place][cell][number] = 1
        return [frozenset(one) for one in classes.values()]

    def accept(self, cell: Cell) -> bool:
        """Add the figure if nothing is given away. Refusing is always safe, and depends on who counts alone."""
        part = len(cell) == len(EFFORT)
        if part and not self._patience:
            return False
        accepted = self._add(self._rows[-1][cell], EFFORT[len(cell)])
        self._patience -= part and not accepted
        return accepted

    def _add(self, row: Vector, effort: int | None) -> bool:
        row = self._reduced(row)
        large = [column for column in row if self._large[column]]
        if not large:
            return not row or self._left.accept(row, effort)
        pivot = max(large, key=lambda column: (self._sizes[column], column))
        factor = pow(row[pivot], -1, PRIME)
        self._pivots[pivot] = len(self._echelon)
        self._echelon.append((pivot, {column: value * factor % PRIME for column, value in row.items()}))
        return True

    def _reduced(self, row: Vector) -> Vector:
        """The row without the pivots of those before it. Later rows never hold earlier pivots: once through is enough."""
        row = dict(row)
        waiting = [self._pivots[column] for column in row if column in self._pivots]
        heapify(waiting)
        while waiting:
            number = heappop(waiting)
            pivot, other = self._echelon[number]
            factor = row.get(pivot, 0)
            if not factor:
                continue
            for column, value in other.items():
                before = row.get(column, 0)
                after = (before - factor * value) % PRIME
                if after:
                    row[column] = after
                    if not before and column in self._pivots and column != pivot:
                        heappush(waiting, self._pivots[column])
                elif before:
                    del row[column]
        return row
