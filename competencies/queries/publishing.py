"""Reads of published figures, each held to what the viewer may read. Never a row about a person.

The strategic team reads every table; a sectoral lead the whole, and rows, teams and profiles of the own organisations.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from competencies.enums import FigureFamily, FigureTable, ShareBand, SnapshotState
from competencies.models import Competency, Figure, Snapshot
from competencies.models.publishing import SnapshotQuerySet, organisations_read_by
from competencies.permissions import can_read_figures
from people.models import Organisation, Person

LARGEST = 3
NONE = "\u2014"
WITHIN = (FigureTable.TEAMS, FigureTable.CROSS)


@dataclass(frozen=True)
class Cell:
    """One published figure, or its absence. `share` in steps of five points, or `band`; `gap_people` follows from both."""

    hidden: bool = True
    people: int | None = None
    gap_people: int | None = None
    share: int | None = None
    band: str = ""

    @property
    def words(self) -> str:
        """What stands in the cell: « 35 % », « moins de 10 % », or a dash."""
        if self.hidden or (self.share is None and not self.band):
            return NONE
        return str(ShareBand(self.band).label) if self.band else f"{self.share}\u00a0%"

    @property
    def tenth(self) -> int | None:
        """0 to 10 for the colour of a heat map; None when hidden."""
        if self.hidden:
            return None
        if self.band:
            return 0 if self.band == ShareBand.LOW else 10
        return None if self.share is None else self.share // 10

    @property
    def rank(self) -> tuple[int, int]:
        """For an order by need: people concerned first, then their share."""
        share = {ShareBand.LOW: 5, ShareBand.HIGH: 95}.get(ShareBand(self.band)) if self.band else self.share
        return (self.gap_people or 0, share or 0)


HIDDEN = Cell()


@dataclass(frozen=True)
class Column:
    """`key`: acronym of the organisation, code of the profile or number of the team (« 0 »: none)."""

    key: str
    label: str
    organisation: Organisation | None = None


@dataclass
class MapRow:
    """One competency: its figure over the whole, then one cell for each column."""

    competency: Competency
    whole: Cell = HIDDEN
    cells: list[Cell] = field(default_factory=list)


@dataclass
class NeedMap:
    """What a heat map and its table show. `organisation`: the one inside which teams or profiles are read."""

    snapshot: Snapshot
    table: FigureTable
    organisation: Organisation | None
    columns: list[Column]
    rows: list[MapRow]

    @property
    def hidden(self) -> int:
        return sum(cell.hidden for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class Need:
    competency: Competency
    cell: Cell


@dataclass
class Trend:
    """The same cell through snapshots, the oldest first; one list of cells a competency, in the order of `snapshots`."""

    snapshots: list[Snapshot]
    rows: list[tuple[Competency, list[Cell]]]


@dataclass(frozen=True)
class FigureLine:
    """One figure as a file gives it: hidden ones too, so that nobody takes an absence for a zero."""

    table: str
    competency: Competency | None
    organisation: Organisation | None
    team: str
    profile: str
    cell: Cell


def why_hidden() -> str:
    """One sentence for all reasons: to tell them apart would tell how many people there are."""
    return _(
        "Une case masquée compte trop peu de personnes, protège une case voisine ou a trop peu changé depuis la "
        "dernière publication. Rien ne distingue ces raisons, afin que personne ne puisse être reconnu par déduction."
    )


def snapshots_for(viewer: Person | None, family: str = FigureFamily.NEEDS) -> SnapshotQuerySet:
    """Published snapshots that the viewer reads, the newest first."""
    rows = Snapshot.objects.published().visible_to(viewer).filter(family=family).select_related("organisation")
    return rows.order_by(F("published_at").desc(), "-pk")


def newest(viewer: Person | None, family: str = FigureFamily.NEEDS, occasion: str = "") -> Snapshot | None:
    """The last published one, of all occasions or of one."""
    rows = snapshots_for(viewer, family)
    return (rows.filter(occasion=occasion) if occasion else rows).first()


def under_way(viewer: Person | None, family: str = FigureFamily.NEEDS) -> SnapshotQuerySet:
    """Snapshots that are being computed, with their progress."""
    return Snapshot.objects.visible_to(viewer).filter(family=family, state=SnapshotState.COMPUTING).order_by("pk")


def left_computing(before: dt.datetime) -> list[int]:
    """Snapshots asked for before that moment and not published yet."""
    return list(Snapshot.objects.filter(state=SnapshotState.COMPUTING, taken_at__lt=before).values_list("pk", flat=True))


def tables_for(viewer: Person | None) -> tuple[FigureTable, ...]:
    """The tables that the viewer may open."""
    if viewer is None or not can_read_figures(viewer):
        return ()
    if organisations_read_by(viewer) is None:
        return tuple(FigureTable)
    return (FigureTable.WHOLE, FigureTable.ORGANISATIONS, FigureTable.TEAMS, FigureTable.CROSS)


def figures_for(viewer: Person | None, snapshot: Snapshot) -> "QuerySet[Figure]":
    """Figures of a published snapshot that the viewer may read; nothing for anybody else."""
    rows = Figure.objects.filter(snapshot=snapshot, snapshot__state=SnapshotState.PUBLISHED)
    if viewer is None or not can_read_figures(viewer):
        return rows.none()
    led = organisations_read_by(viewer)
    if led is None:
        return rows
    if snapshot.organisation_id is not None and snapshot.organisation_id not in led:
        return rows.none()
    own = Q(table__in=[FigureTable.ORGANISATIONS, *WITHIN], organisation__in=led)
    return rows.filter(Q(table=FigureTable.WHOLE) | own)


def need_map(
    viewer: Person | None,
    snapshot: Snapshot,
    table: str = FigureTable.ORGANISATIONS,
    organisation: Organisation | None = None,
) -> NeedMap:
    """Competencies by organisations or profiles; by teams or profiles inside `organisation`. One query at any size."""
    table = FigureTable(table)
    wanted = Q(table=table)
    base = Q(table=FigureTable.WHOLE)
    if table in WITHIN:
        wanted &= Q(organisation=organisation)
        base = Q(table=FigureTable.ORGANISATIONS, organisation=organisation)
    rows = figures_for(viewer, snapshot).filter(wanted | base).exclude(competency=None)
    figures = list(rows.select_related("competency__group", "organisation"))
    columns = _columns(snapshot, [one for one in figures if one.table == table and table != FigureTable.WHOLE])
    found: dict[int, MapRow] = {}
    cells: dict[tuple[int, str], Cell] = {}
    for figure in figures:
        assert figure.competency is not None
        row = found.setdefault(figure.competency.pk, MapRow(figure.competency))
        if figure.table == table and table != FigureTable.WHOLE:
            cells[figure.competency.pk, _key(figure)] = cell_of(figure)
        else:
            row.whole = cell_of(figure)
    ordered = sorted(found.values(), key=lambda row: (row.competency.order, row.competency.code))
    for row in ordered:
        row.cells = [cells.get((row.competency.pk, column.key), HIDDEN) for column in columns]
    return NeedMap(snapshot, table, organisation if table in WITHIN else None, columns, ordered)


def largest_needs(
    viewer: Person | None, snapshot: Snapshot, organisation: Organisation | None = None, limit: int = LARGEST
) -> list[Need]:
    """Where most people have a gap, over the whole or in one organisation; hidden figures never rank."""
    rows = figures_for(viewer, snapshot).filter(_place(organisation), hidden=False).exclude(competency=None)
    needs = [Need(row.competency, cell_of(row)) for row in rows.select_related("competency__group") if row.competency]
    needs.sort(key=lambda need: (need.cell.rank, -need.competency.order), reverse=True)
    return needs[:limit]


def trend(
    viewer: Person | None,
    family: str = FigureFamily.NEEDS,
    organisation: Organisation | None = None,
    occasion: str = "",
    limit: int = 8,
    competency: Competency | None = None,
) -> Trend:
    """The whole, or one organisation, through the last snapshots of one scope; of one competency or all. Two queries."""
    snapshots = snapshots_for(viewer, family).filter(organisation=None)
    if occasion:
        snapshots = snapshots.filter(occasion=occasion)
    shown = list(snapshots[:limit])[::-1]
    places = {snapshot.pk: place for place, snapshot in enumerate(shown)}
    led = organisations_read_by(viewer) if viewer is not None and can_read_figures(viewer) else set()
    if organisation is not None and led is not None and organisation.pk not in led:
        return Trend(shown, [])
    rows = Figure.objects.filter(_place(organisation), snapshot__in=shown)
    rows = rows.exclude(competency=None) if competency is None else rows.filter(competency=competency)
    lines: dict[int, tuple[Competency, list[Cell]]] = {}
    for figure in rows.select_related("competency__group"):
        assert figure.competency is not None
        line = lines.setdefault(figure.competency.pk, (figure.competency, [HIDDEN] * len(shown)))
        line[1][places[figure.snapshot_id]] = cell_of(figure)
    return Trend(shown, sorted(lines.values(), key=lambda line: (line[0].order, line[0].code)))


def participation(viewer: Person | None, snapshot: Snapshot) -> tuple[Cell, list[tuple[Organisation, Cell]]]:
    """How many took part, rounded: the whole, then each organisation that the viewer reads. One query."""
    rows = figures_for(viewer, snapshot).filter(competency=None).select_related("organisation")
    whole, places = HIDDEN, []
    for figure in rows:
        if figure.organisation is not None:
            places.append((figure.organisation, cell_of(figure)))
        elif figure.table == FigureTable.WHOLE:
            whole = cell_of(figure)
    return whole, sorted(places, key=lambda place: place[0].sort_key)


def figure_lines(viewer: Person | None, snapshot: Snapshot, tables: Sequence[str] = tuple(FigureTable)) -> list[FigureLine]:
    """All figures that the viewer reads, hidden ones too, in the order of a file. One query."""
    rows = figures_for(viewer, snapshot).filter(table__in=list(tables)).select_related("competency__group", "organisation")
    order = {table: place for place, table in enumerate(FigureTable)}
    lines = sorted(rows, key=lambda row: _file_order(order, row))
    return [
        FigureLine(
            table=str(FigureTable(row.table).label),
            competency=row.competency,
            organisation=row.organisation,
            team=snapshot.team_name(row.team_id) if row.table == FigureTable.TEAMS else "",
            profile=snapshot.profile_name(row.profile) if row.table in (FigureTable.PROFILES, FigureTable.CROSS) else "",
            cell=cell_of(row),
        )
        for row in lines
    ]


def _file_order(order: dict[FigureTable, int], row: Figure) -> tuple[int, str, str, int, int]:
    place = row.organisation.sort_key if row.organisation else ""
    competency = -1 if row.competency is None else row.competency.order
    return (order[FigureTable(row.table)], place, row.profile, row.team_id or 0, competency)


def cell_of(figure: Figure) -> Cell:
    if figure.hidden:
        return HIDDEN
    return Cell(False, figure.people, figure.gap_people, figure.share, figure.band)


def _place(organisation: Organisation | None) -> Q:
    if organisation is None:
        return Q(table=FigureTable.WHOLE)
    return Q(table=FigureTable.ORGANISATIONS, organisation=organisation)


def _key(figure: Figure) -> str:
    if figure.table == FigureTable.ORGANISATIONS:
        return figure.organisation.acronym if figure.organisation else ""
    if figure.table == FigureTable.TEAMS:
        return str(figure.team_id or 0)
    return figure.profile


def _columns(snapshot: Snapshot, figures: list[Figure]) -> list[Column]:
    """Columns of the table in reading order; the same for every competency."""
    found: dict[str, tuple[str, Column]] = {}
    for figure in figures:
        key = _key(figure)
        if key in found:
            continue
        if figure.table == FigureTable.ORGANISATIONS and figure.organisation is not None:
            found[key] = (figure.organisation.sort_key, Column(key, figure.organisation.name, figure.organisation))
        elif figure.table == FigureTable.TEAMS:
            label = snapshot.team_name(figure.team_id)
            found[key] = (f"{figure.team_id is None:d}{label}", Column(key, label))
        else:
            found[key] = (snapshot.profile_name(figure.profile), Column(key, snapshot.profile_name(figure.profile)))
    return [column for _order, column in sorted(found.values(), key=lambda one: one[0])]
