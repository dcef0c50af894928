"""« Mes réponses » : everything that was asked with what was said, each to be corrected."""

import pytest
from django.utils import timezone

from learning.actions import diagnostics
from learning.enums import Verdict
from learning.models import Answer
from learning.queries.runs import latest_answers
from tests.factories.learning import CLEARLY_MET, AnswerFactory, finished_run
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db


def address(run, more: str = "") -> str:
    return f"/apprentissage/diagnostic/{run.pk}/reponses/{more}"


def test_every_statement_with_its_answer_by_competency(client_of, diagnosed):
    html = client_of(diagnosed.person).get(address(diagnosed)).content.decode()
    for answer in latest_answers(diagnosed):
        assert answer.item.text in html
    assert html.count("Corriger<span") == 9
    assert html.count("Je l’enseigne") == 3
    assert html.index("Rédiger") < html.index("Mesurer") < html.index("Planifier")


def test_a_correction_remakes_the_result(client_of, diagnosed, competencies):
    client = client_of(diagnosed.person)
    for answer in latest_answers(diagnosed):
        if answer.item.competency_id == competencies[1].pk:
            assert client.post(address(diagnosed, f"{answer.place}/"), {"reponse": "3"}).url == address(diagnosed)
    assert diagnosed.targets.get(competency=competencies[1]).verdict == Verdict.MET
    assert "corrigée" in client.get(address(diagnosed)).content.decode()


def test_the_answer_before_leads_back_to_the_statements(client_of, cast, competencies):
    switch_on(cast.bruno)
    run = AnswerFactory(run__person=cast.bruno, run__started_at=timezone.now(), item__competency=competencies[0]).run
    AnswerFactory(run=run, item__competency=competencies[0])
    run.targets.create(competency=competencies[1], level=3)
    client = client_of(cast.bruno)
    html = client.get(address(run, "1/?suite=enonces")).content.decode()
    assert f'href="/apprentissage/diagnostic/{run.pk}/"' in html
    assert 'aria-current="true"' in html


def test_nothing_chosen_is_said(client_of, diagnosed):
    response = client_of(diagnosed.person).post(address(diagnosed, "1/"), {})
    assert response.status_code == 422
    assert "Choisissez une des réponses" in response.content.decode()


def test_the_same_answer_writes_nothing(client_of, diagnosed):
    before, first = Answer.objects.count(), latest_answers(diagnosed)[0]
    client_of(diagnosed.person).post(address(diagnosed, "1/"), {"reponse": str(first.value)})
    assert Answer.objects.count() == before


def test_an_earlier_diagnostic_is_read_and_not_corrected(client_of, diagnosed, competencies):
    finished_run(diagnosed.person, {competencies[0]: CLEARLY_MET}, at=timezone.now())
    client = client_of(diagnosed.person)
    html = client.get(address(diagnosed)).content.decode()
    assert "celui-ci se lit" in html
    assert "Corriger<span" not in html
    assert client.post(address(diagnosed, "1/"), {"reponse": "0"}).status_code == 422


def test_a_place_that_was_not_asked_is_not_found(client_of, diagnosed):
    assert client_of(diagnosed.person).get(address(diagnosed, "77/")).status_code == 404


def test_off_nothing_is_corrected(client_of, diagnosed):
    diagnostics.switch_off(by=diagnosed.person, at=timezone.now())
    before = Answer.objects.count()
    assert client_of(diagnosed.person).post(address(diagnosed, "1/"), {"reponse": "0"}).url == "/apprentissage/diagnostic/"
    assert Answer.objects.count() == before


def test_counting_is_changed_here(client_of, diagnosed):
    client = client_of(diagnosed.person)
    for word, counted in (("non", False), ("oui", True)):
        assert client.post(f"/apprentissage/diagnostic/{diagnosed.pk}/compter/", {"compter": word}).url == address(diagnosed)
        diagnosed.refresh_from_db()
        assert diagnosed.counted is counted


@pytest.mark.parametrize("number", [1, 3])
def test_more_answers_cost_no_more(client_of, cast, competencies, django_assert_num_queries, number):
    switch_on(cast.bruno)
    run = finished_run(cast.bruno, {competencies[0]: CLEARLY_MET[:number]}, at=timezone.now())
    client = client_of(cast.bruno)
    client.get(address(run))
    with django_assert_num_queries(6):
        client.get(address(run))
