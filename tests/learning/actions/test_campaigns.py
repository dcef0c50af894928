"""Campaigns: who leads them, what opening freezes, whom they invite, remind and leave alone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from activity.models import Notification
from core.models import OutboxRow
from learning.actions import campaign_dates, campaigns, runs
from learning.actions.campaigns import Plan
from learning.enums import CampaignState, RunState
from learning.models import Campaign, CampaignMember, Run
from learning.queries import campaigns as queries
from people.actions import departures
from people.models import Person, RoleHeld
from tests.cast import NOW, SINCE, TODAY
from tests.factories.job_profiles import HoldingFactory, ProfileVersionFactory, RequirementFactory
from tests.factories.learning import ItemBankFactory, RunFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def plan(**values):
    given = {"name_fr": "Automne", "invitation_fr": "Venez.", "opens_on": TODAY, "closes_on": TODAY + 28 * DAY} | values
    return Plan(**given)


@pytest.fixture
def bank(db):
    return ItemBankFactory()


@pytest.fixture
def version(bank):
    version = ProfileVersionFactory()
    RequirementFactory(version=version)
    return version


@pytest.fixture
def mtmd(cast):
    """Farid's ministry: its cast and eight more, twelve people."""
    PersonFactory.create_batch(8, organisation=cast.farid.organisation)
    return cast.farid.organisation


@pytest.fixture
def running(cast, mtmd, version):
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan(), at=NOW)
    return campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)


def told(kind, person=None):
    rows = Notification.objects.filter(kind=f"learning.{kind}")
    return rows.filter(person=person).count() if person else rows.count()


def after(days, hours=0):
    return NOW + dt.timedelta(days=days, hours=hours)


def test_each_leads_for_whom_they_answer(cast, mtmd):
    for person, organisation in ((cast.gisele, mtmd), (cast.farid, None), (cast.farid, cast.esther.organisation)):
        with pytest.raises(PermissionDenied):
            campaigns.create_campaign(by=person, organisation=organisation, plan=plan(), at=NOW)
    for person in (cast.hugo, cast.jules, cast.olga, cast.amina):
        for organisation in (None, mtmd):
            with pytest.raises(PermissionDenied):
                campaigns.create_campaign(by=person, organisation=organisation, plan=plan(), at=NOW)
    assert campaigns.create_campaign(by=cast.gisele, organisation=None, plan=plan(), at=NOW).organisation is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_fr": " "}, "name_fr"),
        ({"opens_on": TODAY - DAY}, "opens_on"),
        ({"closes_on": TODAY + 6 * DAY}, "closes_on"),
        ({"closes_on": TODAY + 181 * DAY}, "closes_on"),
    ],
)
def test_dates_and_name_are_checked(cast, mtmd, values, field):
    with pytest.raises(ValidationError) as refusal:
        campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan(**values), at=NOW)
    assert list(refusal.value.message_dict) == [field]


def test_two_leads_at_once_are_told(cast, mtmd):
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan(), at=NOW)
    campaigns.edit_campaign(by=cast.farid, campaign=made, edit=0, plan=plan(name_fr="Hiver"), at=NOW)
    with pytest.raises(ValidationError):
        campaigns.edit_campaign(by=cast.farid, campaign=made, edit=0, plan=plan(name_fr="Printemps"), at=NOW)
    assert Campaign.objects.get().name_fr == "Hiver"


def test_a_population_of_which_nothing_could_be_published_is_refused(cast, version):
    made = campaigns.create_campaign(by=cast.farid, organisation=cast.farid.organisation, plan=plan(), at=NOW)
    with pytest.raises(ValidationError) as refusal:
        campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)
    assert refusal.value.messages == ["Moins de 10 personnes seraient invitées\xa0: rien ne pourrait en être publié."]


def test_opening_freezes_and_invites(cast, mtmd, bank, version, running, deliver):
    deliver()
    running.refresh_from_db()
    assert (running.state, running.bank, running.framework) == (CampaignState.OPEN, bank, bank.framework)
    assert list(running.versions.all()) == [version]
    assert CampaignMember.objects.filter(campaign=running, invited_at__isnull=False).count() == 12
    assert told("campaign_invited") == 12
    deliver()
    assert campaign_dates.take_invited(running, at=NOW) == []


def test_it_opens_by_itself_on_its_first_day(cast, mtmd, version):
    made = campaigns.create_campaign(
        by=cast.farid, organisation=mtmd, plan=plan(opens_on=TODAY + 3 * DAY, closes_on=TODAY + 20 * DAY), at=NOW
    )
    assert campaign_dates.look_after_campaigns(at=after(3)) == {}
    campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)
    assert campaign_dates.look_after_campaigns(at=after(2)) == {}
    assert campaign_dates.look_after_campaigns(at=after(3)) == {"opened": 1, "came": 0, "reminders": 0}
    assert campaign_dates.look_after_campaigns(at=after(3)) == {"came": 0, "reminders": 0}
    made.refresh_from_db()
    assert made.state == CampaignState.OPEN


def test_a_programmed_one_that_is_edited_waits_again(cast, mtmd, version):
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan(opens_on=TODAY + DAY), at=NOW)
    campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)
    campaigns.edit_campaign(by=cast.farid, campaign=made, edit=0, plan=plan(opens_on=TODAY + DAY), at=NOW)
    assert campaign_dates.look_after_campaigns(at=after(2)) == {}


def test_a_population_gone_too_small_before_the_day_does_not_open(cast, mtmd, version):
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan(opens_on=TODAY + DAY), at=NOW)
    campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)
    Person.objects.filter(organisation=mtmd, family_name="Fictif").update(status="left")
    campaign_dates.look_after_campaigns(at=after(1))
    made.refresh_from_db()
    assert (made.state, made.scheduled_at) == (CampaignState.DRAFT, None)


def test_who_comes_is_invited_and_who_goes_hears_no_more(cast, mtmd, running, deliver):
    deliver()
    elsewhere = OrganisationFactory()
    came, back = PersonFactory(organisation=mtmd), cast.amina
    Person.objects.filter(pk=cast.amina.pk).update(organisation=elsewhere)
    Person.objects.filter(pk=cast.bruno.pk).update(assignment=elsewhere)
    assert campaign_dates.look_after_campaigns(at=after(1)) == {"came": 1, "reminders": 0}
    assert campaign_dates.look_after_campaigns(at=after(1, 1)) == {"came": 0, "reminders": 0}
    deliver()
    assert told("campaign_invited", came) == 1
    gone = CampaignMember.objects.filter(campaign=running).exclude(left_at=None)
    assert set(gone.values_list("person", flat=True)) == {cast.amina.pk, cast.bruno.pk}
    Person.objects.filter(pk=back.pk).update(organisation=mtmd)
    assert campaign_dates.look_after_campaigns(at=after(2)) == {"came": 0, "reminders": 0}
    assert CampaignMember.objects.get(campaign=running, person=back).left_at is None
    deliver()
    assert told("campaign_invited", back) == 1


def test_a_population_of_profiles_follows_who_holds_them(cast, mtmd, version):
    holders = [HoldingFactory(profile=version.profile, person=PersonFactory(organisation=mtmd)) for _ in range(10)]
    made = campaigns.create_campaign(by=cast.gisele, organisation=None, plan=plan(profiles=[version.profile]), at=NOW)
    campaigns.schedule_campaign(by=cast.gisele, campaign=made, at=NOW)
    assert CampaignMember.objects.filter(campaign=made).count() == 10
    holders[0].to_on = TODAY
    holders[0].save()
    campaign_dates.look_after_campaigns(at=after(1))
    assert CampaignMember.objects.filter(campaign=made, left_at=None).count() == 9


def test_reminded_twice_but_not_who_answered_declined_left_or_took_the_answer_away(cast, mtmd, bank, running, deliver):
    deliver()
    answered, erased, declined, gone = PersonFactory._meta.model.objects.filter(organisation=mtmd, family_name="Fictif")[:4]
    for person in (answered, erased):
        RunFactory(person=person, campaign=running, bank=bank, state=RunState.FINISHED, started_at=NOW)
    runs.delete_run(by=erased, run=Run.objects.get(person=erased), at=after(1))
    member = CampaignMember.objects.get(person=declined)
    campaign_dates.decline_invitation(by=declined, member=member, at=NOW)
    departures.end_access(person=gone, by=cast.olga, at=NOW)
    deliver()
    for day in (7, 8, 25, 26):
        for hour in (0, 1):
            campaign_dates.look_after_campaigns(at=after(day, hour))
            deliver()
    for person in (answered, erased, declined, gone):
        assert told("campaign_reminder", person) == 0
    assert told("campaign_reminder", cast.amina) == 2
    assert told("campaign_reminder") == 2 * 8


def test_no_event_names_who_is_invited_or_reminded(cast, running, deliver):
    deliver()
    campaign_dates.look_after_campaigns(at=after(7))
    deliver()
    rows = OutboxRow.objects.filter(name__startswith="learning.Campaign")
    keys = {key for row in rows for key in row.payload}
    assert keys == {"at", "campaign_id", "number"}


def test_notices_never_say_who_has_answered(cast, running, deliver):
    deliver()
    campaign_dates.look_after_campaigns(at=after(7))
    deliver()
    data = Notification.objects.filter(kind__startswith="learning.campaign").values_list("data", flat=True)
    assert {tuple(sorted(row)) for row in data} == {("closes_on", "title", "title_en")}
    assert not Notification.objects.filter(kind__startswith="learning.campaign").exclude(actor=None).exists()


def test_it_closes_after_its_last_day_and_invites_nobody_more(cast, mtmd, running, deliver):
    deliver()
    assert campaign_dates.look_after_campaigns(at=after(28))["reminders"] == 1
    assert campaign_dates.look_after_campaigns(at=after(29)) == {"closed": 1}
    assert campaign_dates.look_after_campaigns(at=after(29)) == {}
    PersonFactory(organisation=mtmd)
    before = Notification.objects.count()
    campaign_dates.look_after_campaigns(at=after(30))
    deliver()
    running.refresh_from_db()
    assert running.state == CampaignState.CLOSED
    assert Notification.objects.count() == before


def test_extended_only_later_and_ended_by_its_lead_alone(cast, running):
    for person in (cast.gisele, cast.hugo):
        with pytest.raises(PermissionDenied):
            campaigns.extend_campaign(by=person, campaign=running, closes_on=TODAY + 40 * DAY, at=NOW)
        with pytest.raises(PermissionDenied):
            campaigns.end_campaign(by=person, campaign=running, at=NOW)
    with pytest.raises(ValidationError):
        campaigns.extend_campaign(by=cast.farid, campaign=running, closes_on=TODAY + 20 * DAY, at=NOW)
    campaigns.extend_campaign(by=cast.farid, campaign=running, closes_on=TODAY + 40 * DAY, at=NOW)
    campaigns.end_campaign(by=cast.farid, campaign=running, at=after(1))
    with pytest.raises(PermissionDenied):
        campaigns.end_campaign(by=cast.farid, campaign=running, at=after(1))
    with pytest.raises(PermissionDenied):
        campaigns.delete_draft(by=cast.farid, campaign=running)


def test_who_sees_which(cast, running):
    government = campaigns.create_campaign(by=cast.gisele, organisation=None, plan=plan(), at=NOW)
    assert set(queries.visible_to(cast.gisele)) == {running, government}
    assert set(queries.visible_to(cast.farid)) == {running}
    for person in (cast.hugo, cast.jules, cast.olga, cast.amina, None):
        assert list(queries.visible_to(person)) == []


def test_a_lead_whose_role_ended_leads_no_more(cast, running):
    RoleHeld.objects.filter(person=cast.farid).update(to_on=SINCE)
    former = Person.objects.get(pk=cast.farid.pk)
    assert list(queries.visible_to(former)) == []
    with pytest.raises(PermissionDenied):
        campaigns.end_campaign(by=former, campaign=running, at=NOW)


def test_days_are_those_of_quebec(cast, mtmd, version):
    """A campaign that ends today is open until midnight in Québec."""
    late = dt.datetime.combine(TODAY + 8 * DAY, dt.time(3, 30), dt.UTC)
    assert timezone.localdate(late) == TODAY + 7 * DAY
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan(closes_on=TODAY + 7 * DAY), at=NOW)
    campaigns.schedule_campaign(by=cast.farid, campaign=made, at=NOW)
    assert "closed" not in campaign_dates.look_after_campaigns(at=late)
    assert campaign_dates.look_after_campaigns(at=late + dt.timedelta(hours=2))["closed"] == 1


def test_who_was_invited_is_forgotten_two_months_after_the_end(cast, running):
    campaigns.end_campaign(by=cast.farid, campaign=running, at=NOW)
    assert campaign_dates.forget_invitations(after(59), False) == 0
    assert campaign_dates.forget_invitations(after(61), True) == 12
    assert campaign_dates.forget_invitations(after(61), False) == 12
    assert not CampaignMember.objects.exists()
