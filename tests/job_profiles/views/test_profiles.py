"""The profiles on screen."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.factories.competencies import EvidenceFactory, LevelFactory
from tests.factories.job_profiles import HoldingFactory, JobProfileFactory, ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 5
DETAIL_QUERIES = 9


def test_the_list_says_that_profiles_are_proposals(cast: Cast, client_of) -> None:
    version = ProfileVersionFactory(mission_fr="Relie le public et l’État.")
    HoldingFactory(person=cast.amina, profile=version.profile)

    page = client_of(cast.amina).get(reverse("job_profiles:profile-list")).content.decode()

    assert "Proposition à approuver" in page
    assert version.mission_fr in page
    assert "1 membre l’occupe" in page
    assert "mon profil" in page


def test_the_page_shows_targets_holders_and_ones_own_levels(cast: Cast, client_of) -> None:
    for rank, name in ((2, "Application"), (3, "Maîtrise")):
        LevelFactory(rank=rank, name_fr=name)
    needed = RequirementFactory(level=3)
    EvidenceFactory(person=cast.amina, competency=needed.competency, level=2, visibility="me")
    HoldingFactory(person=cast.bruno, profile=needed.version.profile)

    page = client_of(cast.amina).get(needed.version.profile.get_absolute_url()).content.decode()

    assert needed.competency.name_fr in page
    assert "3 · Maîtrise" in page
    assert ">Application<" in page
    assert cast.bruno.name in page
    assert ">Application<" not in client_of(cast.bruno).get(needed.version.profile.get_absolute_url()).content.decode()


def test_empty_installation_and_unknown_profile(cast: Cast, client_of) -> None:
    client = client_of(cast.amina)

    assert "Les profils viendront ici" in client.get(reverse("job_profiles:profile-list")).content.decode()
    assert client.get("/profils-emploi/inconnu/").status_code == 404


def test_pages_cost_the_same_at_one_and_three(cast: Cast, client_of, django_assert_num_queries) -> None:
    version = ProfileVersionFactory()
    RequirementFactory(version=version)
    HoldingFactory(profile=version.profile)
    client, urls = client_of(cast.amina), (reverse("job_profiles:profile-list"), version.profile.get_absolute_url())
    for url, queries in zip(urls, (LIST_QUERIES, DETAIL_QUERIES), strict=True):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)
    for _number in range(2):
        ProfileVersionFactory(profile=JobProfileFactory())
        RequirementFactory(version=version)
        HoldingFactory(profile=version.profile)
    for url, queries in zip(urls, (LIST_QUERIES, DETAIL_QUERIES), strict=True):
        with django_assert_num_queries(queries):
            client.get(url)
