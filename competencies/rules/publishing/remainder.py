"""What is left of the row space on classes of one to four people, and whether any of it stands on fewer than five people.

Kept as a reduced basis: each vector has a column of its own (its pivot), the heaviest that it may take. In a combination
every pivot stays, and so does every column that only one of its vectors holds; what cancels can only be among the others.
So only combinations whose pivots hold fewer than five people can fall under five, and only if nearly all that a vector
holds is held by another of them too. Where that does not settle it, pairs are worked out, and anything larger is refused:
unsure is no.

A set of columns is a whole number here, one bit for each person of each column: sets meet in one operation.
"""

from collections import Counter
from collections.abc import Sequence

from competencies.rules.publishing.meetings import ALONE, Meetings
from competencies.rules.publishing.vectors import PRIME, Vector, less


class Remainder:
    """A reduced basis over columns; `people[column]` are those who stand in it."""

    def __init__(self, people: Sequence[frozenset[int]]) -> None:
        self._people = people
        self._basis: dict[int, Vector] = {}
        self._bits: dict[int, int] = {}
        self._slots: dict[int, int] = {}
        self._who: list[int] = []
        small = [column for column, found in enumerate(people) if len(found) < ALONE]
        for column in small:
            self._slots[column] = ((1 << len(people[column])) - 1) << len(self._who)
            self._who += sorted(people[column])
        # How many columns one person may stand in, through measures: that many bits can be one person.
        self._times = max(Counter(self._who).values(), default=1)

    def accept(self, row: Vector, effort: int | None) -> bool:
        """Add the vector unless something stands on fewer than five people then, or `effort` combinations do not tell; None:
        add it unchecked."""
        for pivot in [column for column in row if column in self._basis]:
            row = less(row, row[pivot], self._basis[pivot])
        if not row:
            return True
        pivot = max(row, key=lambda column: (len(self._people[column]), column))
        factor = pow(row[pivot], -1, PRIME)
        row = {column: value * factor % PRIME for column, value in row.items()}
        changed = {key: less(vector, vector[pivot], row) for key, vector in self._basis.items() if pivot in vector}
        changed[pivot] = row
        basis = self._basis | changed
        bits = self._bits | {key: self._marked(vector) for key, vector in changed.items()}
        if effort is not None and not self._safe(basis, bits, set(changed), effort):
            return False
        self._basis, self._bits = basis, bits
        return True

    def _marked(self, columns: Vector) -> int:
        return sum(self._slots[column] for column in columns)

    def _alone(self, bits: int) -> bool:
        """Whether fewer than five people stand in these columns."""
        if bits.bit_count() > (ALONE - 1) * self._times:
            return False
        people = set()
        while bits:
            lowest = bits & -bits
            people.add(self._who[lowest.bit_length() - 1])
            bits ^= lowest
        return len(people) < ALONE

    def _safe(self, basis: dict[int, Vector], bits: dict[int, int], changed: set[int], effort: int) -> bool:
        if any(self._alone(bits[key]) for key in changed):
            return False
        # Four people may be two pivots, under two measures; with one column a person a second pivot is a fifth.
        heaviest = ALONE - 1 if self._times > 1 else ALONE - 2
        light = {key: bits[key] for key in basis if len(self._people[key]) <= heaviest}
        few = (ALONE - 1) * self._times
        meetings = Meetings(light, few, few, changed)
        for looked, chosen in enumerate(meetings.combined(changed, self._people)):
            if looked >= effort or (
                chosen and not self._holds([basis[key] for key in chosen], [bits[key] for key in chosen])
            ):
                return False
        return True

    def _holds(self, vectors: list[Vector], bits: list[int]) -> bool:
        once = more = 0
        for held in bits:
            more |= once & held
            once |= held
        if not self._alone(once & ~more):
            return True
        return len(vectors) == 2 and self._pair(vectors[0], vectors[1], once)

    def _pair(self, one: Vector, other: Vector, bits: int) -> bool:
        """Every ratio at which columns of both cancel."""
        ratios: dict[int, int] = {}
        for column in one.keys() & other.keys():
            ratio = one[column] * pow(other[column], -1, PRIME) % PRIME
            ratios[ratio] = ratios.get(ratio, 0) | self._slots[column]
        return all(not self._alone(bits & ~gone) for gone in ratios.values())
