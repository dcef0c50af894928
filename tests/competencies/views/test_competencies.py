"""The framework's pages: what they say, who gets in, at what cost."""

import pytest
from django.urls import reverse

from activity.queries.subscriptions import is_following
from tests.cast import NOW, Cast
from tests.factories.competencies import (
    CompetencyFactory,
    EvidenceFactory,
    FrameworkFactory,
    LevelDescriptionFactory,
    LevelFactory,
)
from tests.factories.job_profiles import RequirementFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 8
DETAIL_QUERIES = 16


def test_the_list_says_that_the_framework_is_a_proposal(cast: Cast, client_of) -> None:
    competency = CompetencyFactory(name_fr="Rédiger en langage clair")
    LevelFactory(name_fr="Sensibilisation")

    page = client_of(cast.amina).get(reverse("competencies:competency-list")).content.decode()

    assert "Proposition à approuver" in page
    assert "Proposition d’essai." in page
    assert "1 · Sensibilisation" in page
    assert f'href="/competences/{competency.code}/"' in page


def test_an_installation_without_data_says_what_will_be_there(cast: Cast, client_of) -> None:
    page = client_of(cast.amina).get(reverse("competencies:competency-list")).content.decode()

    assert "Le référentiel viendra ici" in page


def test_the_filter_answers_with_the_fragment(cast: Cast, client_of) -> None:
    CompetencyFactory(name_fr="Vidéo et balado")
    CompetencyFactory(name_fr="Rédiger")

    response = client_of(cast.amina).get(
        reverse("competencies:competency-list"), {"q": "video"}, headers={"HX-Request": "true", "HX-Target": "framework"}
    )

    page = response.content.decode()
    assert "<html" not in page
    assert 'id="framework"' in page
    assert "Vidéo et balado" in page
    assert "Rédiger" not in page


def test_list_costs_the_same_at_one_and_three(cast: Cast, client_of, django_assert_num_queries) -> None:
    client, url = client_of(cast.amina), reverse("competencies:competency-list")
    LevelDescriptionFactory()
    client.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url)
    for _number in range(2):
        LevelDescriptionFactory()
        EvidenceFactory(person=cast.amina)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url)


def test_detail_costs_the_same_at_one_and_three(cast: Cast, client_of, django_assert_num_queries) -> None:
    competency = CompetencyFactory()
    client, url = client_of(cast.amina), competency.get_absolute_url()
    LevelDescriptionFactory(competency=competency)
    EvidenceFactory(competency=competency)
    RequirementFactory(competency=competency)
    client.get(url)
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(url)
    for rank in (2, 3):
        LevelDescriptionFactory(competency=competency, rank=rank)
        EvidenceFactory(competency=competency)
        RequirementFactory(competency=competency)
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(url)


def test_the_page_gathers_people_and_profiles(cast: Cast, client_of) -> None:
    competency = CompetencyFactory()
    LevelFactory(rank=3, name_fr="Maîtrise")
    EvidenceFactory(person=cast.bruno, competency=competency, level=3)
    EvidenceFactory(person=cast.karim, competency=competency, visibility="me")
    needed = RequirementFactory(competency=competency)

    page = client_of(cast.amina).get(competency.get_absolute_url()).content.decode()

    assert cast.bruno.name in page
    assert cast.karim.name not in page
    assert needed.version.profile.name_fr in page
    assert "3 · Maîtrise" in page


def test_empty_sections_say_what_will_be_there(cast: Cast, client_of) -> None:
    page = client_of(cast.amina).get(CompetencyFactory().get_absolute_url()).content.decode()

    assert "Les membres qui choisissent de montrer cette compétence" in page
    assert "Les profils d’emploi qui demandent cette compétence" in page


def test_a_retired_competency_stays_readable(cast: Cast, client_of) -> None:
    competency = CompetencyFactory(retired_at=NOW)

    page = client_of(cast.amina).get(competency.get_absolute_url()).content.decode()

    assert "Retirée du référentiel" in page
    assert "L’ajouter à mes preuves" not in page


def test_the_code_is_read_without_case_and_an_unknown_one_is_not_there(cast: Cast, client_of) -> None:
    competency = CompetencyFactory(framework=FrameworkFactory(), code="CON9")
    client = client_of(cast.amina)

    assert client.get("/competences/con9/").status_code == 200
    assert client.get(f"/competences/{competency.code}0/").status_code == 404


def test_following_and_following_no_more(cast: Cast, client_of) -> None:
    competency = CompetencyFactory()
    client, url = client_of(cast.amina), reverse("competencies:competency-follow", args=[competency.code])

    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 303
    assert is_following(cast.amina, competency)
    client.post(url)
    assert not is_following(cast.amina, competency)
