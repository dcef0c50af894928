"""Contributions in, snapshots out: once, frozen, whole or not at all."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from competencies.actions.publishing import (
    CHANGED,
    STANDING,
    Given,
    Standing,
    compute_snapshot,
    erase_contributions,
    record_contributions,
    take_snapshot,
    withdraw_contributions,
)
from competencies.enums import FigureTable, SnapshotState
from competencies.events import FiguresPublished
from competencies.models import AuditMark, Competency, Contribution, Contributor, Figure, Snapshot
from competencies.queries import contributions
from core import events
from people.actions.erasure import erase_person_data
from people.models import Organisation, Person
from people.queries.registries import data_exporters
from tests.cast import NOW, Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=30)
CAMPAIGN = "campaign:1"


def people_in(organisation: Organisation, number: int) -> list[Person]:
    return PersonFactory.create_batch(number, organisation=organisation)


def give(
    people: list[Person], competency: Competency, *, p_gap: float = 0.4, occasion: str = CAMPAIGN, profile: str = "a"
) -> None:
    for person in people:
        record_contributions(
            person=person,
            given=[Given(competency.pk, 3, p_gap)],
            occasion=occasion,
            at=NOW,
            standing=Standing(profile, "Métier", "Trade"),
        )


def publish(occasion: str = CAMPAIGN, at: dt.datetime = NOW, **values) -> Snapshot | None:
    snapshot = take_snapshot(occasion=occasion, label_fr="Portrait d’essai", at=at, **values)
    if snapshot is not None:
        compute_snapshot(snapshot_id=snapshot.pk, at=at)
        snapshot.refresh_from_db()
    return snapshot


def figure(snapshot: Snapshot, table: FigureTable, **where) -> tuple:
    row = Figure.objects.get(snapshot=snapshot, table=table, **where)
    return row.people, row.gap_people, row.share, row.band, row.hidden


@pytest.fixture
def world(db: None) -> dict[str, list[Person]]:
    """Those of three organisations who take part: 21, 12 and 3; in each, 10 more are listed who do not."""
    found = {}
    for name, number in (("large", 21), ("middle", 12), ("small", 3)):
        place = OrganisationFactory()
        people_in(place, 10)
        found[name] = people_in(place, number)
    return found


@pytest.fixture
def announced():
    heard: list[events.Event] = []
    events.subscribe(FiguresPublished, when="commit")(heard.append)
    yield heard
    events.handlers_of(FiguresPublished, "commit").remove(heard.append)


def test_a_campaign_is_published_rounded_and_hides_the_small_with_company(world) -> None:
    competency = CompetencyFactory()
    for people in world.values():
        give(people, competency)

    snapshot = publish()

    assert snapshot is not None
    assert (snapshot.state, snapshot.progress) == (SnapshotState.PUBLISHED, 100)
    assert figure(snapshot, FigureTable.WHOLE, competency=competency) == (35, 15, 40, "", False)
    assert figure(snapshot, FigureTable.WHOLE, competency=None) == (35, None, None, "", False)
    shown = {
        name: figure(snapshot, FigureTable.ORGANISATIONS, competency=competency, organisation=people[0].organisation)
        for name, people in world.items()
    }
    hidden = (None, None, None, "", True)
    assert shown == {"large": (20, 10, 40, "", False), "middle": hidden, "small": hidden}


def test_rows_of_a_campaign_go_and_numbers_stay(world) -> None:
    competency = CompetencyFactory()
    give(world["large"], competency)

    publish()

    assert Contribution.objects.count() == 0
    assert AuditMark.objects.count() == 21
    assert Contributor.objects.exclude(person=None).count() == 21


def test_bands_at_both_ends(world) -> None:
    low, high = CompetencyFactory(), CompetencyFactory()
    for person in [*world["large"], *world["middle"]]:
        given = [Given(low.pk, 2, 0.05), Given(high.pk, 2, 0.97)]
        record_contributions(person=person, given=given, occasion=CAMPAIGN, at=NOW)

    snapshot = publish()

    assert snapshot is not None
    assert figure(snapshot, FigureTable.WHOLE, competency=low) == (35, None, None, "low", False)
    assert figure(snapshot, FigureTable.WHOLE, competency=high) == (35, None, None, "high", False)


def test_published_twice_it_is_one(world, announced, django_capture_on_commit_callbacks) -> None:
    give(world["large"], CompetencyFactory())

    with django_capture_on_commit_callbacks(execute=True):
        first = publish()
        again = publish()
        assert first is not None
        assert compute_snapshot(snapshot_id=first.pk, at=NOW) is False

    assert again == first
    assert [event.snapshot_id for event in announced] == [first.pk]


def test_fewer_than_five_publish_nothing(world) -> None:
    give(world["small"], CompetencyFactory())

    snapshot = publish()

    assert snapshot is not None
    assert snapshot.state == SnapshotState.NOTHING
    assert (Figure.objects.count(), AuditMark.objects.count(), Contribution.objects.count()) == (0, 0, 0)


def test_standing_figures_wait_for_ten_changes(world) -> None:
    competency = CompetencyFactory()
    give(world["large"][: CHANGED - 1], competency, occasion=STANDING)
    assert publish(STANDING) is None
    give(world["large"][:15], competency, occasion=STANDING)
    first = publish(STANDING)
    assert first is not None

    give(world["middle"][:9], competency, occasion=STANDING)
    assert publish(STANDING, LATER) is None
    record_contributions(person=world["large"][0], given=[Given(competency.pk, 3, 0.4)], occasion=STANDING, at=LATER)
    again = publish(STANDING, LATER)

    assert again is not None
    assert again.previous == first


def test_the_same_answers_again_are_no_change(world) -> None:
    competency = CompetencyFactory()
    give(world["large"], competency, occasion=STANDING)
    publish(STANDING)

    give(world["large"], competency, occasion=STANDING)

    assert publish(STANDING, LATER) is None


def test_one_who_withdraws_is_not_given_away(world) -> None:
    """Everybody is measured again but one who left: the cell of the organisation would show it by difference."""
    competency = CompetencyFactory()
    others = [person for _place in range(2) for person in people_in(OrganisationFactory(), 6)]
    give([*world["large"], *world["middle"], *others], competency, occasion=STANDING)
    first = publish(STANDING)
    assert withdraw_contributions(person=world["middle"][0]) == 1
    joined = people_in(world["large"][0].organisation, 12)
    give(joined, competency, occasion=STANDING)

    second = publish(STANDING, LATER)

    place = world["middle"][0].organisation
    assert first is not None and second is not None
    assert figure(first, FigureTable.ORGANISATIONS, competency=competency, organisation=place)[4] is False
    assert figure(second, FigureTable.ORGANISATIONS, competency=competency, organisation=place)[4] is True


def test_a_person_in_two_snapshots_at_once_is_audited_across_both(world) -> None:
    """The same people less one, under another occasion: the whole would tell what that one answered."""
    competency = CompetencyFactory()
    give(world["large"], competency)
    publish()
    give(world["large"][1:], competency, occasion="campaign:2")

    snapshot = publish("campaign:2", LATER)

    assert snapshot is not None
    assert snapshot.state == SnapshotState.NOTHING


def test_an_erasure_leaves_a_number_without_name(world, cast: Cast) -> None:
    competency = CompetencyFactory()
    give([*world["large"], cast.amina], competency, occasion=STANDING)
    publish(STANDING)

    erase_person_data(person=cast.amina, at=LATER)

    assert not Contribution.objects.filter(person=cast.amina).exists()
    assert (Contributor.objects.filter(person=None).count(), Contributor.objects.filter(person=cast.amina).count()) == (1, 0)
    assert AuditMark.objects.count() == 22
    assert erase_contributions(person=cast.amina) == 0


def test_the_person_reads_what_counts(world, cast: Cast) -> None:
    competency = CompetencyFactory()
    give([*world["large"], cast.amina], competency, occasion=STANDING)
    publish(STANDING)

    rows = data_exporters["contributions"].export(cast.amina)

    assert [(row["portrait"], row["competence"], row["profil"]) for row in rows] == [
        (STANDING, competency.code, "Métier"),
        ("Portrait d’essai", "1 compétences", "a"),
    ]


def test_somebody_who_leaves_while_it_is_computed_is_counted_anew(world, monkeypatch) -> None:
    competency = CompetencyFactory()
    give(world["large"], competency, occasion=STANDING)
    snapshot = take_snapshot(occasion=STANDING, label_fr="Portrait", at=NOW)
    assert snapshot is not None
    read, leaving = contributions.published_before, [world["large"][0]]

    def read_and_leave() -> list:
        if leaving:
            withdraw_contributions(person=leaving.pop())
        return read()

    monkeypatch.setattr(contributions, "published_before", read_and_leave)
    assert compute_snapshot(snapshot_id=snapshot.pk, at=NOW) is True

    assert AuditMark.objects.filter(snapshot=snapshot).count() == 20


def test_killed_half_way_it_begins_anew(world, monkeypatch) -> None:
    give(world["large"], CompetencyFactory())
    snapshot = take_snapshot(occasion=CAMPAIGN, label_fr="Portrait", at=NOW)
    assert snapshot is not None
    with monkeypatch.context() as broken:
        broken.setattr(AuditMark.objects, "bulk_create", lambda *_rows, **_options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            compute_snapshot(snapshot_id=snapshot.pk, at=NOW)
    assert Figure.objects.count() == 0

    assert compute_snapshot(snapshot_id=snapshot.pk, at=NOW) is True

    snapshot.refresh_from_db()
    assert snapshot.state == SnapshotState.PUBLISHED


@pytest.mark.parametrize("change", ["snapshot", "figure", "more", "delete"])
def test_what_is_published_never_changes(world, change: str) -> None:
    competency = CompetencyFactory()
    give(world["large"], competency)
    snapshot = publish()
    assert snapshot is not None
    acts = {
        "snapshot": lambda: Snapshot.objects.update(label_fr="Autre"),
        "figure": lambda: Figure.objects.update(people=100),
        "more": lambda: Figure.objects.create(snapshot=snapshot, table=FigureTable.PROFILES, profile="z", hidden=True),
        "delete": lambda: snapshot.delete(),
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        acts[change]()


def test_who_may_ask(cast: Cast) -> None:
    own = cast.farid.organisation
    assert take_snapshot(by=cast.gisele, occasion=CAMPAIGN, label_fr="Portrait", at=NOW) is not None
    assert take_snapshot(by=cast.farid, occasion="campaign:2", label_fr="Portrait", at=NOW, organisation=own) is not None
    for person, place in ((cast.farid, None), (cast.hugo, None), (cast.jules, own), (cast.amina, own), (cast.olga, None)):
        with pytest.raises(PermissionDenied):
            take_snapshot(by=person, occasion="campaign:3", label_fr="Portrait", at=NOW, organisation=place)


def test_an_organisation_lists_who_works_there_as_its_contributions_do(db: None) -> None:
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    PersonFactory.create_batch(3, organisation=here)
    PersonFactory(organisation=here, assignment=elsewhere)
    PersonFactory.create_batch(2, organisation=elsewhere, assignment=here)
    snapshot = Snapshot.objects.create(
        family="needs", occasion=CAMPAIGN, label_fr="Essai", organisation=here, taken_at=NOW, rules=1
    )
    assert contributions.counted_in(snapshot).places.listed == {here.pk: 5}
