"""One competency through a snapshot: the whole, organisations, profiles, inside an organisation; and through snapshots."""

from dataclasses import dataclass, field

from django.db.models import Q

from competencies.enums import FigureTable
from competencies.models import Competency, Figure, Snapshot
from competencies.queries import publishing
from competencies.queries.publishing import HIDDEN, Cell
from job_profiles.models import Requirement
from job_profiles.queries.profiles import requiring
from people.models import Organisation, Person


@dataclass(frozen=True)
class Bar:
    name: str
    cell: Cell
    url: str = ""


@dataclass(frozen=True)
class Step:
    """The whole at one moment. `rules`: by which it was published."""

    snapshot: Snapshot
    cell: Cell


@dataclass
class CompetencyPortrait:
    """`inside`: teams and profiles of each organisation into which the reader may look."""

    whole: Cell = HIDDEN
    organisations: list[tuple[Organisation, Cell]] = field(default_factory=list)
    profiles: list[Bar] = field(default_factory=list)
    inside: dict[str, tuple[Organisation, list[Bar], list[Bar]]] = field(default_factory=dict)
    present: bool = False


def competency_portrait(
    viewer: Person, snapshot: Snapshot, competency: Competency, inside: Organisation | int | None = None
) -> CompetencyPortrait:
    """One query. In the order of names; hidden ones too. Teams and profiles of `inside` alone: those of every organisation
    would be hundreds of figures that the page does not show."""
    shown = ~Q(table__in=publishing.WITHIN)
    if inside is not None:
        shown |= Q(table__in=publishing.WITHIN, organisation=inside)
    rows = publishing.figures_for(viewer, snapshot).filter(shown, competency=competency).select_related("organisation")
    found = CompetencyPortrait()
    for row in rows:
        found.present = True
        _place(found, snapshot, row, publishing.cell_of(row))
    found.organisations.sort(key=lambda pair: pair[0].sort_key)
    found.profiles.sort(key=lambda one: one.name)
    for _organisation, teams, profiles in found.inside.values():
        teams.sort(key=lambda one: one.name)
        profiles.sort(key=lambda one: one.name)
    return found


def _place(found: CompetencyPortrait, snapshot: Snapshot, row: Figure, cell: Cell) -> None:
    if row.table == FigureTable.WHOLE:
        found.whole = cell
    elif row.table == FigureTable.PROFILES:
        found.profiles.append(Bar(snapshot.profile_name(row.profile), cell))
    elif row.organisation is not None and row.table == FigureTable.ORGANISATIONS:
        found.organisations.append((row.organisation, cell))
    elif row.organisation is not None:
        _organisation, teams, profiles = found.inside.setdefault(row.organisation.acronym, (row.organisation, [], []))
        if row.table == FigureTable.TEAMS:
            teams.append(Bar(snapshot.team_name(row.team_id), cell))
        else:
            profiles.append(Bar(snapshot.profile_name(row.profile), cell))


def through_time(viewer: Person, competency: Competency) -> list[Step]:
    """The government's whole through the last snapshots, the oldest first; two queries."""
    found = publishing.trend(viewer, competency=competency)
    cells = next((cells for one, cells in found.rows if one.pk == competency.pk), [])
    return [Step(snapshot, cell) for snapshot, cell in zip(found.snapshots, cells, strict=False)]


def expected_levels(competency: Competency) -> dict[int, list[Requirement]]:
    """The profiles that need it, by the level that they expect."""
    found: dict[int, list[Requirement]] = {}
    for row in requiring(competency):
        found.setdefault(row.level, []).append(row)
    return dict(sorted(found.items()))
