"""History, and the permanent page of a version."""

import datetime as dt

import pytest
from django.urls import reverse

from job_profiles.enums import VersionState
from tests.cast import TODAY, Cast
from tests.factories.job_profiles import JobProfileFactory, ProfileVersionFactory

pytestmark = pytest.mark.django_db
HISTORY_QUERIES, VERSION_QUERIES = 6, 8


@pytest.fixture
def profile():
    profile = JobProfileFactory(key="redaction", name_fr="Rédaction")
    ProfileVersionFactory(
        profile=profile, number=1, state=VersionState.RETIRED, effective_on=TODAY - dt.timedelta(days=30),
        until_on=TODAY - dt.timedelta(days=1), title_fr="Rédactrice ou rédacteur",
    )  # fmt: skip
    ProfileVersionFactory(
        profile=profile, number=2, state=VersionState.IN_FORCE, effective_on=TODAY, change_note_fr="Niveaux relevés.",
        title_fr="Conseillère ou conseiller en rédaction",
    )  # fmt: skip
    ProfileVersionFactory(profile=profile, number=3, state=VersionState.DRAFT)
    return profile


def history(client, profile) -> str:
    return client.get(reverse("job_profiles:profile-history", args=[profile.key])).content.decode()


def test_history_tells_states_dates_and_what_changed(cast: Cast, client_of, profile) -> None:
    page = history(client_of(cast.amina), profile)

    assert page.index("Version 2") < page.index("Version 1")
    assert "Niveaux relevés." in page
    assert "celle qu’on lit" in page
    assert "Retirée" in page
    assert "a=redaction%3A1&amp;b=redaction%3A2" in page
    assert "En vigueur du " in page
    assert "Version 3" not in page
    assert "Version 3" in history(client_of(cast.lea), profile)


def test_a_version_keeps_its_address(cast: Cast, client_of, profile) -> None:
    client = client_of(cast.amina)

    old = client.get("/profils-emploi/redaction/versions/1/").content.decode()
    assert "Rédactrice ou rédacteur" in old
    assert "c’est la version 2" in old
    now = client.get("/profils-emploi/redaction/versions/2/").content.decode()
    assert "Ce n’est pas la version qu’on lit" not in now
    assert client.get("/profils-emploi/redaction/versions/3/").status_code == 404
    assert client_of(cast.gisele).get("/profils-emploi/redaction/versions/3/").status_code == 200
    assert client.get("/profils-emploi/redaction/versions/4/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same(cast: Cast, client_of, django_assert_num_queries, number: int) -> None:
    profile = JobProfileFactory()
    for at in range(1, number + 1):
        ProfileVersionFactory(profile=profile, number=at, state=VersionState.RETIRED)
    last = ProfileVersionFactory(profile=profile, number=9)
    client = client_of(cast.amina)
    for url, queries in (
        (reverse("job_profiles:profile-history", args=[profile.key]), HISTORY_QUERIES),
        (last.get_absolute_url(), VERSION_QUERIES),
    ):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)
