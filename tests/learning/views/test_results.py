"""The pages of a result: what stands on them, their cost, what nobody else gets."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.actions import diagnostics
from tests.factories.competencies import CompetencyFactory, EvidenceFactory, GroupFactory, LevelFactory
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, OPEN_QUESTION, finished_run, switch_on


@pytest.fixture(autouse=True)
def _levels(db):
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), start=1):
        LevelFactory(rank=rank, name_fr=name, name_en=name)


def page_of(run, name="result-detail", **query):
    return reverse(f"learning:{name}", args=[run.pk]) + (
        "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
    )


def test_three_lists_in_words(client_of, cast, diagnosed):
    page = client_of(cast.bruno).get(page_of(diagnosed)).content.decode()

    for words in ("À discuter", "Écarts décidés", "Forces décidées", "attendu\xa0: Maîtrise", "Préparer ma feuille"):
        assert words in page
    assert page.index('id="undecided"') < page.index('id="gap"') < page.index('id="met"')


@pytest.mark.parametrize("view", ["barres", "tableau", "radar"])
def test_narrowed_by_group_and_state(client_of, cast, competencies, diagnosed, view):
    competencies[1].group = GroupFactory(code="AUT", name_fr="Autres")
    competencies[1].save()
    client = client_of(cast.bruno)

    page = client.get(page_of(diagnosed, vue=view, groupe="AUT", etat="gap"))
    nothing = client.get(page_of(diagnosed, vue=view, groupe="AUT", etat="met"))

    assert [one.competency for one in page.context["page"].rows] == [competencies[1]]
    assert nothing.context["page"].rows == []
    assert "Rien sous ces filtres" in nothing.content.decode()


def test_sorted_by_chance(client_of, cast, competencies, diagnosed):
    page = client_of(cast.bruno).get(page_of(diagnosed, vue="tableau", tri="-chance"))
    assert [one.competency for one in page.context["page"].rows] == [competencies[2], competencies[0], competencies[1]]


def test_an_address_that_means_nothing_shows_everything(client_of, cast, diagnosed):
    page = client_of(cast.bruno).get(page_of(diagnosed, vue="carte", etat="riche", tri="taille"))
    assert (page.status_code, len(page.context["page"].rows)) == (200, 3)


def test_age_is_said_in_words(client_of, cast, competencies):
    switch_on(cast.bruno)
    said = dict(zip(competencies, (OPEN_QUESTION, CLEARLY_SHORT, CLEARLY_MET), strict=True))
    run = finished_run(cast.bruno, said, at=timezone.now() - dt.timedelta(days=400))

    page = client_of(cast.bruno).get(page_of(run)).content.decode()

    assert "La mesure a 13 mois." in page
    assert "La certitude a diminué avec le temps" in page


def test_one_competency_says_what_counted_and_what_would_change_it(client_of, cast, competencies, diagnosed):
    for competency in competencies:
        address = reverse("learning:result-item", args=[diagnosed.pk, competency.code.lower()])
        page = client_of(cast.bruno).get(address).content.decode()
        for words in ("Les énoncés qui ont compté", "Ce qui changerait cet état", "Qui dit quoi", "Vos réponses"):
            assert words in page, (competency, words)
    other = CompetencyFactory()
    assert client_of(cast.bruno).get(reverse("learning:result-item", args=[diagnosed.pk, other.code])).status_code == 404


def test_csv_and_pdf_of_one_s_own(client_of, cast, diagnosed):
    client = client_of(cast.bruno)
    rows = list(csv.reader(io.StringIO(client.get(page_of(diagnosed, "result-csv")).content.decode("utf-8-sig"))))
    assert [row[8] for row in rows] == ["etat", "À discuter", "Écart", "Force"]
    assert client.get(page_of(diagnosed, "result-pdf")).content.startswith(b"%PDF")


def test_switched_off_its_pages_lead_to_the_diagnostic_s(client_of, cast, diagnosed):
    diagnostics.switch_off(by=cast.bruno, at=timezone.now())
    answer = client_of(cast.bruno).get(page_of(diagnosed))
    assert (answer.status_code, answer["Location"]) == (303, reverse("learning:diagnostic-home"))


@pytest.mark.parametrize("number", [1, 25])
def test_the_page_costs_the_same(client_of, cast, django_assert_num_queries, number):
    switch_on(cast.bruno)
    said = {}
    for at in range(number):
        competency = CompetencyFactory()
        EvidenceFactory(person=cast.esther, competency=competency, level=4)
        said[competency] = (CLEARLY_SHORT, OPEN_QUESTION, CLEARLY_MET)[at % 3]
    if number == 1:  # one of each kind of row that asks for something
        said |= {CompetencyFactory(): OPEN_QUESTION}
    run = finished_run(cast.bruno, said, at=timezone.now())
    client = client_of(cast.bruno)
    client.get(page_of(run) + "?vue=tableau")
    with django_assert_num_queries(15):
        client.get(page_of(run))
    with django_assert_num_queries(5):
        client.get(page_of(run))
