"""Which cells of one competency may be shown in a snapshot, after all that was published before.

In turn: floors and complements; then the audit, cell by cell in the order of their worth, with everything published before;
then complements again, and the widths of what is hidden, hiding more until all are wide. Hiding never harms the audit: a
smaller row space holds nothing new. What is decided depends on who counts, never on their answers.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from competencies.rules.publishing.audit import Audit, Key, Published, by_measure, by_person
from competencies.rules.publishing.consistency import part_too_well_known
from competencies.rules.publishing.joint import Joint
from competencies.rules.publishing.remainder import ALONE
from competencies.rules.publishing.suppression import candidates, complete, next_beside
from competencies.rules.publishing.tables import (
    CROSS,
    ORGANISATIONS,
    TEAMS,
    THE_WHOLE,
    WHOLE,
    Cell,
    Member,
    Places,
    counted,
)
from competencies.rules.publishing.widths import Attendance, Widths

# Variables of a programme over all competencies; beyond, each competency has its own and `_agree` alone ties them.
JOINTLY = 1_000


@dataclass(frozen=True)
class Decision:
    """The cells that exist, in order, how many people each holds, and which of them may be shown."""

    cells: list[Cell]
    counts: dict[Cell, int]
    shown: set[Cell]


@dataclass
class Taken:
    """Who counts in one snapshot: for taking part (`present`), and for each competency. `shown` is filled once decided."""

    present: list[Member]
    members: dict[int, list[Member]]
    shown: dict[int | None, set[Cell]] = field(default_factory=dict)


Report = Callable[[int, int], None]


def decide_all(
    taken: Taken,
    places: Places,
    earlier: Sequence[Taken] = (),
    asked: Mapping[str, set[int]] | None = None,
    report: Report = lambda done, total: None,
) -> dict[int | None, Decision]:
    """Participation (None), then each competency. `asked`: which competencies each profile is asked for."""
    total = len(taken.members) + 1
    present = decide(taken.present, places, _history(earlier, None), tables=(WHOLE, ORGANISATIONS))
    attendance = Attendance(counted(taken.present), present.shown)
    report(1, total)
    decisions: dict[int, Decision] = {}
    narrowed: dict[int, Places] = {}
    for done, (competency, members) in enumerate(sorted(taken.members.items()), start=2):
        profiles = {member.profile for member in members}
        profiles |= {one for one in places.profiles if competency in (asked or {}).get(one, ())}
        narrowed[competency] = Places(places.teams, profiles, places.listed)
        decisions[competency] = decide(members, narrowed[competency], _history(earlier, competency), attendance)
        report(done, total)
    _agree(decisions, narrowed, places, attendance)
    everything: dict[int | None, Decision] = {None: present}
    everything.update(decisions.items())
    _open_all(everything, narrowed, places)
    return everything


def _open_all(decisions: dict[int | None, Decision], narrowed: dict[int, Places], places: Places) -> None:
    """The reader of everything at once: whatever holds a hidden count too tightly is hidden as well, the smallest first."""
    if len(decisions) * sum(len(teams) + len(places.profiles) for teams in places.teams.values()) > JOINTLY:
        return
    while True:
        figures = {competency: (one.cells, one.counts, one.shown) for competency, one in decisions.items()}
        found = Joint(places, figures).first_narrow()
        if found is None:
            return
        (competency, _cell), holding = found
        attended = Attendance(decisions[None].counts, decisions[None].shown)
        named, cell = next((one for one in holding if one[0] is not None), holding[0]) if holding else (competency, None)
        _hide(decisions, named, cell, narrowed, attended)


def _hide(
    decisions: dict[int | None, Decision],
    competency: int | None,
    cell: Cell | None,
    narrowed: dict[int, Places],
    attendance: Attendance,
) -> None:
    """One figure less; an attendance takes the figures of its place with it. Without a cell: all of the competency."""
    one = decisions[competency]
    shown = complete(one.cells, one.counts, one.shown - {cell}, attendance.counts) if cell is not None else set()
    if competency is None:
        decisions[None] = Decision(one.cells, one.counts, shown)
        for number, other in decisions.items():
            if number is not None:
                rest = {part for part in other.shown if _place(part) in shown}
                rest = complete(other.cells, other.counts, rest, attendance.counts)
                decisions[number] = Decision(other.cells, other.counts, rest)
        return
    shown = widened(one.cells, one.counts, shown, narrowed[competency], attendance)
    decisions[competency] = Decision(one.cells, one.counts, shown)


def _agree(decisions: dict[int, Decision], narrowed: dict[int, Places], places: Places, attendance: Attendance) -> None:
    """Hide what one competency would tell of another, until none does."""
    while True:
        figures = {competency: (one.cells, one.counts, one.shown) for competency, one in decisions.items()}
        part = part_too_well_known(figures, places, attendance)
        if part is None:
            return
        for competency, one in decisions.items():
            if part in one.shown:
                shown = complete(one.cells, one.counts, one.shown - {part}, attendance.counts)
                shown = widened(one.cells, one.counts, shown, narrowed[competency], attendance)
                decisions[competency] = Decision(one.cells, one.counts, shown)


def _history(earlier: Sequence[Taken], competency: int | None) -> list[Published]:
    return [
        (one.present if competency is None else one.members.get(competency, []), one.shown[competency])
        for one in earlier
        if one.shown.get(competency)
    ]


def decide(
    members: Sequence[Member],
    places: Places,
    history: Sequence[Published] = (),
    attendance: Attendance | None = None,
    tables: Sequence[str] = (),
) -> Decision:
    """`tables`: only these (participation has no more than the whole and the organisations)."""
    cells = [cell for cell in places.cells() if not tables or cell[0] in tables]
    counts = counted(members)
    shown = candidates(cells, counts)
    if attendance is not None:
        # A place whose attendance is hidden has no figures: its least attendance would be read from them.
        shown = {cell for cell in shown if _place(cell) in attendance.shown}
    sizes = attendance.counts if attendance is not None else counts
    shown = complete(cells, counts, shown, sizes)
    shown = audited(members, cells, shown, history)
    shown = complete(cells, counts, shown, sizes)
    return Decision(cells, counts, widened(cells, counts, shown, places, attendance))


def _place(cell: Cell) -> Cell:
    return (ORGANISATIONS, cell[1]) if cell[0] in (ORGANISATIONS, TEAMS, CROSS) else THE_WHOLE


def audited(members: Sequence[Member], cells: list[Cell], shown: set[Cell], history: Sequence[Published]) -> set[Cell]:
    """The cells that both audits accept beside those before them and all figures of earlier snapshots."""
    keys = [by_person, by_measure] if _measured_again(members, history) else [by_person]
    shown = _unlike(members, shown, history, keys)
    audits = [Audit(history, members, shown, key) for key in keys]
    accepted: set[Cell] = set()
    for cell in cells:
        if cell in shown and all(audit.accept(cell) for audit in audits):
            accepted.add(cell)
    return accepted


def _unlike(members: Sequence[Member], shown: set[Cell], history: Sequence[Published], keys: Sequence[Key]) -> set[Cell]:
    """Cells that do not differ from themselves in an earlier snapshot by one to four people: the audit would refuse those,
    and this is the quick way to know most of its refusals."""
    left = set(shown)
    for key in keys:
        now = _standing(members, left, key)
        for people, cells in history:
            before = _standing(people, left & cells, key)
            for cell, columns in before.items():
                changed = {mark for mark, _column in columns ^ now[cell]}
                if 0 < len(changed) < ALONE:
                    left.discard(cell)
    return left


def _standing(members: Sequence[Member], cells: set[Cell], key: Key) -> dict[Cell, set[tuple[int, Hashable]]]:
    found: dict[Cell, set[tuple[int, Hashable]]] = {cell: set() for cell in cells}
    for member in members:
        for cell in member.cells:
            if cell in found:
                found[cell].add((member.mark, key(member)))
    return found


def _measured_again(members: Sequence[Member], history: Sequence[Published]) -> bool:
    seen: dict[int, int] = {}
    return any(
        seen.setdefault(member.mark, member.measure) != member.measure
        for people in (*(members for members, _cells in history), members)
        for member in people
    )


def widened(
    cells: list[Cell], counts: dict[Cell, int], shown: set[Cell], places: Places, attendance: Attendance | None
) -> set[Cell]:
    """Hide more until every hidden count is wide open; when nothing helps, everything is hidden."""
    while shown:
        widths = Widths(places, counts, shown, attendance)
        narrow = next((cell for cell in cells if cell not in shown and not widths.is_wide(cell)), None)
        if narrow is None:
            return shown
        more = next_beside(narrow, cells, counts, shown)
        sizes = attendance.counts if attendance is not None else counts
        shown = complete(cells, counts, shown - {more}, sizes) if more is not None else set()
    return shown
