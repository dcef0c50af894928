"""Pages of questions: what was asked already, helping out, what one missed, muted people."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from activity.actions import subscriptions
from activity.models import Subscription
from community.actions import offers, replies, routing
from community.models import QuestionOffer, RoutingProfile, Thread, ThreadRead
from community.queries.routing import PURPOSE
from core.search import rebuild
from people.queries.consents import purposes
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory, LevelFactory

HTMX = {"HX-Request": "true"}
NEW = "/communaute/fils/nouveau/"
HELP = "/communaute/aider/"
MISSED = "/communaute/rattrapage/"


def text(response):
    return response.content.decode()


@pytest.fixture
def indexed(ask):
    thread = ask(title="Sous-titrer une vidéo de formation")
    rebuild("thread")
    return thread


def test_what_was_asked_shows_while_one_types(cast, world, indexed, client_of):
    client = client_of(cast.bruno)
    page = client.get(NEW)
    assert 'hx-post="/communaute/fils/semblables/"' in text(page)
    found = client.post("/communaute/fils/semblables/", {"title": "sous-titrer une vidéo"}, headers=HTMX)
    assert (found.status_code, indexed.title in text(found), "Moi aussi" in text(found)) == (200, True, True)
    followed = client.post(f"/communaute/fils/{indexed.pk}/suivre/?depuis=semblables", {"suivre": "1"}, headers=HTMX)
    assert "Vous la suivez" in text(followed)


def test_without_javascript_it_shows_on_asking_and_on_a_refusal(cast, world, indexed, client_of):
    client = client_of(cast.bruno)
    typed = {"kind": "question", "space": world.open.pk, "title": "Sous-titrer une vidéo", "body": ""}
    looked = client.post(NEW, {**typed, "chercher": "1"})
    assert (looked.status_code, indexed.title in text(looked)) == (200, True)
    assert 'value="Sous-titrer une vidéo"' in text(looked)
    assert "Écrivez quelque chose" not in text(looked)
    refused = client.post(NEW, typed)
    assert (refused.status_code, indexed.title in text(refused)) == (422, True)
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("title", ["", " ", "x" * 5000, "<script>alert(1)</script> <b>gras</b>", "' OR 1=1 -- &|!():*\\"])
def test_whatever_is_typed_is_answered(cast, world, client_of, title):
    assert client_of(cast.bruno).post("/communaute/fils/semblables/", {"title": title}).status_code == 200


def test_helping_out_from_the_notice_to_the_answer(cast, world, client_of, ask):
    for rank in (1, 2, 3, 4):
        LevelFactory(rank=rank)
    skill = CompetencyFactory()
    client = client_of(cast.bruno)
    page = client.get(HELP)
    assert "profilage" in text(page)
    version = purposes[PURPOSE].version
    assert client.post(f"{HELP}choix/", {"choix": "oui", "version": version}).status_code == 303
    saved = client.post(HELP, {"weekly_cap": "3", "paused_until": "", f"niveau-{skill.code}": "4"})
    assert saved.status_code == 303
    profile = RoutingProfile.objects.get()
    assert [(one.competency, one.level) for one in profile.competencies.all()] == [(skill, 4)]
    thread = ask(competency_codes=[skill.code])
    offers.start(thread_id=thread.pk, at=timezone.now())
    offers.run_wave(thread_id=thread.pk, at=timezone.now())
    assert "Vous avez partagé la compétence" in text(client.get(HELP))
    assert "On vous propose cette question" in text(client.get(thread.get_absolute_url()))
    asker = text(client_of(cast.amina).get(thread.get_absolute_url()))
    assert "Proposée à 1 personne" in asker
    assert "sans réponse, on cherchera plus largement" in asker
    answer = f"{HELP}questions/{thread.pk}/"
    assert client_of(cast.chloe).post(answer, {"reponse": "oui"}).status_code == 404
    assert client.post(answer, {"reponse": "peut-être"}).status_code == 403
    assert client.post(answer, {"reponse": "pas-cette-fois"}).status_code == 303
    assert f'data-toast-undo="{answer}?annuler=1"' in client.get(HELP).content.decode()
    assert client.post(f"{answer}?annuler=1").status_code == 303
    assert client.post(answer, {"reponse": "oui"})["Location"].endswith("#repondre")
    assert "réponse promise ou donnée par" in text(client_of(cast.amina).get(thread.get_absolute_url()))
    assert "Proposée à" not in text(client_of(cast.chloe).get(thread.get_absolute_url()))


@pytest.mark.parametrize(
    ("field", "value"), [("weekly_cap", "11"), ("weekly_cap", ""), ("paused_until", "hier"), ("paused_until", "2001-01-01")]
)
def test_settings_that_cannot_be_stay_in_the_form(cast, client_of, field, value):
    routing.switch_on(by=cast.bruno, version=purposes[PURPOSE].version, at=NOW)
    response = client_of(cast.bruno).post(HELP, {"weekly_cap": "2", "paused_until": "", field: value})
    assert (response.status_code, "field-error" in text(response)) == (422, True)


def test_settings_before_the_consent_are_refused(cast, client_of):
    assert client_of(cast.bruno).post(HELP, {"weekly_cap": "2"}).status_code == 403
    assert not QuestionOffer.objects.exists()


def test_what_one_missed_is_marked_and_undone(cast, world, ask, client_of):
    ask(by=cast.chloe, at=timezone.now() - dt.timedelta(hours=2))
    client = client_of(cast.bruno)
    page = text(client.get(MISSED))
    until = re.search(r'name="jusqua" value="(\d+)"', page)
    assert until is not None
    done = client.post(f"{MISSED}lu/", {"periode": "7", "espace": "", "jusqua": until[1]}, follow=True)
    assert "Vous n’avez rien manqué" in text(done)
    undo = re.search(r'"(/communaute/rattrapage/annuler/\?le=\d+)"', text(done))
    assert undo is not None
    assert "Comment décrire une carte" in text(client.post(undo[1], follow=True))
    assert not ThreadRead.objects.filter(person=cast.bruno).exists()


@pytest.mark.parametrize("query", ["?periode=x", "?espace=nulle-part", "?avant=faux", "?periode=30&espace=espace-open"])
def test_a_strange_address_is_a_page_all_the_same(cast, world, client_of, query):
    assert client_of(cast.bruno).get(MISSED + query).status_code == 200


@pytest.mark.parametrize("moment", ["", "abc", "-1", "9" * 40])
def test_an_undoing_that_was_made_up(cast, client_of, moment):
    assert client_of(cast.bruno).post(f"{MISSED}annuler/?le={moment}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_what_one_missed_costs_the_same(cast, world, ask, client_of, django_assert_num_queries, number):
    for one in range(number):
        ask(title=f"Fil {one}", body=f"Corps {one}.", by=cast.chloe, at=timezone.now())
    client = client_of(cast.bruno)
    client.get(MISSED)
    with django_assert_num_queries(4):
        client.get(MISSED)


def test_posts_of_a_muted_person_are_folded_up(cast, world, ask, client_of):
    thread = ask(by=cast.chloe)
    replies.post_reply(by=cast.chloe, thread=thread, body="Encore.", at=NOW)
    subscriptions.mute(person=cast.bruno, target=cast.chloe, at=NOW)
    assert text(client_of(cast.bruno).get(thread.get_absolute_url())).count("mis en sourdine") == 2
    assert "mis en sourdine" not in text(client_of(cast.amina).get(thread.get_absolute_url()))
    assert Subscription.objects.get(person=cast.bruno, object_id=cast.chloe.pk).level == "none"


def test_it_helped_me_too(cast, world, ask, client_of):
    thread = ask()
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Ainsi.", at=NOW)
    url = f"/communaute/reponses/{reply.pk}/reaction/"
    assert client_of(cast.bruno).post(url, {"reaction": "helped"}).status_code == 403
    pressed = client_of(cast.david).post(url, {"reaction": "helped"}, headers=HTMX)
    assert 'value="-helped" aria-pressed="true"' in text(pressed)
    thread.refresh_from_db()
    assert thread.useful_at == reply.created_at
    client_of(cast.david).post(url, {"reaction": "-helped"})
    thread.refresh_from_db()
    assert thread.useful_at is None


def test_nothing_helps_in_a_discussion(cast, world, ask, client_of):
    thread = ask(kind="discussion")
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Ainsi.", at=NOW)
    response = client_of(cast.david).post(f"/communaute/reponses/{reply.pk}/reaction/", {"reaction": "helped"})
    assert response.status_code == 403
    assert "M’a aidé aussi" not in text(client_of(cast.david).get(thread.get_absolute_url()))
