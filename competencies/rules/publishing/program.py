"""The reader's linear programme: what is the least, and what is the most, that a count can be under all that is published?

Variables are not atoms (organisation × team × profile) but two margins of each organisation, by profile and by team: for
any margins with the same sum there are atoms, and no published table crosses teams with profiles. SciPy (HiGHS) is loaded
when the first programme is solved, in a worker.
"""

from typing import Any

from competencies.rules.publishing.tables import CROSS, ORGANISATIONS, PROFILES, TEAMS, THE_WHOLE, Cell, Places

ATTENDED = "attended"
OPEN = float("inf")


class Program:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._columns: dict[Cell, int] = {}
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self._matrix: Any = None
        for place, teams in places.teams.items():
            whole = self._sum((ORGANISATIONS, place))
            by_team = {self._column((TEAMS, place, team)): -1.0 for team in teams}
            self._rows.append((whole | by_team, 0, 0))
            self._rows.append((whole, 0, places.listed.get(place, OPEN)))
            self._rows.append((whole | {self._column((ATTENDED, place)): -1.0}, -OPEN, 0))
            self._rows.append(({self._column((ATTENDED, place)): 1.0}, 0, places.listed.get(place, OPEN)))

    def between(self, cell: Cell, low: float, high: float) -> None:
        """A published count of the competency."""
        self._rows.append((self._sum(cell), low, high))

    def attended(self, cell: Cell, low: float, high: float) -> None:
        """A published count of participants; an organisation's, or the whole's."""
        places = list(self._places.teams) if cell == THE_WHOLE else [int(cell[1])]
        self._rows.append(({self._column((ATTENDED, place)): 1.0 for place in places}, low, high))

    def width(self, cell: Cell) -> float:
        row = self._sum(cell)
        return self._least(row, -1.0) - self._least(row, 1.0)

    def _column(self, cell: Cell) -> int:
        return self._columns.setdefault(cell, len(self._columns))

    def _sum(self, cell: Cell) -> dict[int, float]:
        """The variables that add up to a cell."""
        organisations, profiles = self._places.teams, self._places.profiles
        if cell[0] == TEAMS:
            return {self._column(cell): 1.0}
        within = (cell[1],) if cell[0] in (ORGANISATIONS, CROSS) else organisations
        holding = (cell[-1],) if cell[0] in (PROFILES, CROSS) else profiles
        return {self._column((CROSS, place, profile)): 1.0 for place in within for profile in holding}

    def _least(self, row: dict[int, float], sign: float) -> float:
        """The least of `sign` × row, with the sign taken off again."""
        import numpy
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        size = len(self._columns)
        if self._matrix is None:
            entries = [
                (number, column, value) for number, (one, *_) in enumerate(self._rows) for column, value in one.items()
            ]
            rows, columns, values = zip(*entries, strict=True)
            matrix = csr_array((values, (rows, columns)), shape=(len(self._rows), size))
            self._matrix = LinearConstraint(matrix, [low for _, low, _ in self._rows], [high for _, _, high in self._rows])
        goal = numpy.zeros(size)
        for column, value in row.items():
            goal[column] = sign * value
        # Without integer variables this is the plain linear programme, with rows bounded on both sides.
        solved = milp(goal, constraints=self._matrix, bounds=Bounds(0, numpy.inf))
        if solved.status == 3:
            return OPEN if sign < 0 else -OPEN
        if solved.x is None:
            return 0.0
        return float(sign * solved.fun)
