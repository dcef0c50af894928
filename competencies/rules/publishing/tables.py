"""The closed list of tables, as cells: who counts in which, under which floor, inside which total.

A cell is a tuple: its table, then what names it. Each person stands in one cell of every table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

WHOLE, ORGANISATIONS, PROFILES, TEAMS, CROSS = "whole", "organisations", "profiles", "teams", "cross"
ORDER = (WHOLE, ORGANISATIONS, PROFILES, TEAMS, CROSS)
FLOOR = {WHOLE: 5, ORGANISATIONS: 5, PROFILES: 5, TEAMS: 5, CROSS: 10}
TOGETHER = 10

Cell = tuple[str | int, ...]
THE_WHOLE: Cell = (WHOLE,)


@dataclass(frozen=True, slots=True)
class Member:
    """One person counted for one competency. `measure` changes when the person is measured again. Team 0: none."""

    mark: int
    organisation: int
    team: int
    profile: str
    measure: int = 0
    gap: float = 0.0

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (
            THE_WHOLE,
            (ORGANISATIONS, self.organisation),
            (PROFILES, self.profile),
            (TEAMS, self.organisation, self.team),
            (CROSS, self.organisation, self.profile),
        )


@dataclass
class Places:
    """Every cell that exists, empty ones included, and how many people the directory lists in an organisation: that much is
    public. An organisation without a number has no known bound. `profiles`: those that are asked for the competency."""

    teams: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    profiles: set[str] = field(default_factory=set)
    listed: dict[int, int] = field(default_factory=dict)

    def add(self, members: Iterable[Member]) -> "Places":
        for member in members:
            self.teams[member.organisation].add(member.team)
            self.profiles.add(member.profile)
        return self

    def cells(self) -> Iterator[Cell]:
        """In the order in which they are worth publishing."""
        organisations, profiles = sorted(self.teams), sorted(self.profiles)
        yield THE_WHOLE
        yield from ((ORGANISATIONS, place) for place in organisations)
        yield from ((PROFILES, profile) for profile in profiles)
        yield from ((TEAMS, place, team) for place in organisations for team in sorted(self.teams[place]))
        yield from ((CROSS, place, profile) for place in organisations for profile in profiles)


def totals_of(cell: Cell) -> tuple[Cell, ...]:
    """The totals that a cell is a part of: it is published only where they are."""
    table = cell[0]
    if table in (ORGANISATIONS, PROFILES):
        return (THE_WHOLE,)
    if table == TEAMS:
        return ((ORGANISATIONS, cell[1]),)
    return ((ORGANISATIONS, cell[1]), (PROFILES, cell[2])) if table == CROSS else ()


def partitions(cells: Iterable[Cell]) -> dict[tuple[Cell, str], list[Cell]]:
    """The groups of cells that add up to one total: (total, table) → parts."""
    groups: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        for total in totals_of(cell):
            groups[total, str(cell[0])].append(cell)
    return groups


def counted(members: Iterable[Member]) -> dict[Cell, int]:
    """How many people each cell holds; cells of nobody are left out."""
    counts: dict[Cell, int] = defaultdict(int)
    for member in members:
        for cell in member.cells:
            counts[cell] += 1
    return dict(counts)


def floor_of(cell: Cell) -> int:
    return FLOOR[str(cell[0])]


def above_floor(counts: Mapping[Cell, int], cell: Cell) -> bool:
    return counts.get(cell, 0) >= floor_of(cell)
