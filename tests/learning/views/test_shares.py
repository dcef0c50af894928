"""Sharing through the pages: the form, its refusals, what the receiver opens, what its owner then reads."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from competencies.models import Estimate
from people.models import AccessEntry, Grant
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, finished_run, switch_on
from tests.factories.people import PersonFactory


def estimates(person):
    return list(Estimate.objects.filter(person=person, newest=True).order_by("competency__order"))


def post(client, run, items, name, days=20):
    until = timezone.localdate() + dt.timedelta(days=days)
    data = {"items": [one.pk for one in items], "grantee": name, "until": until.isoformat()}
    return client.post(reverse("learning:share-create", args=[run.pk]), data)


def test_several_at_once_with_one_person(client_of, cast, diagnosed):
    two = estimates(cast.bruno)[:2]

    answer = post(client_of(cast.bruno), diagnosed, two, cast.esther.name)

    assert (answer.status_code, answer["Location"]) == (303, reverse("learning:share-list"))
    given = Grant.objects.order_by("pk")
    assert [(grant.grantee, grant.object_id) for grant in given] == [(cast.esther, one.pk) for one in two]


def test_the_manager_is_refused_beside_the_field_and_the_sheet_is_offered(client_of, cast, diagnosed):
    answer = post(client_of(cast.bruno), diagnosed, estimates(cast.bruno), cast.jules.name)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "est dans votre ligne hiérarchique" in page
    assert reverse("learning:talk-sheet-edit", args=[diagnosed.pk]) in page
    assert f'value="{cast.jules.name}"' in page
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("name", "items", "days", "words"),
    [
        ("", True, 20, "Dites avec qui"),
        ("Personne Inconnue", True, 20, "Personne de ce nom"),
        ("esther", False, 20, "Cochez au moins un élément"),
        ("esther", True, 400, "dans un an"),
        ("esther", True, -1, "dans un an"),
    ],
)
def test_what_is_wrong_is_said_next_to_it(client_of, cast, diagnosed, name, items, days, words):
    who = cast.esther.name if name == "esther" else name
    answer = post(client_of(cast.bruno), diagnosed, estimates(cast.bruno) if items else [], who, days)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Grant.objects.exists()


def test_an_item_of_another_cannot_be_ticked(client_of, cast, diagnosed):
    finished_run(cast.amina, {CompetencyFactory(): CLEARLY_MET})
    answer = post(client_of(cast.bruno), diagnosed, estimates(cast.amina), cast.esther.name)
    assert answer.status_code == 422
    assert not Grant.objects.exists()


def test_esther_sees_exactly_that_and_bruno_sees_that_she_looked(client_of, cast, competencies, diagnosed):
    post(client_of(cast.bruno), diagnosed, estimates(cast.bruno)[:1], cast.esther.name)
    client = client_of(cast.esther)

    assert competencies[0].name_fr not in client.get(reverse("learning:shared-list")).content.decode()
    page = client.get(reverse("learning:shared-detail", args=[cast.bruno.pk])).content.decode()

    assert competencies[0].name_fr in page
    assert competencies[1].name_fr not in page
    assert "Vos réponses" not in page
    [entry] = AccessEntry.objects.all()
    assert (entry.person, entry.viewer, entry.what) == (cast.bruno, cast.esther, Grant.objects.get().label)
    assert "a regardé 1 fois" in client_of(cast.bruno).get(reverse("learning:share-list")).content.decode()


def test_taken_back_it_is_closed_at_the_next_click(client_of, cast, diagnosed):
    post(client_of(cast.bruno), diagnosed, estimates(cast.bruno)[:1], cast.esther.name)
    address = reverse("learning:shared-detail", args=[cast.bruno.pk])
    assert client_of(cast.esther).get(address).status_code == 200

    client_of(cast.bruno).post(reverse("learning:share-revoke", args=[Grant.objects.get().pk]))

    assert client_of(cast.esther).get(address).status_code == 404
    assert AccessEntry.objects.count() == 1


def test_nobody_takes_back_another_s(client_of, cast, diagnosed):
    post(client_of(cast.bruno), diagnosed, estimates(cast.bruno)[:1], cast.esther.name)
    for person in (cast.esther, cast.jules, cast.olga):
        address = reverse("learning:share-revoke", args=[Grant.objects.get().pk])
        assert client_of(person).post(address).status_code == 404
    assert Grant.objects.get().revoked_at is None


@pytest.mark.parametrize("number", [1, 3])
def test_what_others_share_costs_the_same(client_of, cast, django_assert_num_queries, number):
    for _ in range(number):
        person = PersonFactory()
        switch_on(person)
        run = finished_run(person, {CompetencyFactory(): CLEARLY_MET, CompetencyFactory(): CLEARLY_MET}, at=timezone.now())
        post(client_of(person), run, estimates(person), cast.esther.user.email)
    client = client_of(cast.esther)
    client.get(reverse("learning:shared-list"))
    with django_assert_num_queries(10):
        page = client.get(reverse("learning:shared-list"))
    assert len(page.context["received"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_what_one_shares_costs_the_same(client_of, cast, diagnosed, django_assert_num_queries, number):
    for grantee in (cast.esther, cast.karim, cast.lea)[:number]:
        post(client_of(cast.bruno), diagnosed, estimates(cast.bruno)[:1], grantee.name)
    client = client_of(cast.bruno)
    client.get(reverse("learning:share-list"))
    with django_assert_num_queries(5):
        page = client.get(reverse("learning:share-list"))
    assert len(page.context["given"]) == number
