"""The map: near profiles and declared moves."""

import pytest
from django.urls import reverse

from job_profiles.enums import VersionState
from tests.cast import Cast
from tests.factories.competencies import CompetencyFactory, EvidenceFactory
from tests.factories.job_profiles import (
    CareerMoveFactory,
    HoldingFactory,
    JobProfileFactory,
    ProfileVersionFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db
QUERIES = 11


@pytest.fixture
def trades():
    """Writing asks for 4; hosting is one level away; mending is far away, but a declared move."""
    clear, hosting, mending = (CompetencyFactory(name_fr=name) for name in ("Langage clair", "Animation", "Réparation"))
    versions = {}
    for key, name, levels in (
        ("redaction", "Rédaction", {clear: 4}),
        ("animation", "Animation de communauté", {clear: 3, hosting: 1}),
        ("reparation", "Réparation de vélos", {mending: 4}),
    ):
        versions[key] = ProfileVersionFactory(profile=JobProfileFactory(key=key, name_fr=name))
        for competency, level in levels.items():
            RequirementFactory(version=versions[key], competency=competency, level=level)
    CareerMoveFactory(version=versions["redaction"], to=versions["reparation"].profile)
    return versions


def mapped(client, **query: str) -> str:
    return " ".join(client.get(reverse("job_profiles:career-map"), query).content.decode().split())


def test_the_nearest_comes_first_with_what_is_to_be_gained(cast: Cast, client_of, trades) -> None:
    page = mapped(client_of(cast.amina), de="redaction")
    table = page[page.index('id="proches"') :]

    assert table.index("Animation de communauté") < table.index("Réparation de vélos")
    near, far = table.split("Réparation de vélos", 1)
    assert "75 %" in near
    assert "1 niveau à gagner" in near
    assert "mobilité décrite" not in near
    assert "mobilité décrite" in far
    assert "4 niveaux à gagner" in far
    assert 'class="profile-map"' in page


def test_it_starts_from_ones_own_profile_and_ones_own_evidence_is_ones_own(cast: Cast, client_of, trades) -> None:
    HoldingFactory(person=cast.amina, profile=trades["reparation"].profile)
    for needed in trades["redaction"].requirements.all():
        EvidenceFactory(person=cast.amina, competency=needed.competency, level=2, visibility="me")

    page = mapped(client_of(cast.amina))

    assert "Autour de « Réparation de vélos »" in page
    assert "50 %" in page
    assert "50 %" not in mapped(client_of(cast.bruno), de="reparation")


def test_unknown_and_drafted_profiles_are_not_on_the_map(cast: Cast, client_of, trades) -> None:
    draft = ProfileVersionFactory(state=VersionState.DRAFT, profile=JobProfileFactory(name_fr="Métier secret"))
    RequirementFactory(version=draft)
    client = client_of(cast.lea)
    assert "Métier secret" not in mapped(client)
    assert client.get(reverse("job_profiles:career-map"), {"de": "inconnu"}).status_code == 404


def test_an_empty_map_says_what_will_be_there(cast: Cast, client_of) -> None:
    assert "La carte viendra ici" in mapped(client_of(cast.amina))


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same(cast: Cast, client_of, trades, django_assert_num_queries, number: int) -> None:
    for _each in range(number):
        RequirementFactory()
    client, address = client_of(cast.amina), reverse("job_profiles:career-map")
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
