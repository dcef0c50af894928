"""The page of one's diagnostic: off, on, open, finished, old; and the ways out."""

import datetime as dt

import pytest
from django.utils import timezone

from competencies.enums import BankState
from competencies.models import Estimate
from learning.enums import CampaignState
from learning.models import Run
from learning.queries.diagnostics import is_on
from people.models import Consent
from people.queries.consents import purposes
from tests.factories.learning import (
    CLEARLY_MET,
    AnswerFactory,
    CampaignFactory,
    CampaignMemberFactory,
    ItemBankFactory,
    RunFactory,
    finished_run,
)
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
HOME, SWITCH, DELETE = (
    "/apprentissage/diagnostic/",
    "/apprentissage/diagnostic/activer/",
    "/apprentissage/diagnostic/supprimer/",
)


def test_the_menu_leads_to_it(cast, client_of):
    assert f'href="{HOME}"' in client_of(cast.bruno).get("/apprentissage/").content.decode()


def test_off_one_reads_the_notice_and_nothing_else(cast, client_of):
    html = client_of(cast.bruno).get(HOME).content.decode()
    for words in ("À quoi cela sert", "Qui voit quoi", "Si vous refusez", "Combien de temps", "Vos droits"):
        assert words in html
    assert "J’ai lu" in html
    assert "Arrêter le diagnostic" not in html


def test_switching_on_leads_to_the_choice(cast, client_of):
    response = client_of(cast.bruno).post(SWITCH, {"choix": "oui", "version": purposes["diagnostic"].version})
    assert (response.status_code, response.url) == (303, "/apprentissage/diagnostic/nouveau/")
    assert is_on(cast.bruno)


def test_an_old_notice_is_read_again(cast, client_of):
    client = client_of(cast.bruno)
    assert client.post(SWITCH, {"choix": "oui", "version": "2026-01"}).url == HOME
    assert not is_on(cast.bruno)
    Consent.objects.create(
        person=cast.bruno, purpose="diagnostic", notice_version="2026-01", choice="given", at=timezone.now()
    )
    assert "L’avis a changé" in client.get(HOME).content.decode()


def test_on_and_never_done_there_is_one_thing_to_do(cast, client_of):
    switch_on(cast.bruno)
    html = client_of(cast.bruno).get(HOME).content.decode()
    assert "Votre premier diagnostic viendra ici" in html
    assert html.count("btn-primary") == 1


def test_an_open_one_says_what_is_kept_and_what_is_left(cast, client_of, competencies):
    switch_on(cast.bruno)
    run = RunFactory(person=cast.bruno, started_at=timezone.now())
    run.targets.create(competency=competencies[0], level=3)
    AnswerFactory(run=run, item__competency=competencies[0])
    html = client_of(cast.bruno).get(HOME).content.decode()
    assert "1 réponse gardée." in html
    assert f'href="/apprentissage/diagnostic/{run.pk}/"' in html
    assert "Reprendre" in html


def test_a_finished_one_shows_its_totals(cast, client_of, diagnosed):
    html = client_of(cast.bruno).get(HOME).content.decode()
    totals = html[html.index("diagnostic-totals") : html.index("</ul>", html.index("diagnostic-totals"))]
    assert totals.count("<strong>1</strong>") == 3
    assert "plus d’un an" not in html


def test_an_old_one_is_to_be_done_again(cast, client_of, competencies):
    switch_on(cast.bruno)
    finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=timezone.now() - dt.timedelta(days=425))
    html = client_of(cast.bruno).get(HOME).content.decode()
    assert "Il a plus d’un an" in html
    assert "Refaire un diagnostic" in html


def test_an_open_campaign_invites_until_its_last_day_and_until_one_answered(cast, client_of, competencies):
    switch_on(cast.bruno)
    today = timezone.localdate()
    invited = CampaignFactory(
        state=CampaignState.OPEN, name_fr="Besoins 2026", opens_on=today, closes_on=today, invitation_fr="Dites vos besoins."
    )
    over = CampaignFactory(
        state=CampaignState.OPEN, name_fr="Passée", opens_on=today - dt.timedelta(days=9),
        closes_on=today - dt.timedelta(days=1),
    )  # fmt: skip
    for campaign in (invited, over):
        CampaignMemberFactory(campaign=campaign, person=cast.bruno)
    html = client_of(cast.bruno).get(HOME).content.decode()
    assert "Besoins 2026" in html
    assert "Dites vos besoins." in html
    assert "Passée" not in html
    assert "Besoins 2026" not in client_of(cast.amina).get(HOME).content.decode()
    finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=timezone.now(), campaign=invited)
    assert "Répondre pour cette campagne" not in client_of(cast.bruno).get(HOME).content.decode()


def test_stopped_it_says_what_is_kept(cast, client_of, diagnosed):
    client = client_of(cast.bruno)
    assert client.post(SWITCH, {"choix": "non"}).url == HOME
    html = client.get(HOME).content.decode()
    assert "Le diagnostic est arrêté" in html
    assert "1 diagnostic est gardé." in html
    assert "diagnostic-totals" not in html


@pytest.mark.parametrize("on", [True, False])
def test_everything_goes_after_one_confirmation_on_or_off(cast, client_of, diagnosed, on):
    client = client_of(cast.bruno)
    if not on:
        client.post(SWITCH, {"choix": "non"})
    assert "Tout supprimer" in client.get(DELETE).content.decode()
    assert Run.objects.count() == 1
    assert client.post(DELETE).url == HOME
    assert (Run.objects.count(), Estimate.objects.count()) == (0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_more_diagnostics_cost_no_more(cast, client_of, competencies, django_assert_num_queries, number):
    switch_on(cast.bruno)
    for days in range(number):
        finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=timezone.now() - dt.timedelta(days=days))
    client = client_of(cast.bruno)
    client.get(HOME)
    with django_assert_num_queries(5):
        client.get(HOME)


def test_the_eleventh_is_on_the_next_page(cast, client_of, competencies):
    switch_on(cast.bruno)
    for days in range(11):
        finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=timezone.now() - dt.timedelta(days=days))
    html = client_of(cast.bruno).get(HOME).content.decode()
    assert html.count("Mes réponses</a>") == 11  # ten rows and the last result
    assert "?avant=" in html


def test_a_newer_bank_and_a_newer_version_are_told_beside_the_open_one(cast, client_of, competencies):
    switch_on(cast.bruno)
    bank = ItemBankFactory(state=BankState.RETIRED, version="ancienne")
    run = RunFactory(person=cast.bruno, bank=bank, started_at=timezone.now())
    run.targets.create(competency=competencies[0], level=3)
    assert "garde la sienne jusqu’au bout" in client_of(cast.bruno).get(HOME).content.decode()
