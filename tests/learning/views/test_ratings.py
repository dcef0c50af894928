"""Pages of invited ratings: asking, the rater's form with and without JavaScript, who reads what."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.actions import ratings
from learning.enums import RatingState
from learning.models import RatedStatement, RatingRequest
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LIST = "/apprentissage/diagnostic/avis/"


def posted(run, **values):
    due_on = timezone.localdate() + dt.timedelta(days=14)
    chosen = list(run.targets.values_list("competency", flat=True)[:2])
    return {"due_on": due_on.isoformat(), "targets": chosen, "message": "Merci!"} | values


@pytest.fixture
def asked(diagnosed, cast):
    return ratings.ask_for_ratings(
        by=cast.bruno, managers=[cast.jules], peers=[cast.amina], due_on=timezone.localdate() + dt.timedelta(days=14),
        targets=list(diagnosed.targets.select_related("run", "competency")), at=timezone.now(),
    )  # fmt: skip


def marked(request, mark="observed", **values):
    return {f"enonce-{row.pk}": mark for row in RatedStatement.objects.filter(request=request)} | values


def test_what_is_open_is_ticked_and_the_line_is_offered(cast, client_of, diagnosed):
    page = client_of(cast.bruno).get(reverse("learning:rating-ask")).content.decode()
    boxes = [part.split(">")[0] for part in page.split('name="targets"')[1:]]
    assert ["checked" in box for box in boxes] == [True, True, False]
    assert cast.jules.name in page


def test_asked_by_name_and_told(cast, client_of, diagnosed, deliver):
    peer = f"{cast.amina.name} ({cast.amina.organisation.acronym})"
    data = posted(diagnosed, managers=[cast.jules.pk], peer_1_stand_in=peer)
    response = client_of(cast.bruno).post(reverse("learning:rating-ask"), data)
    assert (response.status_code, response.url) == (303, LIST)
    deliver()
    rows = RatingRequest.objects.order_by("pk")
    assert [(row.rater.given_name, row.kind, row.message, row.statements.count()) for row in rows] == [
        ("Jules", "manager", "Merci!", 6), ("Amina", "peer", "Merci!", 6),
    ]  # fmt: skip
    notice = cast.amina.notifications.get()
    assert (notice.kind, notice.url) == ("learning.rating_asked", f"{LIST}{rows[1].pk}/")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"peer_2_stand_in": "Personne Inconnue"}, "peer_2_stand_in", "Personne de ce nom dans le réseau"),
        ({"peer_1_stand_in": "Jules"}, "peer_1_stand_in", "Personne de ce nom"),
        ({}, "peer_1_stand_in", "Choisissez au moins une personne."),
        ({"targets": []}, "targets", "Choisissez au moins une compétence."),
        ({"due_on": "2020-01-01", "peer_1_stand_in": "amina@exemple.test"}, "peer_1_stand_in", "Personne de ce nom"),
    ],
)
def test_a_refusal_keeps_what_was_typed(cast, client_of, diagnosed, values, field, words):
    response = client_of(cast.bruno).post(reverse("learning:rating-ask"), posted(diagnosed, **values))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Merci!" in page and f'id="id_{field}_error"' in page and words in page
    assert not RatingRequest.objects.exists()


def test_the_rater_reads_purpose_and_readers_then_sends_without_scripts(cast, client_of, asked):
    client = client_of(cast.jules)
    url = reverse("learning:rating-answer", args=[asked[0].pk])
    page = client.get(url).content.decode()
    assert "lira votre avis, avec votre nom" in page and "jamais à l’évaluation du rendement" in page
    some = dict(list(marked(asked[0]).items())[:1])
    assert client.post(url, some | {"suite": "enregistrer"}).status_code == 303
    refused = client.post(url, some | {"suite": "envoyer"})
    assert refused.status_code == 422 and refused.content.decode().count("field-error") == 8
    assert client.post(url, marked(asked[0], suite="envoyer")).status_code == 303
    assert "Retirer mon avis" in client.get(url).content.decode()
    assert client.post(url, marked(asked[0], suite="envoyer")).status_code == 403


def test_kept_as_one_goes(cast, client_of, asked):
    client = client_of(cast.amina, hx_request="true")
    some = dict(list(marked(asked[1], "not").items())[:2])
    response = client.post(reverse("learning:rating-answer", args=[asked[1].pk]), some)
    assert response.status_code == 200 and "2 sur 9" in response.content.decode()
    assert list(RatedStatement.objects.filter(request=asked[1], marked=True).values_list("observed", flat=True)) == [
        False, False,
    ]  # fmt: skip
    page = client_of(cast.amina).get(reverse("learning:rating-answer", args=[asked[1].pk])).content.decode()
    assert "ne lira pas votre avis seul" in page and page.count(" checked") == 2


def test_a_managers_rating_is_read_by_name_and_a_peers_by_nobody(cast, client_of, asked):
    for one in asked:
        ratings.give_rating(
            by=one.rater, request=one, marks={row.pk: "observed" for row in one.statements.all()}, at=timezone.now()
        )
    client = client_of(cast.bruno)
    assert "L’avis de Jules" in client.get(reverse("learning:rating-detail", args=[asked[0].pk])).content.decode()
    assert client.get(reverse("learning:rating-detail", args=[asked[1].pk])).status_code == 404
    page = client.get(LIST).content.decode()
    assert "Encore 2 avis" in page and reverse("learning:rating-detail", args=[asked[1].pk]) not in page
    assert client_of(cast.jules).get(reverse("learning:rating-detail", args=[asked[0].pk])).status_code == 404


def test_nothing_tells_which_peer_has_answered(cast, client_of, asked):
    """The lines of peers are the same before and after; only the count moves."""
    client = client_of(cast.bruno)

    def lines():
        part = client.get(LIST).content.decode().split('id="pairs"')[1].split("<ul")[1].split("</ul>")[0]
        return re.sub(r'value="[^"]*"', "", part)

    before = lines()
    one = asked[1]
    ratings.give_rating(by=one.rater, request=one, marks={row.pk: "not" for row in one.statements.all()}, at=timezone.now())
    assert "button" in before and lines() == before


def test_declined_or_withdrawn_it_vanishes(cast, client_of, asked, deliver):
    deliver()
    assert client_of(cast.amina).post(reverse("learning:rating-decline", args=[asked[1].pk])).status_code == 303
    assert client_of(cast.bruno).post(reverse("learning:rating-withdraw", args=[asked[0].pk])).status_code == 303
    deliver()
    assert client_of(cast.jules).get(reverse("learning:rating-answer", args=[asked[0].pk])).status_code == 404
    assert list(RatingRequest.objects.order_by("pk").values_list("state", flat=True)) == [
        RatingState.WITHDRAWN, RatingState.DECLINED,
    ]  # fmt: skip
    assert not cast.amina.notifications.exists() and not cast.jules.notifications.exists()


def test_without_a_diagnostic_one_is_told_what_comes_first(cast, client_of):
    assert client_of(cast.hugo).get(reverse("learning:rating-ask")).status_code == 403
    page = client_of(cast.hugo).get(LIST).content.decode()
    assert "Rien ne vous est demandé" in page and "Demander des avis" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(cast, client_of, diagnosed, django_assert_num_queries, number):
    targets = list(diagnosed.targets.select_related("run", "competency"))
    ratings.ask_for_ratings(
        by=cast.bruno, managers=[cast.jules], peers=PersonFactory.create_batch(number), targets=targets,
        due_on=timezone.localdate() + dt.timedelta(days=9), at=timezone.now(),
    )  # fmt: skip
    client = client_of(cast.bruno)
    client.get(LIST)
    with django_assert_num_queries(12):
        assert client.get(LIST).status_code == 200
