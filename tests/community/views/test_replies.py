"""Answering: with and without JavaScript, what is kept when a text is refused, what is new, live lines."""

import re

import pytest

from activity.queries.live import read_token
from community.actions import replies, spaces, threads
from community.models import Reply, ThreadRead
from tests.cast import NOW

HTMX = {"HX-Request": "true"}


def url(thread, end=""):
    return f"/communaute/fils/{thread.pk}/{end}"


def test_answering_without_javascript(cast, ask, client_of):
    thread = ask()
    client = client_of(cast.bruno)
    response = client.post(url(thread, "reponses/"), {"body": "Une liste.", "language": "fr"})
    reply = Reply.objects.get()
    assert (response.status_code, response["Location"]) == (303, url(thread, f"?reponse={reply.pk}#reponse-{reply.pk}"))
    assert "Une liste." in client.get(response["Location"]).content.decode()


def test_an_answer_by_htmx_brings_what_came_meanwhile(cast, ask, client_of):
    thread = ask()
    seen = replies.post_reply(by=cast.chloe, thread=thread, body="Déjà vue.", at=NOW)
    replies.post_reply(by=cast.chloe, thread=thread, body="Venue entretemps.", at=NOW)
    response = client_of(cast.bruno).post(url(thread, "reponses/"), {"body": "La mienne.", "dernier": seen.pk}, headers=HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Déjà vue." not in html
    assert html.index("Venue entretemps.") < html.index("La mienne.")
    mine = Reply.objects.get(body="La mienne.")
    assert f'name="dernier" value="{mine.pk}"' in html
    assert f'id="reponse-{mine.pk}" tabindex="-1" autofocus' in html


def test_far_from_the_end_one_is_taken_to_ones_answer(cast, ask, client_of):
    thread = ask()
    for number in range(60):
        replies.post_reply(by=cast.chloe, thread=thread, body=f"Réponse {number}", at=NOW)
    response = client_of(cast.bruno).post(url(thread, "reponses/"), {"body": "La mienne."}, headers=HTMX)
    reply = Reply.objects.get(author=cast.bruno)
    assert (response.status_code, response["HX-Redirect"]) == (204, reply.get_absolute_url())
    page = client_of(cast.bruno).get(response["HX-Redirect"]).content.decode()
    assert "La mienne." in page
    assert "Réponses plus anciennes" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refused_answer_keeps_its_text(cast, ask, client_of, headers):
    body = "x" * 20_001
    response = client_of(cast.bruno).post(url(ask(), "reponses/"), {"body": body}, headers=headers)
    assert response.status_code == 422
    assert body in response.content.decode()


def test_a_thread_closed_meanwhile_gives_the_text_back(cast, ask, client_of):
    thread = ask()
    threads.close_thread(by=cast.chloe, thread=thread, closed=True, at=NOW)
    response = client_of(cast.bruno).post(url(thread, "reponses/"), {"body": "Mon long texte."})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Mon long texte." in html
    assert "Ce fil est fermé" in html


def test_a_thread_deleted_meanwhile_gives_the_text_back(cast, ask, client_of):
    thread = ask()
    threads.delete_thread(by=cast.amina, thread=thread, at=NOW)
    response = client_of(cast.bruno).post(url(thread, "reponses/"), {"body": "Mon long texte."})
    assert response.status_code == 404
    assert "Mon long texte." in response.content.decode()


def test_a_space_closed_meanwhile_gives_the_text_back_and_nothing_else(cast, world, ask, client_of):
    thread = ask(title="Titre secret")
    spaces.edit_space(by=cast.chloe, space=world.open, access="hidden", at=NOW)
    response = client_of(cast.david).post(url(thread, "reponses/"), {"body": "Mon long texte."})
    html = response.content.decode()
    assert (response.status_code, "Mon long texte." in html, "Titre secret" in html) == (404, True, False)


def test_twenty_posts_in_ten_minutes_then_the_text_waits(cast, ask, client_of):
    thread, client = ask(), client_of(cast.bruno)
    for number in range(20):
        assert client.post(url(thread, "reponses/"), {"body": f"Réponse {number}"}).status_code == 303
    response = client.post(url(thread, "reponses/"), {"body": "La vingt et unième."})
    html = response.content.decode()
    assert response.status_code == 429
    assert "La vingt et unième." in html
    assert "votre texte est gardé" in html


def test_a_reader_who_may_not_write_is_invited(cast, ask, client_of):
    html = client_of(cast.david).get(url(ask())).content.decode()
    assert "pour répondre" in html
    assert 'id="reply-form"' not in html


def test_a_deleted_reply_keeps_its_place_without_its_text(cast, ask, client_of):
    thread = ask()
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Erreur de ma part.", at=NOW)
    client = client_of(cast.bruno)
    assert client.post(f"/communaute/reponses/{reply.pk}/supprimer/").status_code == 303
    html = client.get(url(thread)).content.decode()
    assert "Erreur de ma part." not in html
    assert "Cette réponse a été supprimée." in html
    assert client.get(f"/communaute/reponses/{reply.pk}/historique/").status_code == 404
    assert client.post(f"/communaute/reponses/{reply.pk}/retablir/").status_code == 303
    assert "Erreur de ma part." in client.get(url(thread)).content.decode()


def test_editing_a_reply(cast, ask, client_of):
    reply = replies.post_reply(by=cast.bruno, thread=ask(), body="Avant.", at=NOW)
    address = f"/communaute/reponses/{reply.pk}/modifier/"
    assert client_of(cast.amina).get(address).status_code == 403
    assert "Avant." in client_of(cast.bruno).get(address).content.decode()
    assert client_of(cast.bruno).post(address, {"body": ""}).status_code == 422
    assert client_of(cast.bruno).post(address, {"body": "Après."}).status_code == 303
    assert Reply.objects.get().body == "Après."


def test_what_is_new_is_marked_until_it_is_read(cast, ask, client_of):
    thread = ask()
    client = client_of(cast.amina)
    assert "Nouveau depuis" not in client.get(url(thread)).content.decode()
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    html = client.get(url(thread)).content.decode()
    assert "Nouveau depuis votre dernière visite" in html
    assert 'href="#nouveau"' in html
    assert client.post(url(thread, "lu/"), {"jusqua": reply.pk}).status_code == 204
    assert "Nouveau depuis" not in client.get(url(thread)).content.decode()
    assert ThreadRead.objects.get(person=cast.amina).last_reply_id == reply.pk


def test_a_get_marks_nothing(cast, ask, client_of):
    thread = ask()
    client_of(cast.bruno).get(url(thread))
    assert not ThreadRead.objects.filter(person=cast.bruno).exists()


def test_the_line_of_news_counts_what_others_wrote_and_its_press_brings_it(cast, ask, client_of):
    thread = ask()
    first = replies.post_reply(by=cast.chloe, thread=thread, body="Vue.", at=NOW)
    client = client_of(cast.amina)
    assert client.get(url(thread, f"nouvelles/?depuis={first.pk}"), headers=HTMX).content.decode().strip() == ""
    replies.post_reply(by=cast.amina, thread=thread, body="La mienne.", at=NOW)
    for body in ("Deux.", "Trois."):
        replies.post_reply(by=cast.bruno, thread=thread, body=body, at=NOW)
    line = client.get(url(thread, f"nouvelles/?depuis={first.pk}"), headers=HTMX).content.decode()
    assert "2 nouvelles réponses" in line
    assert f"depuis/?apres={first.pk}" in line
    brought = client.get(url(thread, f"depuis/?apres={first.pk}"), headers=HTMX).content.decode()
    assert [body in brought for body in ("Vue.", "La mienne.", "Deux.", "Trois.")] == [False, True, True, True]
    assert client.get(url(thread, f"depuis/?apres={first.pk}"))["Location"] == url(thread, f"?apres={first.pk}")


def test_the_page_declares_its_live_topic(cast, ask, client_of):
    thread = ask()
    html = client_of(cast.bruno).get(url(thread)).content.decode()
    token = read_token(re.search(r'data-live-topic="([^"]+)" data-live-url="/communaute/fils', html)[1])
    assert (token.person_id, list(token.topics)) == (cast.bruno.pk, [f"thread:{thread.pk}"])
