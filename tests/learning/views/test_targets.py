"""Choosing a target: one's own profile, another one, single competencies; said beforehand what it takes."""

import pytest
from django.utils import timezone

from competencies.models import Competency
from learning.enums import CampaignState, TargetKind
from learning.models import Run
from tests.factories.competencies import CompetencyFactory, LevelFactory
from tests.factories.job_profiles import HoldingFactory, ProfileVersionFactory, RequirementFactory
from tests.factories.learning import CampaignFactory, CampaignMemberFactory, ItemBankFactory, ItemFactory, RunFactory
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
START = "/apprentissage/diagnostic/nouveau/"


@pytest.fixture
def measured(competencies) -> list[Competency]:
    """What the bank asks about."""
    for rank in (1, 2, 3, 4):
        LevelFactory(framework=competencies[0].framework, rank=rank)
    for one in competencies:
        ItemFactory(bank=ItemBankFactory(), competency=one)
    return competencies


@pytest.fixture
def version(cast, measured):
    """Bruno's profile asks for the three, and for one about which there is no statement."""
    version = ProfileVersionFactory()
    for one in [*measured, CompetencyFactory(name_fr="Sans énoncé")]:
        RequirementFactory(version=version, competency=one, level=3, essential=one == measured[0])
    HoldingFactory(person=cast.bruno, profile=version.profile)
    switch_on(cast.bruno)
    return version


def test_off_leads_to_the_notice(cast, client_of):
    assert client_of(cast.bruno).get(START).url == "/apprentissage/diagnostic/"
    assert client_of(cast.bruno).post(START, {"compter": "oui"}).url == "/apprentissage/diagnostic/"
    assert not Run.objects.exists()


def test_one_s_own_profile_says_what_it_takes_and_what_is_not_measured(cast, client_of, version):
    html = client_of(cast.bruno).get(START).content.decode()
    assert "3 compétences" in html
    assert "Environ 9 énoncés, 2 min" in html
    assert "Sans énoncé" in html


def test_the_run_begins_on_that_version(cast, client_of, version, measured):
    response = client_of(cast.bruno).post(START, {"compter": "oui"})
    run = Run.objects.get()
    assert response.url == f"/apprentissage/diagnostic/{run.pk}/"
    assert (run.target_kind, run.version, run.counted, run.campaign) == (TargetKind.MINE, version, True, None)
    assert list(run.targets.values_list("competency", "level", "essential")) == [
        (one.pk, 3, one == measured[0]) for one in measured
    ]


def test_counting_is_chosen_never_supposed(cast, client_of, version):
    client = client_of(cast.bruno)
    response = client.post(START, {})
    assert response.status_code == 422
    assert "Dites si vos réponses comptent" in response.content.decode()
    client.post(START, {"compter": "non"})
    assert Run.objects.get().counted is False


def test_whoever_holds_no_profile_is_told_what_to_do(cast, client_of, measured):
    switch_on(cast.amina)
    html = client_of(cast.amina).get(START).content.decode()
    assert "Vous n’avez pas dit quel profil vous occupez" in html


def test_another_profile_is_looked_for_and_chosen(cast, client_of, version, measured):
    other = ProfileVersionFactory(profile__name_fr="Veille sociale")
    RequirementFactory(version=other, competency=measured[0], level=2)
    client = client_of(cast.bruno)
    html = client.get(START, {"cible": "autre", "q": "veille"}).content.decode()
    assert "Veille sociale" in html
    there = f"{START}?cible=autre&profil={other.profile.key}"
    assert 'name="compter"' not in client.get(there).content.decode()
    response = client.post(there, {"compter": "oui"})
    run = Run.objects.get()
    assert response.url == f"/apprentissage/diagnostic/{run.pk}/"
    assert (run.target_kind, run.version, run.counted) == (TargetKind.OTHER, other, False)


def test_a_profile_that_does_not_exist_is_not_found(cast, client_of, measured):
    switch_on(cast.bruno)
    assert client_of(cast.bruno).get(START, {"cible": "autre", "profil": "nulle-part"}).status_code == 404


def test_single_competencies_each_with_its_level(cast, client_of, version, measured):
    client = client_of(cast.bruno)
    response = client.post(
        f"{START}?cible=competences",
        {"competence": [measured[0].code, measured[2].code], f"niveau-{measured[0].code}": "4", "compter": "non"},
    )
    run = Run.objects.get()
    assert response.url == f"/apprentissage/diagnostic/{run.pk}/"
    assert run.target_kind == TargetKind.COMPETENCIES
    # What was not set is what one's own profile asks for.
    assert dict(run.targets.values_list("competency", "level")) == {measured[0].pk: 4, measured[2].pk: 3}


def test_nothing_ticked_is_said_and_levels_stay(cast, client_of, version, measured):
    response = client_of(cast.bruno).post(
        f"{START}?cible=competences", {f"niveau-{measured[0].code}": "4", "compter": "non"}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "Cochez au moins une compétence" in html
    assert html.count('<option value="4" selected>') == 1


def test_a_code_that_no_bank_knows_is_refused(cast, client_of, version):
    response = client_of(cast.bruno).post(f"{START}?cible=competences", {"competence": ["NUL9"], "compter": "non"})
    assert response.status_code == 422
    assert not Run.objects.exists()


def test_what_it_takes_follows_the_ticks(cast, client_of, version, measured):
    values = {"cible": "competences", "compte": "1", "competence": [one.code for one in measured]}
    html = client_of(cast.bruno).get(START, values, headers={"HX-Request": "true"}).content.decode()
    assert "3 compétences" in html
    assert "<main" not in html


def test_one_at_a_time(cast, client_of, version):
    run = RunFactory(person=cast.bruno)
    client = client_of(cast.bruno)
    assert client.get(START).url == "/apprentissage/diagnostic/"
    assert client.post(START, {"compter": "non"}).url == f"/apprentissage/diagnostic/{run.pk}/"
    assert Run.objects.count() == 1


def test_in_a_campaign_its_versions_and_its_bank_are_the_target(cast, client_of, version, measured):
    today = timezone.localdate()
    campaign = CampaignFactory(state=CampaignState.OPEN, name_fr="Besoins 2026", opens_on=today, closes_on=today)
    campaign.versions.add(version)
    CampaignMemberFactory(campaign=campaign, person=cast.bruno)
    client = client_of(cast.bruno)
    html = client.get(START, {"campagne": campaign.pk}).content.decode()
    assert f'value="campagne-{campaign.pk}" required id="id_compter_0" checked' in html
    client.post(f"{START}?campagne={campaign.pk}", {"compter": f"campagne-{campaign.pk}"})
    run = Run.objects.get()
    assert (run.campaign, run.bank, run.version, run.counted) == (campaign, campaign.bank, version, True)


def test_a_campaign_is_answered_without_counting_too(cast, client_of, version, measured):
    today = timezone.localdate()
    campaign = CampaignFactory(state=CampaignState.OPEN, opens_on=today, closes_on=today)
    campaign.versions.add(version)
    CampaignMemberFactory(campaign=campaign, person=cast.bruno)
    client_of(cast.bruno).post(f"{START}?campagne={campaign.pk}", {"compter": "non"})
    run = Run.objects.get()
    assert (run.campaign, run.counted) == (campaign, False)


def test_only_ones_own_profile_can_count(cast, client_of, version, measured):
    today = timezone.localdate()
    campaign = CampaignFactory(state=CampaignState.OPEN, opens_on=today, closes_on=today)
    CampaignMemberFactory(campaign=campaign, person=cast.bruno)
    client = client_of(cast.bruno)
    url = f"{START}?cible=competences&campagne={campaign.pk}"
    html = client.get(url).content.decode()
    assert 'name="compter"' not in html and "Celui-ci est pour vous." in html
    client.post(url, {"competence": [measured[0].code], "compter": f"campagne-{campaign.pk}"})
    run = Run.objects.get()
    assert (run.campaign, run.counted) == (None, False)


def test_without_a_bank_nothing_begins_and_it_is_said(cast, client_of, competencies):
    switch_on(cast.bruno)
    html = client_of(cast.bruno).get(START, {"cible": "competences"}).content.decode()
    assert "Aucune banque d’énoncés n’est en vigueur" in html
