"""The API of approved descriptions: nobody signs in, nothing unapproved leaves, lists go by key, answers carry an ETag."""

import itertools

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis import openapi as schemathesis_openapi

from core.limits import spend
from job_profiles.enums import VersionState
from tests.factories.descriptions import whole_version
from tests.factories.job_profiles import ProfileVersionFactory

pytestmark = pytest.mark.django_db


def test_the_version_that_counts(client) -> None:
    whole_version()

    found = client.get("/api/v1/profils/contenu")

    assert found.status_code == 200
    assert found.json()["title"] == {"fr": "Conseillère ou conseiller en contenu", "en": "Content advisor"}
    assert [needed["level"] for needed in found.json()["competencies"]] == [3, 2]
    assert found["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.PROPOSAL, VersionState.CONSULTATION])
def test_what_is_not_approved_does_not_exist(client, state) -> None:
    version = ProfileVersionFactory(state=state)
    key = version.profile.key

    assert client.get("/api/v1/profils").json() == {"items": [], "next": ""}
    for url in (f"/api/v1/profils/{key}", f"/api/v1/profils/{key}/versions", f"/api/v1/profils/{key}/versions/1"):
        answer = client.get(url)
        assert (answer.status_code, answer.json()) == (
            404,
            {"detail": "Aucune version approuvée ne porte cette clé ou ce numéro."},
        )


def test_lists_go_by_key(client) -> None:
    for key in ("alpha", "beta", "gamma"):
        whole_version(key=key)

    first = client.get("/api/v1/profils?limite=2").json()
    second = client.get(f"/api/v1/profils?limite=2&apres={first['next']}").json()

    assert [row["key"] for row in first["items"]] == ["alpha", "beta"]
    assert [row["key"] for row in second["items"]] == ["gamma"]
    assert (first["next"], second["next"]) == ("beta", "")


def test_an_answer_that_one_has_is_not_sent_again(client) -> None:
    whole_version()
    first = client.get("/api/v1/profils/contenu")

    again = client.get("/api/v1/profils/contenu", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_the_list_costs_the_same_at_one_and_three(client, django_assert_num_queries) -> None:
    whole_version(key="alpha")
    client.get("/api/v1/profils")
    with django_assert_num_queries(2):
        client.get("/api/v1/profils")
    whole_version(key="beta")
    whole_version(key="gamma")
    with django_assert_num_queries(2):
        client.get("/api/v1/profils")


def test_who_calls_too_often_waits(client) -> None:
    for _call in range(600):
        spend("api", "10.2.0.1", limit=600, seconds=600)
    answer = client.get("/api/v1/profils", REMOTE_ADDR="10.2.0.1")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_an_installation_may_close_it(client, cast, client_of, settings) -> None:
    settings.API_PUBLIC = False

    assert client.get("/api/v1/profils").status_code == 401
    assert client_of(cast.amina).get("/api/v1/profils").status_code == 200


def from_many_places(application):
    """Each call from an address of its own: together they are more than one visitor may make."""
    places = itertools.count()

    def call(environ, start_response):
        number = next(places)
        return application(environ | {"REMOTE_ADDR": f"10.1.{number // 250}.{number % 250}"}, start_response)

    return call


@pytest.fixture
def described(db):
    """The API's own description, with three approved profiles behind it."""
    for key in ("alpha", "beta"):
        whole_version(key=key)
    whole_version(VersionState.RETIRED, key="gamma")
    # As Django's own test client does: the connection is the test's, not the request's.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield schemathesis_openapi.from_wsgi("/api/v1/openapi.json", from_many_places(get_wsgi_application()))
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


OPERATIONS = ["familles", "profils", "profil", "versions", "version", "version_json_ld"]


def test_the_description_names_every_operation(described) -> None:
    found = {result.ok().definition.raw["operationId"] for result in described.get_all_operations()}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_api_keeps_to_its_description(described, name) -> None:
    """Made-up calls, good and bad: the answers are those that the description promises, and never an error of ours."""
    operation = described.find_operation_by_id(name)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def call(case) -> None:
        case.call_and_validate()

    call()


KNOWN = [
    ("familles", {}),
    ("profils", {}),
    ("profil", {"key": "alpha"}),
    ("profil", {"key": "gamma"}),
    ("versions", {"key": "beta"}),
    ("version", {"key": "alpha", "number": 1}),
    ("version_json_ld", {"key": "alpha", "number": 1}),
]


@pytest.mark.parametrize(("name", "place"), KNOWN)
def test_what_exists_answers_as_described(described, name, place) -> None:
    case = described.find_operation_by_id(name).Case(path_parameters=place)
    assert case.call_and_validate().status_code == 200
