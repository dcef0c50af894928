"""Figures outside campaigns: asked for once ten people have changed, published by the one publisher."""

import pytest

from competencies.actions.publishing import STANDING, compute_snapshot
from competencies.enums import SnapshotState
from competencies.models import Contribution, Figure, Snapshot
from learning.actions import contributions
from learning.actions.standing_figures import ask_for_standing_figures
from learning.enums import TargetKind
from learning.tasks.campaigns import ask_for_standing
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory
from tests.factories.learning import CLEARLY_SHORT, ItemBankFactory, finished_run
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    ItemBankFactory()
    version = ProfileVersionFactory(state="proposal")
    RequirementFactory(version=version, competency=CompetencyFactory())
    return version


def answer(people, version):
    for person in people:
        switch_on(person)
        said = {row.competency: CLEARLY_SHORT for row in version.requirements.all()}
        run = finished_run(person, said, at=NOW, version=version, target_kind=TargetKind.MINE, counted=True)
        contributions.count_run(run=run, at=NOW)


def test_nothing_is_asked_for_under_ten_people(version):
    answer(PersonFactory.create_batch(9), version)
    assert ask_for_standing_figures(at=NOW) is None
    assert not Snapshot.objects.exists()


def test_ten_people_are_published_once_and_stay_counted(version):
    place = OrganisationFactory()
    answer(PersonFactory.create_batch(12, organisation=place), version)
    PersonFactory.create_batch(20, organisation=place)
    snapshot = ask_for_standing_figures(at=NOW)
    assert snapshot is not None
    assert ask_for_standing_figures(at=NOW) == snapshot
    assert (snapshot.occasion, snapshot.label_fr, snapshot.label_en) == (
        STANDING, "Diagnostics hors campagne", "Diagnostics outside campaigns",
    )  # fmt: skip
    assert list(snapshot.names["asked"]) == [version.profile.key]
    assert compute_snapshot(snapshot_id=snapshot.pk, at=NOW)
    snapshot.refresh_from_db()
    assert snapshot.state == SnapshotState.PUBLISHED
    assert Figure.objects.filter(snapshot=snapshot, hidden=False).exists()
    assert Contribution.objects.filter(occasion=STANDING).count() == 12
    assert ask_for_standing_figures(at=NOW) is None


def test_the_nightly_task_runs_twice(version):
    answer(PersonFactory.create_batch(10), version)
    assert [ask_for_standing(), ask_for_standing()] == [True, True]
    assert Snapshot.objects.count() == 1
