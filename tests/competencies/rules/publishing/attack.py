"""The reader who wants to know too much: everything published, the directory, and the rules. Written apart from the
publisher.

Counts: one linear programme over all snapshots, with the people of each atom (organisation × team × profile) as
variables, those who join and leave between snapshots as flows, and for each competency how many of the atom count in it.
Groups: the null space of the published sets; one to four people whose rows in it depend on each other can be told apart
by adding and subtracting.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from competencies.rules.publishing.publisher import Taken
from competencies.rules.publishing.tables import FLOOR, Cell, Member

Atom = tuple[int, int, str]
Suppressed = tuple[int, int | None, Cell]


@dataclass
class Known:
    """What everybody may know of one snapshot: places, who is listed, which competencies a profile is asked, and the
    figures. `shown` and `hidden` by competency; None: participation. Values of `shown` are rounded."""

    atoms: list[Atom]
    listed: dict[int, int]
    asked: dict[str, set[int]]
    shown: dict[int | None, dict[Cell, int]]
    hidden: dict[int | None, list[Cell]]


def holds(cell: Cell, atom: Atom) -> bool:
    organisation, team, profile = atom
    return {
        "whole": lambda: True,
        "organisations": lambda: cell[1] == organisation,
        "profiles": lambda: cell[1] == profile,
        "teams": lambda: cell[1:] == (organisation, team),
        "cross": lambda: cell[1:] == (organisation, profile),
    }[str(cell[0])]()


class CountAttack:
    """`linked`: the reader takes it that whoever took part answered all that the profile is asked."""

    def __init__(self, known: list[Known], truth: list[Taken], *, linked: bool = False) -> None:
        self.known, self.linked = known, linked
        self.columns: dict[object, int] = {}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        for moment, one in enumerate(known):
            self._snapshot(moment, one)
        self.size = len(self.columns)
        entries = [(r, c, v) for r, (row, *_) in enumerate(self.rows) for c, v in row.items()]
        rows, columns, values = zip(*entries, strict=True)
        matrix = csr_array((values, (rows, columns)), shape=(len(self.rows), self.size))
        self.constraint = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        self.truth = truth

    def _column(self, name: object) -> int:
        return self.columns.setdefault(name, len(self.columns))

    def _snapshot(self, moment: int, one: Known) -> None:
        for atom in one.atoms:
            present = self._column((moment, None, atom))
            if moment and atom in self.known[moment - 1].atoms:
                before = self._column((moment - 1, None, atom))
                joined, left = self._column(("joined", moment, atom)), self._column(("left", moment, atom))
                self.rows.append(({present: 1, before: -1, joined: -1, left: 1}, 0, 0))
                self.rows.append(({left: 1, before: -1}, -np.inf, 0))
            for competency in one.shown:
                if competency is None:
                    continue
                if not self.linked or competency in one.asked[atom[2]]:
                    counted = self._column((moment, competency, atom))
                    self.rows.append(({counted: 1, present: -1}, 0 if self.linked else -np.inf, 0))
        for place, most in one.listed.items():
            row = {self._column((moment, None, atom)): 1 for atom in one.atoms if atom[0] == place}
            if row:
                self.rows.append((row, 0, most))
        for competency, cells in one.shown.items():
            for cell, shown in cells.items():
                self.rows.append((self._sum(moment, competency, cell), max(FLOOR[str(cell[0])], shown - 2), shown + 2))

    def _sum(self, moment: int, competency: int | None, cell: Cell) -> dict[int, float]:
        return {
            self.columns[moment, competency, atom]: 1.0
            for atom in self.known[moment].atoms
            if holds(cell, atom) and (moment, competency, atom) in self.columns
        }

    def _solve(self, goal: np.ndarray) -> np.ndarray | None:
        return milp(goal, constraints=self.constraint, bounds=Bounds(0, 500)).x

    def narrow(self) -> list[tuple[Suppressed, float, float]]:
        """Suppressed cells whose count the reader knows to less than five (or than all that the directory leaves open)."""
        rows = {
            (moment, competency, cell): self._sum(moment, competency, cell)
            for moment, one in enumerate(self.known)
            for competency, cells in one.hidden.items()
            for cell in cells
        }
        rows = {key: row for key, row in rows.items() if row}
        goals = {}
        for key, row in rows.items():
            goals[key] = np.zeros(self.size)
            goals[key][list(row)] = 1.0
        span = {key: [np.inf, -np.inf] for key in rows}
        waiting = list(rows)
        dice = np.random.default_rng(1)
        for turn in range(6):
            if not waiting:
                break
            mixed = (
                sum((goals[key] * dice.choice((-1, 1)) for key in waiting), np.zeros(self.size))
                if turn > 1
                else (sum((goals[key] for key in waiting), np.zeros(self.size)) * (1 if turn else -1))
            )
            self._stretch(mixed, goals, span)
            waiting = [key for key in waiting if span[key][1] - span[key][0] < self._needed(key)]
        for key in waiting:
            self._stretch(goals[key], goals, span)
            self._stretch(-goals[key], goals, span)
        return [(key, *span[key]) for key in waiting if span[key][1] - span[key][0] < self._needed(key) - 1e-6]

    def _stretch(self, goal: np.ndarray, goals: dict, span: dict) -> None:
        found = self._solve(goal)
        if found is None:
            if self.linked:
                raise Refuted
            raise AssertionError("the truth itself must be possible")
        for key, one in goals.items():
            value = float(one @ found)
            span[key] = [min(span[key][0], value), max(span[key][1], value)]

    def _needed(self, key: Suppressed) -> float:
        moment, _competency, cell = key
        listed = self.known[moment].listed
        return min(5, listed.get(int(cell[1]), 5)) if cell[0] in ("organisations", "teams", "cross") else 5


class Refuted(Exception):
    """The figures contradict what the reader takes for granted: there is nothing to conclude."""


def groups_alone(published: list[tuple[list[Member], set[Cell]]], *, by_measure: bool) -> list[frozenset[int]]:
    """Groups of one to four people on whom some combination of published sets stands alone."""
    stands: dict[object, list[tuple[int, Cell]]] = defaultdict(list)
    marks: dict[object, int] = {}
    for moment, (members, cells) in enumerate(published):
        for member in members:
            key = (member.mark, member.measure) if by_measure else member.mark
            marks[key] = member.mark
            stands[key] += [(moment, cell) for cell in member.cells if cell in cells]
    classes: dict[tuple, list[int]] = defaultdict(list)
    for key, where in stands.items():
        classes[tuple(where)].append(marks[key])
    names = sorted({where for signature in classes for where in signature}, key=str)
    signatures = list(classes)
    if not names:
        return []
    matrix = np.array([[float(name in set(signature)) for signature in signatures] for name in names])
    _u, values, turned = np.linalg.svd(matrix)
    rank = int((values > 1e-9).sum())
    null = turned[rank:].T
    people = [frozenset(classes[signature]) for signature in signatures]
    return list(_dependent(null, people))


def _dependent(null: np.ndarray, people: list[frozenset[int]]) -> Iterator[frozenset[int]]:
    small = [number for number, found in enumerate(people) if len(found) < 5]
    of_person: dict[frozenset[int], list[int]] = defaultdict(list)
    for number in small:
        of_person[people[number]].append(number)
    groups = list(of_person)
    for size in range(1, 5):
        for chosen in combinations(groups, size):
            together = frozenset().union(*chosen)
            if len(together) > 4:
                continue
            columns = [number for number in small if people[number] <= together]
            rows = null[columns]
            if rows.shape[1] == 0 or np.linalg.matrix_rank(rows, tol=1e-7) < len(columns):
                yield together
                return
