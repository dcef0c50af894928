"""The statement page: by press or by fragment, twice, out of order, off half-way; time, pace, why; the ends of a run."""

import datetime as dt
import re

import pytest
from django.core import signing
from django.utils import timezone

from competencies.enums import ItemKind
from learning.actions import diagnostics, runs
from learning.enums import RunState, TargetKind
from learning.forms.answers import stamp
from learning.models import Answer, Run
from learning.queries.runs import latest_answers, position_of
from tests.factories.competencies import LevelFactory
from tests.factories.learning import ItemBankFactory, ItemFactory
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def run(cast, competencies) -> Run:
    """Bruno's, of two competencies with three statements each."""
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), 1):
        LevelFactory(framework=competencies[0].framework, rank=rank, name_fr=name)
    for one in competencies[:2]:
        for level in (2, 3, 4):
            ItemFactory(bank=ItemBankFactory(), competency=one, level=level)
    switch_on(cast.bruno)
    levels = dict.fromkeys(competencies[:2], 3)
    return runs.start_run(person=cast.bruno, kind=TargetKind.COMPETENCIES, levels=levels, at=timezone.now())


def address(run: Run, more: str = "") -> str:
    return f"/apprentissage/diagnostic/{run.pk}/{more}"


def said(run: Run, value: object = 2, **more: object) -> dict[str, object]:
    """What the page of the moment would send."""
    position = position_of(run)
    return {
        "enonce": position.item.key, "place": position.place, "reponse": value,
        "debut": stamp(run, position.item, timezone.now() - dt.timedelta(seconds=12)), **more,
    }  # fmt: skip


def test_one_statement_four_answers_and_a_way_not_to_know(client_of, run):
    html = client_of(run.person).get(address(run)).content.decode()
    assert position_of(run).item.text in html
    assert re.findall(r'name="reponse" value="([^"]+)" aria-keyshortcuts="(\d)"', html) == [
        ("0", "1"), ("1", "2"), ("2", "3"), ("3", "4"), ("sais-pas", "0"),
    ]  # fmt: skip
    assert html.count("<h1") == 1
    assert "Énoncé 1" in html
    assert "encore environ 6" in html
    assert "à votre rythme" not in html


def test_a_press_brings_the_next_statement_by_its_own_address(client_of, run):
    response = client_of(run.person).post(address(run), said(run))
    assert (response.status_code, response.url) == (303, address(run))
    given = Answer.objects.get()
    assert (given.value, given.place) == (2, 1)
    assert given.seconds in range(12, 60)  # twelve seconds, and what this machine took to answer


def test_a_fragment_brings_the_next_statement_and_says_so(client_of, run):
    html = client_of(run.person).post(address(run), said(run), headers=HTMX).content.decode()
    assert "<main" not in html
    assert 'id="question-said" hx-swap-oob' in html
    assert "Réponse gardée." in html
    assert "Énoncé 2" in html
    assert "autofocus" in html


def test_i_do_not_know_is_an_answer(client_of, run):
    client_of(run.person).post(address(run), said(run, "sais-pas"))
    assert [one.value for one in latest_answers(run)] == [None]


def test_nothing_chosen_is_said_and_the_statement_stays(client_of, run):
    values = said(run)
    values.pop("reponse")
    response = client_of(run.person).post(address(run), values)
    assert response.status_code == 422
    assert "Choisissez une des réponses" in response.content.decode()
    assert position_of(run).item.text in response.content.decode()


@pytest.mark.parametrize("value", ["9", "-1", "deux", "99"])
def test_a_value_that_no_button_has_is_refused(client_of, run, value):
    assert client_of(run.person).post(address(run), said(run, value)).status_code == 422
    assert not Answer.objects.exists()


def test_pressed_twice_is_one_answer(client_of, run):
    client, values = client_of(run.person), said(run)
    client.post(address(run), values)
    assert client.post(address(run), values).status_code == 303
    assert Answer.objects.count() == 1


def test_two_tabs_the_later_word_counts(client_of, run):
    client, values = client_of(run.person), said(run, 2)
    client.post(address(run), values)
    client.post(address(run), {**values, "reponse": 0})
    assert [(one.place, one.value) for one in latest_answers(run)] == [(1, 0)]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_out_of_order_nothing_is_written_and_it_is_said(client_of, run, headers):
    asked = position_of(run).item
    other = run.bank.items.exclude(pk=asked.pk).first()
    client = client_of(run.person)
    response = client.post(address(run), said(run, enonce=other.key), headers=headers)
    html = (response if headers else client.get(response.url)).content.decode()
    assert "n’était plus le prochain" in html
    assert asked.text in html
    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["", "faux", "d’un autre énoncé"])
def test_time_that_cannot_be_trusted_is_not_counted(client_of, run, token):
    # Signed here and not in the list above: a signature changes with the second, and the name of a test must not.
    signed = signing.dumps([1, "AUTRE", 5], salt="learning.statement") if token.startswith("d’un") else token
    client_of(run.person).post(address(run), said(run, debut=signed))
    assert Answer.objects.get().seconds is None


def test_a_pause_of_an_hour_counts_for_five_minutes(client_of, run):
    token = stamp(run, position_of(run).item, timezone.now() - dt.timedelta(hours=1))
    client_of(run.person).post(address(run), said(run, debut=token))
    assert Answer.objects.get().seconds == 300


def test_after_five_answers_the_pace_is_the_person_s_own(client_of, run):
    client = client_of(run.person)
    for value in (1, 2, 1, 2, 1):
        client.post(address(run), said(run, value))
    assert "à votre rythme" in client.get(address(run)).content.decode()


def test_why_this_statement_says_what_is_still_open(client_of, run):
    client = client_of(run.person)
    first = client.get(address(run)).content.decode()
    assert "Pourquoi cet énoncé?" in first
    assert "Vous visez Maîtrise." in first
    assert "C’est le premier énoncé sur cette compétence." in first
    for _ in range(3):
        client.post(address(run), said(run, 2))
    later = client.get(address(run)).content.decode()
    assert re.search(r"(laissent?|laisse) possible un niveau de|autour de", later)


def test_the_last_answer_leads_to_the_result(client_of, run):
    client = client_of(run.person)
    while run.state == RunState.OPEN:
        response = client.post(address(run), said(run, 3))
        run.refresh_from_db()
    assert response.url.startswith(address(run))
    assert response.url != address(run)
    # Afterwards the statements are over, and a late tab is told.
    assert client.get(address(run)).url == response.url
    late = client.post(address(run), {"enonce": "X", "place": 1, "reponse": 2})
    assert "n’a pas été enregistrée" in client.get(late.url).content.decode()


def test_off_half_way_the_answer_is_not_kept_and_the_others_are(client_of, run):
    client, values = client_of(run.person), said(run)
    client.post(address(run), values)
    diagnostics.switch_off(by=run.person, at=timezone.now())
    response = client.post(address(run), said(run))
    assert response.url == "/apprentissage/diagnostic/"
    assert "rien n’a été enregistré" in client.get(response.url).content.decode()
    assert Answer.objects.count() == 1
    for more in ("", "reponses/", "reponses/1/", "terminer/"):
        assert client.get(address(run, more)).url == "/apprentissage/diagnostic/"


def test_a_question_has_options_and_its_answer_is_told_after(client_of, cast, competencies):
    bank = ItemBankFactory()
    ItemFactory(bank=bank, competency=competencies[0], level=3)
    question = ItemFactory(bank=bank, competency=competencies[0], kind=ItemKind.SCENARIO, level=3)
    ItemFactory(bank=bank, competency=competencies[0], level=4)
    switch_on(cast.bruno)
    run = runs.start_run(person=cast.bruno, kind=TargetKind.COMPETENCIES, levels={competencies[0]: 3}, at=timezone.now())
    client = client_of(cast.bruno)
    while position_of(run).item != question:
        client.post(address(run), said(run, 1))
    html = client.get(address(run)).content.decode()
    assert html.count('class="answer"') == 4
    assert "Parce que." not in html
    html = client.post(address(run), said(run, 2), headers=HTMX).content.decode()
    if run.bank.items.count() > len(latest_answers(run)):
        assert "une autre réponse était attendue" in html
        assert "Parce que." in html


def test_ending_early_asks_once(client_of, run):
    client = client_of(run.person)
    assert client.post(address(run, "terminer/")).status_code == 422
    client.post(address(run), said(run))
    assert "Terminer maintenant?" in client.get(address(run, "terminer/")).content.decode()
    client.post(address(run, "terminer/"))
    run.refresh_from_db()
    assert run.state == RunState.FINISHED


def test_deleted_after_one_confirmation_also_when_off(client_of, run):
    client = client_of(run.person)
    diagnostics.switch_off(by=run.person, at=timezone.now())
    assert "Supprimer ce diagnostic?" in client.get(address(run, "supprimer/")).content.decode()
    assert client.post(address(run, "supprimer/")).url == "/apprentissage/diagnostic/"
    assert not Run.objects.exists()


def test_nobody_else_finds_it(cast, client_of, run):
    for key, person in cast:
        for more in ("", "reponses/", "reponses/1/", "terminer/", "supprimer/"):
            status = client_of(person).get(address(run, more)).status_code
            assert (key, more, status == 404) == (key, more, key != "bruno" or more == "reponses/1/")


@pytest.mark.parametrize("number", [1, 3])
def test_more_answers_cost_no_more(client_of, run, django_assert_num_queries, number):
    client = client_of(run.person)
    for _ in range(number):
        client.post(address(run), said(run, 2))
    client.get(address(run))
    with django_assert_num_queries(4):
        client.get(address(run))
