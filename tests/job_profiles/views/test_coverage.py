"""Coverage on screen: read by everybody, declared by respondents."""

import pytest
from django.urls import reverse

from job_profiles.enums import AdoptionKind, VersionState
from job_profiles.models import Adoption, AdoptionDifference
from tests.cast import TODAY, Cast
from tests.factories.competencies import FrameworkFactory
from tests.factories.harmonisation import AdoptionFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory
from tests.factories.people import OrganisationFactory

pytestmark = pytest.mark.django_db
OVERVIEW_QUERIES = 9
PROFILE_QUERIES = 9


@pytest.fixture
def version():
    return ProfileVersionFactory(
        framework=FrameworkFactory(current=True),
        state=VersionState.IN_FORCE,
        title_fr="Webmestre",
        mission_fr="Tient le site.",
    )


def url(name, *args):
    return reverse(f"job_profiles:{name}", args=args)


def read(response):
    return response.content.decode()


def sent(version, **values):
    texts = {f"text_{name}": getattr(version, f"{name}_fr") for name in (
        "title", "mission", "responsibilities", "deliverables", "tools", "indicators",
    )}  # fmt: skip
    return {"kind": "variation", "since_on": "2026-11-01", "justification": "La loi sectorielle."} | texts | values


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_costs_the_same_at_one_ministry_and_at_three(
    cast: Cast, client_of, django_assert_num_queries, version, rows
):
    for place in OrganisationFactory.create_batch(rows):
        AdoptionFactory(version=version, organisation=place)
    client = client_of(cast.amina)
    client.get(url("coverage"))
    with django_assert_num_queries(OVERVIEW_QUERIES):
        client.get(url("coverage"))
    with django_assert_num_queries(PROFILE_QUERIES):
        client.get(url("profile-coverage", version.profile.key))


def test_filters_and_csv_say_the_same(cast: Cast, client_of, version):
    AdoptionFactory(version=version, organisation=cast.malik.organisation)
    client = client_of(cast.amina)
    page = read(client.get(url("coverage"), {"usage": "as_is"}))
    assert ("Telle quelle" in page, ">MTMD</abbr>" in page) == (True, False)
    table = read(client.get(url("coverage-csv"), {"usage": "as_is"})).splitlines()
    assert len(table) == 2
    assert table[1].startswith("MESS,")
    assert "Aucun usage ne correspond" in read(client.get(url("coverage"), {"usage": "review"}))


def test_a_respondent_finds_what_to_declare_and_others_do_not(cast: Cast, client_of, version):
    declare = url("adoption-declare", version.profile.key, "MESS")
    assert declare in read(client_of(cast.malik).get(url("profile-coverage", version.profile.key)))
    assert declare not in read(client_of(cast.amina).get(url("profile-coverage", version.profile.key)))
    assert client_of(cast.amina).get(declare).status_code == 403
    assert client_of(cast.malik).get(url("adoption-declare", version.profile.key, "MTMD")).status_code == 403


def test_a_variation_is_declared_and_shown_as_differences(cast: Cast, client_of, version):
    needed = RequirementFactory(version=version, level=2)
    client = client_of(cast.malik)
    given = sent(version, text_mission="Tient les sites.", **{f"level_{needed.competency_id}": "3"})
    response = client.post(url("adoption-declare", version.profile.key, "MESS"), given)
    assert response.status_code == 303
    assert AdoptionDifference.objects.count() == 2
    page = read(client_of(cast.amina).get(response["Location"]))
    assert "<del>site</del><ins>sites</ins>" in page
    assert "La loi sectorielle." in page


def test_a_variation_without_reason_or_difference_comes_back(cast: Cast, client_of, version):
    client = client_of(cast.malik)
    place = url("adoption-declare", version.profile.key, "MESS")
    bare = client.post(place, sent(version, text_mission="Autre.", justification=" "))
    assert bare.status_code == 422
    assert "Dites pourquoi" in read(bare)
    assert "Autre." in read(bare)
    assert "Aucun texte ni niveau ne diffère" in read(client.post(place, sent(version)))


def test_a_declaration_made_meanwhile_is_shown_before_it_is_replaced(cast: Cast, client_of, version):
    other = AdoptionFactory(version=version, organisation=cast.malik.organisation, kind=AdoptionKind.NOT_YET)
    client = client_of(cast.malik)
    place = url("adoption-declare", version.profile.key, "MESS")
    response = client.post(place, sent(version, kind="as_is", seen=""))
    assert response.status_code == 409
    assert "Quelqu’un a déclaré un usage entre-temps" in read(response)
    assert client.post(place, sent(version, kind="as_is", seen=other.pk)).status_code == 303
    assert Adoption.objects.current().get(organisation=cast.malik.organisation).kind == AdoptionKind.AS_IS
    assert "version 1, du" in read(client.get(url("adoption-detail", version.profile.key, "MESS")))


def test_an_older_version_is_to_be_reviewed(cast: Cast, client_of, version):
    AdoptionFactory(version=version, organisation=cast.malik.organisation, review_on=TODAY.replace(year=2030))
    version.state = VersionState.RETIRED
    version.save()
    ProfileVersionFactory(profile=version.profile, number=2, state=VersionState.IN_FORCE)
    page = read(client_of(cast.amina).get(url("adoption-detail", version.profile.key, "MESS")))
    assert "Cet usage porte sur la version 1. La version 2 se lit maintenant." in page
    assert "1 usage à revoir" in read(client_of(cast.amina).get(url("profile-coverage", version.profile.key)))
