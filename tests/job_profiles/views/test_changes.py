"""« Proposer une modification » : the form, the public list, the answer, the limit."""

import pytest
from django.urls import reverse

from job_profiles.actions import changes
from job_profiles.models import ChangeProposal
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SAID = {"article": "mission", "body": "Autrement.", "reason": "Plus clair."}


@pytest.fixture
def url(complete):
    return reverse("job_profiles:change-create", args=[complete.profile.key])


def test_a_member_proposes_and_every_member_reads_it(cast, client_of, complete, url):
    sent = client_of(cast.amina).post(url, SAID)
    change = ChangeProposal.objects.get()
    assert (sent.status_code, sent.url) == (303, reverse("job_profiles:change-detail", args=[change.pk]))
    assert (change.version, change.article, change.author) == (complete, "mission", cast.amina)
    assert "Autrement." in client_of(cast.bruno).get(reverse("job_profiles:change-list")).content.decode()


def test_what_is_missing_is_said_and_the_text_stays(cast, client_of, url):
    response = client_of(cast.amina).post(url, SAID | {"reason": ""})
    assert response.status_code == 422
    assert "Autrement." in response.content.decode()


def test_ten_an_hour(cast, client_of, url):
    client = client_of(cast.amina)
    assert [client.post(url, SAID).status_code for _time in range(11)] == [303] * 10 + [429]


def test_the_owner_answers_on_its_page(cast, client_of, complete):
    change = changes.propose(by=cast.amina, version=complete, at=NOW, **SAID)
    page = reverse("job_profiles:change-detail", args=[change.pk])
    assert client_of(cast.lea).post(page, {"answer": "", "suite": "retenir"}).status_code == 422
    assert client_of(cast.lea).post(page, {"answer": "Bonne idée.", "suite": "retenir"}).status_code == 303
    assert "Bonne idée." in client_of(cast.bruno).get(page).content.decode()
    kept = client_of(cast.bruno).get(reverse("job_profiles:change-list") + "?etat=accepted").content.decode()
    assert "Autrement." in kept
    assert "Autrement." not in client_of(cast.bruno).get(reverse("job_profiles:change-list") + "?a=moi").content.decode()


QUERIES = 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(cast, client_of, complete, number, django_assert_num_queries):
    for _time in range(number):
        changes.propose(by=cast.amina, version=complete, at=NOW, **SAID)
    client, url = client_of(cast.bruno), reverse("job_profiles:change-list")
    client.get(url)
    with django_assert_num_queries(QUERIES):
        assert client.get(url).status_code == 200
