"""The reader who holds all competencies and the attendance of one snapshot together, as one linear programme.

Who counts for a competency took part, so what one competency shows bounds what another hides. Variables: participants,
and for each competency who counts, by profile and by team of each organisation. Snapshots need no common programme: with
joiners and leavers unknown any two populations can follow each other.

Most hidden cells are seen to be wide from a few solutions of mixed goals; the others are solved one by one. SciPy is
loaded in the worker that calls this.
"""

from collections.abc import Mapping
from typing import Any

from competencies.rules.publishing.rounding import interval, rounded
from competencies.rules.publishing.tables import CROSS, ORGANISATIONS, PROFILES, TEAMS, THE_WHOLE, Cell, Places, floor_of

Name = tuple[int | None, Cell]
Figures = Mapping[int | None, tuple[list[Cell], Mapping[Cell, int], set[Cell]]]
ENOUGH = 5
MIXED = 8
OPEN = float("inf")


class Joint:
    def __init__(self, places: Places, figures: Figures) -> None:
        self._places, self._figures = places, figures
        self._columns: dict[Name, int] = {}
        self._rows: list[tuple[dict[int, float], float, float]] = []
        # Which figure a row says; None: not a figure.
        self._says: list[Name | None] = []
        for competency in figures:
            self._lay(competency)
        for competency, (_cells, counts, shown) in figures.items():
            for cell in sorted(shown, key=str):
                low, high = interval(rounded(counts[cell]), floor_of(cell))
                self._row(self._sum(competency, cell), low, high, (competency, cell))
        self._load()

    def _lay(self, competency: int | None) -> None:
        for place, teams in self._places.teams.items():
            by_profile = self._sum(competency, (ORGANISATIONS, place))
            by_team = {self._column(competency, (TEAMS, place, team)): -1.0 for team in teams}
            self._row(by_profile | by_team, 0, 0)
            if competency is None:
                self._row(by_profile, 0, self._places.listed.get(place, OPEN))
                continue
            parts: list[Cell] = [(CROSS, place, profile) for profile in self._places.profiles]
            parts += [(TEAMS, place, team) for team in teams]
            for part in parts:
                self._row({self._column(competency, part): 1.0, self._column(None, part): -1.0}, -OPEN, 0)

    def _row(self, row: dict[int, float], low: float, high: float, says: Name | None = None) -> None:
        self._rows.append((row, low, high))
        self._says.append(says)

    def _column(self, competency: int | None, cell: Cell) -> int:
        return self._columns.setdefault((competency, cell), len(self._columns))

    def _sum(self, competency: int | None, cell: Cell) -> dict[int, float]:
        if cell[0] == TEAMS:
            return {self._column(competency, cell): 1.0}
        within = (cell[1],) if cell[0] in (ORGANISATIONS, CROSS) else self._places.teams
        holding = (cell[-1],) if cell[0] in (PROFILES, CROSS) else self._places.profiles
        return {self._column(competency, (CROSS, place, profile)): 1.0 for place in within for profile in holding}

    def _load(self) -> None:
        import numpy
        from scipy.sparse import csr_array, vstack

        entries = [(number, column, value) for number, (row, *_) in enumerate(self._rows) for column, value in row.items()]
        rows, columns, values = zip(*entries, strict=True)
        whole = csr_array((values, (rows, columns)), shape=(len(self._rows), len(self._columns)))
        high, low = numpy.array([one[2] for one in self._rows]), numpy.array([one[1] for one in self._rows])
        above, below = numpy.flatnonzero(numpy.isfinite(high)), numpy.flatnonzero(numpy.isfinite(low))
        self._order = [*above, *below]
        self._matrix = vstack([whole[above], -whole[below]]).tocsr()
        self._limits = numpy.concatenate([high[above], -low[below]])

    def _solve(self, goal: Any) -> Any:
        from scipy.optimize import linprog

        solved = linprog(goal, A_ub=self._matrix, b_ub=self._limits, bounds=(0, 100_000), method="highs")
        if solved.x is None:
            raise ArithmeticError(solved.message)
        return solved

    def first_narrow(self) -> tuple[Name, list[Name]] | None:
        """A hidden cell that is not wide, and the shown figures that hold it (the tightest first)."""
        import numpy

        names = [
            (competency, cell)
            for competency, (cells, _, shown) in self._figures.items()
            for cell in cells
            if cell not in shown
        ]
        if not names:
            return None
        goals = numpy.zeros((len(names), len(self._columns)))
        for place, (competency, cell) in enumerate(names):
            goals[place, list(self._sum(competency, cell))] = 1.0
        low, high = numpy.full(len(names), OPEN), numpy.full(len(names), -OPEN)
        needed = numpy.array([self._needed(cell) for _competency, cell in names])
        dice = numpy.random.default_rng(1)
        for turn in range(MIXED):
            narrow = high - low < needed
            if not narrow.any():
                return None
            signs = numpy.full(len(names), (-1.0) ** turn) if turn < 2 else dice.choice((-1.0, 1.0), len(names))
            values = goals @ self._solve((signs * narrow) @ goals).x
            low, high = numpy.minimum(low, values), numpy.maximum(high, values)
        for number in map(int, numpy.flatnonzero(high - low < needed)):
            most, least = self._solve(-goals[number]), self._solve(goals[number])
            for solved in (most, least):
                values = goals @ solved.x
                low, high = numpy.minimum(low, values), numpy.maximum(high, values)
            if high[number] - low[number] < needed[number] - 1e-6:
                return names[number], self._holding(most, least)
        return None

    def _holding(self, *solutions: Any) -> list[Name]:
        """The figures whose rows bind."""
        found: dict[Name, float] = {}
        for solved in solutions:
            for row, weight in zip(self._order, solved.ineqlin.marginals, strict=True):
                name = self._says[row]
                if name is not None and abs(weight) > 1e-9:
                    found[name] = max(found.get(name, 0.0), abs(float(weight)))
        return sorted(found, key=lambda name: (name[1] == THE_WHOLE, self._figures[name[0]][1][name[1]], str(name)))

    def _needed(self, cell: Cell) -> int:
        within = cell[0] in (ORGANISATIONS, TEAMS, CROSS)
        return min(ENOUGH, self._places.listed.get(int(cell[1]), ENOUGH)) if within else ENOUGH
