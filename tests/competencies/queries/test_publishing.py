"""Who reads which published figures; the map in a number of queries that does not grow."""

import datetime as dt

import pytest

from competencies.enums import FigureTable, ShareBand, SnapshotState
from competencies.models import Figure, Snapshot
from competencies.permissions import can_publish_figures, can_read_figures
from competencies.queries import publishing
from competencies.queries.publishing import HIDDEN, Cell
from tests.cast import NOW, Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import OrganisationFactory

pytestmark = pytest.mark.django_db


def snapshot_of(*figures: dict, at: dt.datetime = NOW, **values) -> Snapshot:
    """A published snapshot with these figures, written directly."""
    defaults = {"family": "needs", "occasion": "campaign:1", "label_fr": "Portrait", "taken_at": at, "rules": 1}
    snapshot = Snapshot.objects.create(**{**defaults, **values})
    Figure.objects.bulk_create([Figure(snapshot=snapshot, **one) for one in figures])
    snapshot.state, snapshot.published_at = SnapshotState.PUBLISHED, at
    snapshot.save()
    return snapshot


def shown(table: str, competency=None, people: int = 20, share: int | None = 40, gap: int | None = 10, **where) -> dict:
    return {"table": table, "competency": competency, "people": people, "share": share, "gap_people": gap, **where}


@pytest.fixture
def world(cast: Cast):
    """Farid's organisation and another, two competencies, every table."""
    own, other = cast.farid.organisation, OrganisationFactory()
    first, second = CompetencyFactory(order=1), CompetencyFactory(order=2)
    rows = [shown("whole", people=60, share=None, gap=None)]
    for competency in (first, second):
        rows.append(shown("whole", competency, people=60, share=50, gap=30 if competency == second else 25))
        for place in (own, other):
            rows.append(shown("organisations", competency, organisation=place))
            rows.append(shown("cross", competency, organisation=place, profile="ux"))
            rows.append({"table": "teams", "competency": competency, "organisation": place, "hidden": True})
        rows.append(shown("profiles", competency, profile="ux"))
    rows += [shown("organisations", people=20, share=None, gap=None, organisation=place) for place in (own, other)]
    snapshot = snapshot_of(*rows, names={"profiles": {"ux": ["Expérience", "Experience"]}, "teams": {}})
    return cast, own, other, first, second, snapshot


def test_the_strategic_team_reads_all_and_a_lead_the_own_place(world) -> None:
    cast, own, other, first, second, snapshot = world

    assert publishing.figures_for(cast.gisele, snapshot).count() == 19
    lead = publishing.figures_for(cast.farid, snapshot)
    assert {(row.table, row.organisation_id) for row in lead} == {
        ("whole", None), ("organisations", own.pk), ("teams", own.pk), ("cross", own.pk),
    }  # fmt: skip
    assert publishing.tables_for(cast.farid) == ("whole", "organisations", "teams", "cross")
    assert publishing.tables_for(cast.gisele) == tuple(FigureTable)


@pytest.mark.parametrize("key", ["amina", "bruno", "chloe", "hugo", "jules", "karim", "lea", "malik", "olga"])
def test_nobody_else_reads_a_figure(world, key: str) -> None:
    cast, own, _other, _first, _second, snapshot = world
    person = cast.people[key]

    assert not can_read_figures(person)
    assert not can_publish_figures(person, own.pk)
    assert publishing.tables_for(person) == ()
    assert list(publishing.snapshots_for(person)) == []
    assert list(publishing.figures_for(person, snapshot)) == []
    assert publishing.need_map(person, snapshot).rows == []
    assert publishing.largest_needs(person, snapshot) == []
    assert publishing.trend(person).rows == []
    assert publishing.participation(person, snapshot) == (HIDDEN, [])
    assert publishing.figure_lines(person, snapshot) == []


def test_the_map_of_the_government(world) -> None:
    cast, own, other, first, second, snapshot = world

    drawn = publishing.need_map(cast.gisele, snapshot)

    assert [row.competency for row in drawn.rows] == [first, second]
    assert {column.organisation for column in drawn.columns} == {own, other}
    assert [row.whole.words for row in drawn.rows] == ["50\u00a0%", "50\u00a0%"]
    assert [[cell.words for cell in row.cells] for row in drawn.rows] == [["40\u00a0%", "40\u00a0%"]] * 2
    assert drawn.hidden == 0


def test_inside_an_organisation_and_what_is_hidden(world) -> None:
    cast, own, other, first, second, snapshot = world

    teams = publishing.need_map(cast.farid, snapshot, FigureTable.TEAMS, own)

    assert [column.label for column in teams.columns] == ["Sans équipe"]
    assert ([row.whole.people for row in teams.rows], teams.hidden) == ([20, 20], 2)
    cross = publishing.need_map(cast.farid, snapshot, FigureTable.CROSS, own)
    assert [column.label for column in cross.columns] == ["Expérience"]
    assert publishing.need_map(cast.farid, snapshot, FigureTable.CROSS, other).rows == []
    assert publishing.need_map(cast.farid, snapshot, FigureTable.PROFILES).columns == []


def test_largest_needs_and_participation(world) -> None:
    cast, own, other, first, second, snapshot = world

    needs = publishing.largest_needs(cast.farid, snapshot)

    assert [(need.competency, need.cell.gap_people) for need in needs] == [(second, 30), (first, 25)]
    whole, places = publishing.participation(cast.farid, snapshot)
    assert (whole.people, [(place, cell.people) for place, cell in places]) == (60, [(own, 20)])


def test_a_trend_between_snapshots(world) -> None:
    cast, own, other, first, second, snapshot = world
    later = NOW + dt.timedelta(days=90)
    hidden = {"table": "whole", "competency": second, "hidden": True}
    newer = snapshot_of(shown("whole", first, people=60, share=35, gap=20), hidden, at=later, occasion="campaign:2")

    trend = publishing.trend(cast.gisele)

    assert trend.snapshots == [snapshot, newer]
    assert [(competency, [cell.words for cell in cells]) for competency, cells in trend.rows] == [
        (first, ["50\u00a0%", "35\u00a0%"]),
        (second, ["50\u00a0%", "—"]),
    ]
    assert publishing.newest(cast.gisele) == newer
    assert publishing.trend(cast.farid, organisation=other).rows == []


def test_a_snapshot_of_another_organisation_is_not_there(world) -> None:
    cast, own, other, first, second, snapshot = world
    of_other = snapshot_of(shown("whole", first), organisation=other, occasion="campaign:9")

    assert list(publishing.snapshots_for(cast.farid)) == [snapshot]
    assert list(publishing.figures_for(cast.farid, of_other)) == []
    assert of_other in publishing.snapshots_for(cast.gisele)


def test_while_it_is_computed_nobody_reads_it(cast: Cast) -> None:
    snapshot = Snapshot.objects.create(
        family="needs", occasion="campaign:1", label_fr="Portrait", taken_at=NOW, rules=1, progress=40
    )
    Figure.objects.create(snapshot=snapshot, **shown("whole"))

    assert list(publishing.figures_for(cast.gisele, snapshot)) == []
    assert [one.progress for one in publishing.under_way(cast.gisele)] == [40]
    assert publishing.left_computing(before=NOW + dt.timedelta(minutes=6)) == [snapshot.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_map_takes_two_queries(cast: Cast, number: int, django_assert_num_queries) -> None:
    rows = []
    for _one in range(number):
        competency = CompetencyFactory()
        rows.append(shown("whole", competency))
        rows += [shown("organisations", competency, organisation=OrganisationFactory()) for _place in range(number)]
    snapshot = snapshot_of(*rows)

    with django_assert_num_queries(2):
        publishing.need_map(cast.gisele, snapshot)
    with django_assert_num_queries(1):
        publishing.largest_needs(cast.gisele, snapshot)
    with django_assert_num_queries(2):
        publishing.trend(cast.gisele)
    with django_assert_num_queries(1):
        publishing.figure_lines(cast.gisele, snapshot)


def test_words_of_a_cell() -> None:
    assert [
        (cell.words, cell.tenth)
        for cell in (
            HIDDEN,
            Cell(False, 20, None, None, ShareBand.LOW),
            Cell(False, 20, 10, 55),
            Cell(False, 20, None, None, "high"),
        )
    ] == [("—", None), ("moins de 10\u00a0%", 0), ("55\u00a0%", 5), ("plus de 90\u00a0%", 10)]
