"""How far a hidden count can still be from the truth, for a reader who has every published count of the competency.

First by hand: people who could as well stand elsewhere without changing one published figure. Only where that does not prove
five, the reader's linear programme is solved (program.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from competencies.rules.publishing.program import Program
from competencies.rules.publishing.rounding import interval, rounded
from competencies.rules.publishing.tables import CROSS, ORGANISATIONS, PROFILES, TEAMS, Cell, Places, floor_of

ENOUGH = 5


@dataclass
class Attendance:
    """How many took part at all, by cell, and which of those figures are shown: nobody counts who did not take part."""

    counts: Mapping[Cell, int] = field(default_factory=dict)
    shown: set[Cell] = field(default_factory=set)


class Widths:
    """The counts of one competency in one snapshot, and the cells that are shown."""

    def __init__(
        self, places: Places, counts: Mapping[Cell, int], shown: set[Cell], attendance: Attendance | None = None
    ) -> None:
        self.places, self.counts, self.shown = places, counts, shown
        self.attendance = attendance or Attendance()
        self._program: Program | None = None

    def needed(self, cell: Cell) -> int:
        """Five, or all that the directory leaves open: of an organisation of three everybody knows that three is the
        most."""
        within = cell[0] in (ORGANISATIONS, TEAMS, CROSS)
        return min(ENOUGH, self.places.listed.get(int(cell[1]), ENOUGH)) if within else ENOUGH

    def is_wide(self, cell: Cell) -> bool:
        enough = self.needed(cell)
        if self._by_hand(cell) >= enough:
            return True
        if self._program is None:
            self._program = self._laid()
        return self._program.width(cell) >= enough - 1e-6

    def _laid(self) -> Program:
        program = Program(self.places)
        for cell in self.shown:
            program.between(cell, *interval(rounded(self.counts[cell]), floor_of(cell)))
        for cell in self.attendance.shown:
            program.attended(cell, *interval(rounded(self.attendance.counts[cell]), floor_of(cell)))
        return program

    def _count(self, *cell: str | int) -> int:
        return self.counts.get(cell, 0)

    def _hidden(self, *cell: str | int) -> bool:
        return cell not in self.shown

    def _room(self, place: int, *, as_whole: bool) -> int:
        """How many more this organisation can surely hold. `as_whole`: who comes is a participant who stood elsewhere."""
        cell = (ORGANISATIONS, place)
        if self.attendance.counts and not as_whole:
            return max(0, self.attendance.counts.get(cell, 0) - self._count(*cell))
        attended = max(self.attendance.counts.get(cell, 0), self._count(*cell))
        return max(0, self.places.listed.get(place, 1 << 30) - attended)

    def _by_hand(self, cell: Cell) -> int:
        table = cell[0]
        if table == ORGANISATIONS:
            return self._moved(int(cell[1]), self._count(*cell), None)
        if table == TEAMS:
            place = int(cell[1])
            teams = [team for team in self.places.teams[place] if self._hidden(TEAMS, place, team)]
            inside = sum(self._count(TEAMS, place, team) for team in teams) if len(teams) > 1 else 0
            return max(inside, self._moved(place, self._count(*cell), None))
        if table == PROFILES:
            profiles = [one for one in self.places.profiles if self._hidden(PROFILES, one)]
            return sum(self._count(PROFILES, one) for one in profiles) if len(profiles) > 1 else 0
        if table == CROSS:
            place, profile = int(cell[1]), str(cell[2])
            return max(self._exchange(place, profile), self._moved(place, self._count(*cell), profile))
        return 0

    def _moved(self, place: int, people: int, profile: str | None) -> int:
        """People who go to or come from other hidden organisations as they are: their profile stays, all else is hidden."""
        if not self._hidden(ORGANISATIONS, place):
            return 0
        hidden = [one for one in self.places.teams if self._hidden(ORGANISATIONS, one)]
        return max(self._between(place, people, profile, hidden, as_whole=whole) for whole in (False, True))

    def _between(self, place: int, people: int, profile: str | None, hidden: list[int], *, as_whole: bool) -> int:
        """`as_whole`: only where attendance is hidden as well, so that participants move and not only what they answered."""
        if as_whole:
            hidden = [one for one in hidden if (ORGANISATIONS, one) not in self.attendance.shown]
            if place not in hidden:
                return 0
        others = [one for one in hidden if one != place]
        outward = min(people, sum(self._room(one, as_whole=as_whole) for one in others))
        cells: list[Cell] = [(ORGANISATIONS, one) if profile is None else (CROSS, one, profile) for one in others]
        inward = min(self._room(place, as_whole=as_whole), sum(self.counts.get(cell, 0) for cell in cells))
        return outward + inward

    def _exchange(self, place: int, profile: str) -> int:
        """Pairs of people who trade profiles across two organisations, all four cells hidden: no total moves."""
        best = 0
        for other in self.places.profiles:
            if other == profile or not self._hidden(CROSS, place, other):
                continue
            away = back = 0
            for elsewhere in self.places.teams:
                hidden = self._hidden(CROSS, elsewhere, profile) and self._hidden(CROSS, elsewhere, other)
                if elsewhere != place and hidden:
                    away += self._count(CROSS, elsewhere, other)
                    back += self._count(CROSS, elsewhere, profile)
            down = min(self._count(CROSS, place, profile), away)
            up = min(self._count(CROSS, place, other), back)
            best = max(best, down + up)
        return best
