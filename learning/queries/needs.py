"""The needs map as a page reads it: the publisher's figures in rows by group, beside those of the snapshot before.

Nothing is counted here: every number is one that competencies/queries/publishing.py gave. Published figures never change, so
what a page made of them is kept for a while, apart for each circle of readers and language.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.core.cache import cache
from django.utils.translation import get_language

from competencies.enums import FigureTable, ShareBand, SnapshotState
from competencies.models import Snapshot
from competencies.models.publishing import organisations_read_by
from competencies.queries import publishing
from competencies.queries.publishing import HIDDEN, WITHIN, Cell
from learning.enums import CampaignState
from learning.models import Campaign
from learning.queries.comparability import Comparison, compare
from learning.queries.forecasts import Expected
from learning.rules.needs import Direction, after_actions, direction
from people.models import Organisation, Person

KEPT_SECONDS = 600
SHOWN_SNAPSHOTS = 24
LARGEST = 3
WAITING = 5
MIDDLE = {ShareBand.LOW.value: 5, ShareBand.HIGH.value: 95}


@dataclass(frozen=True)
class Head:
    """A column: `short` stands over it, `name` says it in full. `people`: how many took part, rounded; None: hidden."""

    key: str
    short: str
    name: str
    people: int | None = None


@dataclass(frozen=True)
class Line:
    """One competency: over the whole (or the organisation that one looks into), before and now, then in each column."""

    competency_id: int
    code: str
    name: str
    group: str
    place: int
    whole: Cell
    cells: tuple[Cell, ...]
    before: Cell = HIDDEN
    trend: Direction = Direction.UNKNOWN
    planned: tuple[Expected, ...] = ()

    @property
    def hidden(self) -> int:
        return sum(cell.hidden for cell in self.cells)

    @property
    def places_planned(self) -> int:
        return sum(one.rounded for one in self.planned)

    @property
    def after(self) -> int | None:
        """People who would still have a gap after what is planned; None where the figure says no number."""
        return None if self.whole.gap_people is None else after_actions(self.whole.gap_people, self.places_planned)


@dataclass(frozen=True)
class Portrait:
    """A table of one snapshot, ready to show."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    people: int | None
    comparison: Comparison | None = None
    places: tuple[tuple[str, str], ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        return [(name, list(lines)) for name, lines in groupby(self.lines, key=lambda line: line.group)]

    @property
    def hidden(self) -> int:
        return sum(line.hidden for line in self.lines)

    @property
    def cells(self) -> int:
        return len(self.lines) * len(self.heads)

    @property
    def largest(self) -> list[tuple[Line, Cell]]:
        """Where most people have a gap; what is hidden never ranks."""
        return _largest([(line, line.whole) for line in self.lines])

    def largest_in(self, column: int) -> list[tuple[Line, Cell]]:
        return _largest([(line, line.cells[column]) for line in self.lines])


@dataclass(frozen=True)
class Choice:
    """What the reader looks at: a snapshot, one of its tables, the organisation into which they look."""

    snapshot: Snapshot
    table: FigureTable
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Shelf:
    """What there is to read, the newest first; what is being computed, and campaigns that wait to be published."""

    snapshots: list[Snapshot]
    under_way: list[Snapshot] = field(default_factory=list)
    waiting: list[Campaign] = field(default_factory=list)
    nothing: Snapshot | None = None


def percent_of(cell: Cell) -> int | None:
    """The share as a number, the middle of a band for one that is published as a band."""
    if cell.hidden:
        return None
    return MIDDLE[cell.band] if cell.band else cell.share


def shelf(viewer: Person) -> Shelf:
    """Four queries at most."""
    snapshots = list(publishing.snapshots_for(viewer)[:SHOWN_SNAPSHOTS])
    waiting = Campaign.objects.visible_to(viewer).filter(state=CampaignState.CLOSED).order_by("-closes_on")
    nothing = None
    if not snapshots:
        empty = Snapshot.objects.visible_to(viewer).filter(state=SnapshotState.NOTHING)
        nothing = empty.order_by("-taken_at", "-pk").first()
    under_way = list(publishing.under_way(viewer))
    # The campaign itself hears of its publication a moment later.
    told = {one.occasion for one in (*snapshots, *under_way)}
    return Shelf(snapshots, under_way, [one for one in waiting[:WAITING] if one.key not in told], nothing)


def before(snapshots: Sequence[Snapshot], snapshot: Snapshot) -> Snapshot | None:
    """The last one of the same scope that was published earlier. `snapshots`: the newest first."""
    at = [one.pk for one in snapshots].index(snapshot.pk)
    return next((one for one in snapshots[at + 1 :] if one.organisation_id == snapshot.organisation_id), None)


def key_of(viewer: Person, choice: Choice, earlier: Snapshot | None) -> str:
    """All that decides of a portrait: what is looked at, what it is compared with, who may read what, the language."""
    led = organisations_read_by(viewer)
    circle = "all" if led is None else "-".join(map(str, sorted(led)))
    place = choice.organisation.pk if choice.organisation else 0
    return f"{choice.snapshot.pk}:{earlier.pk if earlier else 0}:{choice.table}:{place}:{circle}:{get_language()}"


def portrait(viewer: Person, choice: Choice, earlier: Snapshot | None) -> Portrait:
    """Kept for a while; made in six queries at most."""
    name = f"besoins:{key_of(viewer, choice, earlier)}"
    found: Portrait | None = cache.get(name)
    if found is None:
        found = _portrait(viewer, choice, earlier)
        cache.set(name, found, KEPT_SECONDS)
    return found


def with_plans(portrait: Portrait, planned: dict[int, list[Expected]]) -> Portrait:
    """What is planned changes from day to day: it is added to what is kept."""
    if not planned:
        return portrait
    lines = tuple(replace(line, planned=tuple(planned.get(line.competency_id, ()))) for line in portrait.lines)
    return replace(portrait, lines=lines)


def _portrait(viewer: Person, choice: Choice, earlier: Snapshot | None) -> Portrait:
    found = publishing.need_map(viewer, choice.snapshot, choice.table, choice.organisation)
    comparison = compare(earlier, choice.snapshot) if earlier else None
    cells = _cells_before(viewer, choice, earlier)
    whole, places = publishing.participation(viewer, choice.snapshot)
    people = {one.pk: cell.people for one, cell in places}
    comparable = comparison is not None and comparison.comparable
    lines = []
    for row in found.rows:
        old = cells.get(row.competency.pk, HIDDEN)
        trend = direction(percent_of(old), percent_of(row.whole), comparable=comparable or earlier is None)
        lines.append(
            Line(
                competency_id=row.competency.pk, code=row.competency.code, name=row.competency.name,
                group=row.competency.group.name, place=row.competency.order, whole=row.whole, cells=tuple(row.cells),
                before=old, trend=trend,
            )
        )  # fmt: skip
    return Portrait(
        heads=tuple(_head(column, people) for column in found.columns),
        lines=tuple(lines),
        people=people.get(choice.organisation.pk) if choice.organisation else whole.people,
        comparison=comparison,
        **_contents(viewer, choice.snapshot),
    )


def _head(column: publishing.Column, people: dict[int, int | None]) -> Head:
    if column.organisation is None:
        return Head(column.key, column.label, column.label)
    return Head(column.key, column.organisation.acronym, column.label, people.get(column.organisation.pk))


def _cells_before(viewer: Person, choice: Choice, earlier: Snapshot | None) -> dict[int, Cell]:
    """By competency: the whole of the earlier snapshot, or the organisation that one looks into."""
    if earlier is None:
        return {}
    rows = publishing.figures_for(viewer, earlier).exclude(competency=None)
    if choice.table in WITHIN:
        rows = rows.filter(table=FigureTable.ORGANISATIONS, organisation=choice.organisation)
    else:
        rows = rows.filter(table=FigureTable.WHOLE)
    return {row.competency_id: publishing.cell_of(row) for row in rows if row.competency_id}


def _contents(viewer: Person, snapshot: Snapshot) -> dict[str, tuple]:
    """Which tables the snapshot has for the viewer, and into which organisations one may look."""
    rows = publishing.figures_for(viewer, snapshot).exclude(competency=None)
    known = list(rows.order_by().values_list("table", "organisation__acronym", "organisation__name").distinct())
    inside = {(acronym, name) for table, acronym, name in known if table in WITHIN}
    present = {table for table, _acronym, _name in known}
    return {
        "tables": tuple(table.value for table in publishing.tables_for(viewer) if table in present),
        "places": tuple(sorted(inside)),
    }


def _largest(pairs: list[tuple[Line, Cell]]) -> list[tuple[Line, Cell]]:
    shown = [pair for pair in pairs if not pair[1].hidden and pair[1].band != ShareBand.LOW]
    return sorted(shown, key=lambda pair: (pair[1].rank, -pair[0].place), reverse=True)[:LARGEST]


def is_recent(snapshot: Snapshot, at: dt.datetime, days: int) -> bool:
    return snapshot.published_at is not None and at - snapshot.published_at < dt.timedelta(days=days)
