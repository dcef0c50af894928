"""Pages of campaigns: the draft and its preview, what its lead reads, what who is invited reads, what others do not."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core import outbox
from learning.actions import campaigns
from learning.enums import CampaignState, RunState
from learning.models import Campaign, CampaignMember
from people.models import Person
from tests.factories.job_profiles import HoldingFactory, ProfileVersionFactory, RequirementFactory
from tests.factories.learning import CampaignFactory, ItemBankFactory, RunFactory
from tests.factories.people import PersonFactory
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
LIST = "/apprentissage/campagnes/"


@pytest.fixture
def mtmd(cast):
    """Farid's ministry, twelve people."""
    PersonFactory.create_batch(8, organisation=cast.farid.organisation)
    return cast.farid.organisation


@pytest.fixture
def version(db):
    ItemBankFactory()
    version = ProfileVersionFactory()
    RequirementFactory(version=version)
    return version


def posted(scope, **values):
    today = timezone.localdate()
    return {
        "scope": scope, "name_fr": "Automne", "invitation_fr": "Venez.", "edit": "0", "opens_on": today.isoformat(),
        "closes_on": (today + dt.timedelta(days=28)).isoformat(),
    } | values  # fmt: skip


@pytest.fixture
def running(cast, mtmd, version):
    today = timezone.localdate()
    plan = campaigns.Plan(
        name_fr="Automne", invitation_fr="Venez tous et toutes.", opens_on=today, closes_on=today + dt.timedelta(days=28)
    )
    made = campaigns.create_campaign(by=cast.farid, organisation=mtmd, plan=plan, at=timezone.now())
    return campaigns.schedule_campaign(by=cast.farid, campaign=made, at=timezone.now())


def work():
    while outbox.work_off_all(at=timezone.now()):
        pass


def test_written_read_again_then_opened(cast, client_of, mtmd, version):
    client = client_of(cast.farid)
    response = client.post(reverse("learning:campaign-create"), posted(mtmd.pk))
    made = Campaign.objects.get()
    assert (response.status_code, response.url) == (303, f"{LIST}{made.pk}/")
    page = client.get(response.url).content.decode()
    assert "environ 10" in page and "Venez." in page and version.profile.name in page
    assert client.post(reverse("learning:campaign-schedule", args=[made.pk])).status_code == 303
    made.refresh_from_db()
    assert made.state == CampaignState.OPEN
    assert client.get(reverse("learning:campaign-edit", args=[made.pk])).status_code == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name_fr": ""}, "name_fr"), ({"closes_on": "2020-01-01"}, "closes_on"), ({"scope": "gouvernement"}, "scope_group")],
)
def test_a_refusal_keeps_what_was_typed(cast, client_of, mtmd, values, field):
    data = posted(mtmd.pk, invitation_fr="Un texte à garder.") | values
    response = client_of(cast.farid).post(reverse("learning:campaign-create"), data)
    page = response.content.decode()
    assert response.status_code == 422 and "Un texte à garder." in page
    assert f'id="id_{field.removesuffix("_group")}_error"' in page
    assert not Campaign.objects.exists()


def test_a_lead_chooses_no_other_ministry(cast, client_of, mtmd):
    page = client_of(cast.farid).get(reverse("learning:campaign-create")).content.decode()
    assert 'name="organisations"' not in page and "Tout le gouvernement" not in page
    page = client_of(cast.gisele).get(reverse("learning:campaign-create")).content.decode()
    assert 'name="organisations"' in page and "Tout le gouvernement" in page


def test_the_preview_says_fives_and_never_a_small_number(cast, client_of, mtmd, version):
    client = client_of(cast.farid, hx_request="true")
    url = reverse("learning:campaign-preview")
    whole = client.get(url, {"scope": mtmd.pk}).content.decode()
    assert "Environ 10 personnes" in whole and "<html" not in whole
    HoldingFactory(profile=version.profile, person=cast.amina)
    few = client.get(url, {"scope": mtmd.pk, "profiles": version.profile.pk}).content.decode()
    assert "Moins de 10 personnes" in few and "Environ" not in few
    other = client.get(url, {"scope": cast.esther.organisation_id}).content.decode()
    assert "Choisissez d’abord" in other
    plain = client_of(cast.farid).get(url, {"scope": mtmd.pk}).content.decode()
    assert "Environ 10 personnes" in plain and "<html" in plain


def test_what_is_missing_is_said_and_nothing_opens(cast, client_of):
    client = client_of(cast.farid)
    client.post(reverse("learning:campaign-create"), posted(cast.farid.organisation_id))
    made = Campaign.objects.get()
    response = client.post(reverse("learning:campaign-schedule", args=[made.pk]))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Aucune banque d’énoncés n’est en vigueur." in page and "Moins de 10 personnes seraient invitées" in page
    made.refresh_from_db()
    assert (made.state, made.scheduled_at) == (CampaignState.DRAFT, None)


def test_programmed_for_later_then_taken_back_and_deleted(cast, client_of, mtmd, version):
    client, today = client_of(cast.farid), timezone.localdate()
    later = (today + dt.timedelta(days=2)).isoformat()
    client.post(reverse("learning:campaign-create"), posted(mtmd.pk, opens_on=later))
    made = Campaign.objects.get()
    client.post(reverse("learning:campaign-schedule", args=[made.pk]))
    assert "Programmée" in client.get(f"{LIST}{made.pk}/").content.decode()
    client.post(reverse("learning:campaign-unschedule", args=[made.pk]))
    assert client.post(reverse("learning:campaign-delete", args=[made.pk])).status_code == 303
    assert not Campaign.objects.exists()


def test_extended_and_ended(cast, client_of, running):
    client = client_of(cast.farid)
    url = reverse("learning:campaign-extend", args=[running.pk])
    refused = client.post(url, {"closes_on": running.opens_on.isoformat()})
    assert refused.status_code == 422 and "après le dernier jour annoncé" in refused.content.decode()
    later = running.closes_on + dt.timedelta(days=7)
    assert client.post(url, {"closes_on": later.isoformat()}).status_code == 303
    assert client.post(reverse("learning:campaign-end", args=[running.pk])).status_code == 303
    running.refresh_from_db()
    assert (running.closes_on, running.state) == (later, CampaignState.CLOSED)


def test_no_page_of_a_lead_names_anybody_who_is_invited_or_answered(cast, client_of, mtmd, running):
    work()
    people = list(Person.objects.filter(organisation=mtmd).exclude(pk=cast.farid.pk))
    client = client_of(cast.farid)
    before = client.get(f"{LIST}{running.pk}/").content.decode().split("<main")[1].split("</main>")[0]
    for person in people[:6]:
        RunFactory(person=person, campaign=running, bank=running.bank, state=RunState.FINISHED)
    after = client.get(f"{LIST}{running.pk}/").content.decode().split("<main")[1].split("</main>")[0]
    assert after == before
    assert [person.name for person in people if person.name in after] == []


@pytest.mark.parametrize("key", ["amina", "hugo", "jules", "olga", "esther"])
def test_others_have_no_campaigns(cast, client_of, running, key):
    client = client_of(getattr(cast, key))
    for name in ("campaign-list", "campaign-create", "campaign-preview"):
        assert client.get(reverse(f"learning:{name}")).status_code == 403
    assert client.get(f"{LIST}{running.pk}/").status_code == 403


def test_who_is_invited_reads_what_it_is_and_declines(cast, client_of, running):
    work()
    client = client_of(cast.amina)
    url = reverse("learning:campaign-invitation", args=[running.pk])
    assert cast.amina.notifications.get().url == url
    page = client.get(url).content.decode()
    assert "Venez tous et toutes." in page and "Lire l’avis et activer" in page
    switch_on(cast.amina, timezone.now())
    assert f"?campagne={running.pk}" in client.get(url).content.decode()
    assert client.post(reverse("learning:campaign-decline", args=[running.pk])).status_code == 303
    assert CampaignMember.objects.get(person=cast.amina).declined_at is not None
    assert cast.amina.notifications.get().read_at is not None
    assert "de ne plus être invité" in client.get(url).content.decode()
    assert client_of(cast.hugo).get(url).status_code == 404
    assert client_of(cast.hugo).post(reverse("learning:campaign-decline", args=[running.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(cast, client_of, mtmd, django_assert_num_queries, number):
    for _ in range(number):
        CampaignFactory(organisation=mtmd, created_by=cast.farid)
    client = client_of(cast.farid)
    client.get(LIST)
    with django_assert_num_queries(6):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("number", [1, 300])
def test_the_page_costs_the_same_whatever_the_population(cast, client_of, running, django_assert_num_queries, number):
    PersonFactory.create_batch(number, organisation=running.organisation)
    client = client_of(cast.farid)
    client.get(f"{LIST}{running.pk}/")
    with django_assert_num_queries(10):
        assert client.get(f"{LIST}{running.pk}/").status_code == 200
