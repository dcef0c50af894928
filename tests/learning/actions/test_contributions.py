"""What diagnostics give to published figures: where, as of when, and how it is taken back; the figures of a campaign."""

import datetime as dt

import pytest

from competencies.actions.publishing import STANDING, compute_snapshot
from competencies.enums import SnapshotState
from competencies.models import Contribution, Snapshot
from competencies.queries.publishing import participation
from learning.actions import campaign_dates, campaign_figures, campaigns, contributions, runs
from learning.actions.campaigns import Plan
from learning.enums import CampaignState, TargetKind
from learning.models import Run
from people.models import Person
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory
from tests.factories.learning import CLEARLY_SHORT, OPEN_QUESTION, ItemBankFactory, finished_run
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(db):
    ItemBankFactory()
    version = ProfileVersionFactory()
    for name in ("Rédiger", "Mesurer"):
        RequirementFactory(version=version, competency=CompetencyFactory(name_fr=name))
    return version


@pytest.fixture
def running(cast, version):
    """A campaign of Farid's ministry, twelve people."""
    mtmd = cast.farid.organisation
    PersonFactory.create_batch(8, organisation=mtmd)
    plan = Plan(name_fr="Automne", invitation_fr="Venez.", opens_on=TODAY, closes_on=TODAY + 28 * DAY)
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan, at=NOW)
    return campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)


def answered(person, version, campaign=None, *, said=CLEARLY_SHORT, at=NOW, **values):
    given = {"target_kind": TargetKind.MINE, "counted": True} | values
    competencies = [row.competency for row in version.requirements.order_by("pk")]
    return finished_run(person, dict.fromkeys(competencies, said), at=at, version=version, campaign=campaign, **given)


def counted(person, occasion=None):
    rows = Contribution.objects.filter(person=person)
    return rows.filter(occasion=occasion).count() if occasion else rows.count()


def test_a_diagnostic_of_a_campaign_counts_there_with_place_and_profile(cast, version, running):
    run = answered(cast.amina, version, running)
    assert contributions.count_run(run=run, at=NOW) == 2
    assert contributions.count_run(run=run, at=NOW) == 2
    rows = list(Contribution.objects.filter(person=cast.amina))
    assert {(row.occasion, row.organisation, row.profile, row.target) for row in rows} == {
        (running.key, cast.amina.organisation, version.profile.key, 3)
    }
    assert all(row.p_gap > 0.9 for row in rows)


def test_who_moves_afterwards_counts_where_they_were(cast, version, running, deliver):
    contributions.count_run(run=answered(cast.amina, version, running), at=NOW)
    Person.objects.filter(pk=cast.amina.pk).update(organisation=OrganisationFactory())
    campaign_dates.look_after_campaigns(at=NOW + DAY)
    assert set(Contribution.objects.values_list("organisation", flat=True)) == {cast.farid.organisation_id}


@pytest.mark.parametrize("values", [{"counted": False}, {"target_kind": TargetKind.OTHER}, {"target_kind": "competencies"}])
def test_what_one_keeps_for_oneself_or_only_looks_at_counts_nowhere(cast, version, running, values):
    assert contributions.count_run(run=answered(cast.amina, version, running, **values), at=NOW) == 0
    assert contributions.count_run(run=answered(cast.bruno, version, **values), at=NOW) == 0
    assert not Contribution.objects.exists()


def test_outside_campaigns_the_last_diagnostic_counts(cast, version):
    first = answered(cast.amina, version)
    second = answered(cast.amina, version, said=OPEN_QUESTION, at=NOW + DAY)
    assert contributions.count_run(run=first, at=NOW) == 0
    assert contributions.count_run(run=second, at=NOW) == 2
    assert counted(cast.amina, STANDING) == 2


def test_taken_back_then_given_again(cast, version, running, deliver):
    switch_on(cast.amina)
    run = answered(cast.amina, version, running)
    contributions.count_run(run=run, at=NOW)
    runs.set_counted(by=cast.amina, run=run, counted=False, at=NOW)
    deliver()
    assert counted(cast.amina) == 0
    runs.set_counted(by=cast.amina, run=run, counted=True, at=NOW)
    deliver()
    assert counted(cast.amina, running.key) == 2


def test_deleted_it_counts_no_more_and_the_one_before_does(cast, version, deliver):
    switch_on(cast.amina)
    first = answered(cast.amina, version)
    second = answered(cast.amina, version, at=NOW + DAY)
    contributions.count_run(run=second, at=NOW + DAY)
    runs.delete_run(by=cast.amina, run=second, at=NOW + 2 * DAY)
    deliver()
    assert counted(cast.amina, STANDING) == 2
    runs.delete_run(by=cast.amina, run=Run.objects.get(pk=first.pk), at=NOW + 2 * DAY)
    deliver()
    assert counted(cast.amina) == 0


def test_what_ends_after_the_last_day_changes_nothing(cast, version, running):
    early, late = answered(cast.amina, version, running), answered(cast.bruno, version, running)
    contributions.count_run(run=early, at=NOW)
    campaigns.end_campaign(by=cast.farid, campaign=running, at=NOW + DAY)
    late, early = (
        Run.objects.select_related("campaign", "version__profile", "person").get(pk=run.pk) for run in (late, early)
    )
    assert contributions.count_run(run=late, at=NOW + DAY) == 0
    assert contributions.count_run(run=early, at=NOW + DAY) == 0
    assert (counted(cast.amina), counted(cast.bruno)) == (2, 0)


def people_of(campaign):
    return list(Person.objects.filter(organisation=campaign.organisation).order_by("pk"))


def test_figures_are_asked_once_published_once_and_rounded(cast, version, running, deliver):
    for person in people_of(running):
        contributions.count_run(run=answered(person, version, running), at=NOW)
    campaigns.end_campaign(by=cast.farid, campaign=running, at=NOW + DAY)
    deliver()
    deliver()
    snapshot = Snapshot.objects.get(occasion=running.key)
    assert (snapshot.state, snapshot.organisation) == (SnapshotState.COMPUTING, running.organisation)
    assert campaign_figures.waiting(at=NOW + DAY) == []
    assert compute_snapshot(snapshot_id=snapshot.pk, at=NOW + DAY)
    deliver()
    running.refresh_from_db()
    assert running.state == CampaignState.PUBLISHED
    snapshot.refresh_from_db()
    whole, _places = participation(cast.farid, snapshot)
    assert whole.people == 10
    assert not Contribution.objects.filter(occasion=running.key).exists()
    assert campaign_figures.ask_for_figures(campaign_id=running.pk, at=NOW + 2 * DAY) is False
    assert Snapshot.objects.count() == 1


def test_too_few_answers_publish_nothing_and_it_stays_closed(cast, version, running, deliver):
    for person in people_of(running)[:3]:
        contributions.count_run(run=answered(person, version, running), at=NOW)
    campaigns.end_campaign(by=cast.farid, campaign=running, at=NOW + DAY)
    deliver()
    snapshot = Snapshot.objects.get(occasion=running.key)
    compute_snapshot(snapshot_id=snapshot.pk, at=NOW + DAY)
    deliver()
    running.refresh_from_db()
    snapshot.refresh_from_db()
    assert (running.state, snapshot.state) == (CampaignState.CLOSED, SnapshotState.NOTHING)
    assert campaign_figures.waiting(at=NOW + 2 * DAY) == []


def test_what_a_lost_worker_left_is_asked_again(cast, version, running):
    campaigns.end_campaign(by=cast.farid, campaign=running, at=NOW + DAY)
    assert campaign_figures.waiting(at=NOW + DAY) == [running.pk]
    assert campaign_figures.ask_for_figures(campaign_id=running.pk, at=NOW + DAY)
    assert campaign_figures.waiting(at=NOW + DAY) == []
