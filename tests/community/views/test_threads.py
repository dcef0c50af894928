"""Pages of threads: who gets which status, what is kept when a text is refused, fragments, no JavaScript needed."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from activity.models import Bookmark
from community.actions import replies, threads
from community.models import PostRevision, Thread
from tests.cast import NOW

HTMX = {"HX-Request": "true"}


def url(thread, end=""):
    return f"/communaute/fils/{thread.pk}/{end}"


@pytest.mark.parametrize(
    ("access", "who", "status"),
    [
        ("open", "david", 200), ("open", "bruno", 200), ("request", "david", 404), ("request", "bruno", 200),
        ("hidden", "david", 404), ("hidden", "bruno", 200),
    ],
)  # fmt: skip
def test_who_reads_a_thread(cast, world, ask, client_of, access, who, status):
    client, thread = client_of(getattr(cast, who)), ask(world.of(access))
    assert client.get(url(thread)).status_code == status
    assert client.get(url(thread, "historique/")).status_code == status
    assert client.get(url(thread, "nouvelles/?depuis=0"), headers=HTMX).status_code == status
    assert client.post(url(thread, "lu/"), {"jusqua": "0"}).status_code == (204 if status == 200 else 404)
    assert client.post(url(thread, "suivre/"), {"suivre": "1"}).status_code == (303 if status == 200 else 404)


def test_nobody_is_sent_to_the_door(ask, client_of):
    assert client_of().get(url(ask())).status_code == 302


def test_an_account_without_a_profile_is_refused(db, ask, client_of, cast):
    cast.olga.delete()
    client = client_of()
    client.force_login(cast.olga.user, backend="people.middleware.MemberBackend")
    assert client.get(url(ask())).status_code == 403


def test_asking_without_javascript(cast, world, client_of):
    client = client_of(cast.amina)
    page = client.get("/communaute/fils/nouveau/?espace=espace-open&genre=question")
    assert f'<option value="{world.open.pk}" selected>' in page.content.decode()
    response = client.post(
        "/communaute/fils/nouveau/",
        {
            "kind": "question",
            "space": world.open.pk,
            "title": "Une carte?",
            "body": "Oui.",
            "topics": "Cartes, #Accessibilité",
        },
    )
    thread = Thread.objects.get()
    assert (response.status_code, response["Location"]) == (303, url(thread))
    assert {topic.name for topic in thread.topics.all()} == {"Cartes", "Accessibilité"}
    assert thread.language == "fr"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"body": "  "}, "Écrivez quelque chose avant de publier."),
        ({"body": "é" * 20_001}, "la limite est de 20000"),
        ({"title": "x" * 201}, "200"),
        ({"space": ""}, "Choisissez l’espace où publier."),
        ({"topics": ",".join(f"étiquette {n}" for n in range(12))}, "Gardez au plus 8 étiquettes."),
        ({"body": " ".join(f"@[P{n}](membre:{n})" for n in range(500))}, "Vous mentionnez 500 personnes"),
    ],
)
def test_what_is_refused_stays_in_the_form_with_a_sentence(cast, world, client_of, changes, words):
    values = {
        "kind": "question",
        "space": world.open.pk,
        "title": "Une carte?",
        "body": "Mon long texte.",
        "topics": "Cartes",
    }
    response = client_of(cast.amina).post("/communaute/fils/nouveau/", values | changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    for name, kept in (values | changes).items():
        if name in {"title", "body"} and kept.strip():
            assert kept in html
    assert not Thread.objects.exists()


def test_a_space_one_does_not_write_in_cannot_be_chosen(cast, world, client_of):
    values = {"kind": "question", "space": world.hidden.pk, "title": "T", "body": "Mon texte."}
    response = client_of(cast.david).post("/communaute/fils/nouveau/", values)
    assert response.status_code == 422
    assert "Espace hidden" not in response.content.decode()


def test_editing_is_for_the_author_and_facilitators(cast, ask, client_of):
    thread = ask()
    assert client_of(cast.bruno).get(url(thread, "modifier/")).status_code == 403
    values = {"title": "Mieux dit", "body": "Autre texte.", "topics": ""}
    refused = client_of(cast.bruno).post(url(thread, "modifier/"), values)
    assert (refused.status_code, "Autre texte." in refused.content.decode()) == (403, True)
    client = client_of(cast.amina)
    assert client.get(url(thread, "modifier/")).status_code == 200
    assert client.post(url(thread, "modifier/"), values)["Location"] == url(thread)
    assert PostRevision.objects.count() == 1
    history = client_of(cast.bruno).get(url(thread, "historique/")).content.decode()
    assert "Autre texte." in history
    assert "Elle compte 400 points." in history


def test_deleting_offers_to_undo(cast, ask, client_of):
    thread, client = ask(), client_of(cast.amina)
    assert client_of(cast.bruno).post(url(thread, "supprimer/")).status_code == 403
    response = client.post(url(thread, "supprimer/"), follow=True)
    assert f"/communaute/fils/{thread.pk}/retablir/" in response.content.decode()
    assert client.get(url(thread)).status_code == 404
    assert client_of(cast.bruno).post(url(thread, "retablir/")).status_code == 403
    assert client.post(url(thread, "retablir/")).status_code == 303
    assert client.get(url(thread)).status_code == 200


def test_accepting_puts_the_answer_first(cast, ask, client_of):
    thread = ask()
    replies.post_reply(by=cast.chloe, thread=thread, body="La première venue.", at=NOW)
    best = replies.post_reply(by=cast.bruno, thread=thread, body="La bonne.", at=NOW)
    assert client_of(cast.bruno).post(url(thread, f"accepter/{best.pk}/")).status_code == 403
    assert client_of(cast.amina).post(url(thread, f"accepter/{best.pk}/")).status_code == 303
    html = client_of(cast.david).get(url(thread)).content.decode()
    assert html.index("La bonne.") < html.index("La première venue.")
    assert html.count("La bonne.") == 1
    client_of(cast.amina).post(url(thread, f"accepter/{best.pk}/"), {"retirer": "1"})
    assert Thread.objects.get().accepted is None


def test_closing(cast, ask, client_of):
    thread = ask()
    assert client_of(cast.amina).post(url(thread, "fermer/"), {"fermer": "1"}).status_code == 403
    assert client_of(cast.chloe).post(url(thread, "fermer/"), {"fermer": "1"}).status_code == 303
    assert "Ce fil est fermé" in client_of(cast.bruno).get(url(thread)).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_small_presses(cast, ask, client_of, headers):
    thread, client = ask(), client_of(cast.bruno)
    status = 200 if headers else 303
    assert client.post(url(thread, "suivre/"), {"suivre": "1"}, headers=headers).status_code == status
    assert client.post(url(thread, "signet/"), headers=headers).status_code == status
    assert client.post(url(thread, "reaction/"), {"reaction": "like"}, headers=headers).status_code == status
    thread = Thread.objects.get()
    assert (thread.follower_count, thread.reaction_count, Bookmark.objects.count()) == (2, 1, 1)
    assert client.post(url(thread, "reaction/"), {"reaction": "-like"}, headers=headers).status_code == status
    assert client.post(url(thread, "reaction/"), {"reaction": "haine"}, headers=headers).status_code == 403
    assert Thread.objects.get().reaction_count == 0


def test_the_fragment_after_a_press_is_the_piece_of_the_page(cast, ask, client_of):
    """What htmx puts in and what a reload shows are the same."""
    thread, client = ask(), client_of(cast.bruno)

    def piece(html, key):
        found = re.search(rf'<(form|div) class="[\w ]+" id="{key}".*?</\1>\s*(?=<(?!button|form|input))', html, re.DOTALL)
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", " ".join(found[0].split()))

    fragment = client.post(url(thread, "reaction/"), {"reaction": "thanks"}, headers=HTMX).content.decode() + "<p>"
    page = client.get(url(thread)).content.decode()
    assert piece(fragment, f"reactions-f{thread.pk}") == piece(page, f"reactions-f{thread.pk}")


def test_each_text_says_its_language(cast, ask, client_of):
    thread = ask(language="en", title="A map", body="It has 400 points.")
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", language="fr", at=NOW)
    html = client_of(cast.bruno).get(url(thread)).content.decode()
    assert '<h1 lang="en-CA">A map</h1>' in html
    assert '<div class="prose" lang="fr-CA"><p>Une liste.</p></div>' in html


def test_preview_and_topics(cast, world, client_of):
    client = client_of(cast.amina)
    html = client.post("/communaute/apercu/", {"field": "body", "body": "**Gras** <script>x</script>"}).content.decode()
    assert "<strong>Gras</strong>" in html
    assert "<script>" not in html
    threads.post_thread(
        by=cast.amina, space=world.open, kind="question", title="T", body="B", topic_names=["Cartes", "Formulaires"], at=NOW
    )
    options = client.get("/communaute/etiquettes/", {"topics": "Formulaires, car"}).content.decode()
    assert '<option value="Formulaires, Cartes">' in options


def test_lists_show_what_one_may_read(cast, world, ask, client_of):
    ask(title="Ouverte à tous", at=timezone.now())
    ask(world.request, title="Sur demande", at=timezone.now() - dt.timedelta(minutes=5))
    assert "Sur demande" in client_of(cast.bruno).get("/communaute/fils/?genre=question&etat=sans-reponse").content.decode()
    html = client_of(cast.david).get("/communaute/fils/").content.decode()
    assert "Ouverte à tous" in html
    assert "Sur demande" not in html
    fragment = client_of(cast.david).get("/communaute/fils/", headers=HTMX).content.decode()
    assert fragment.strip().startswith('<div id="thread-list">')


@pytest.mark.parametrize("query", ["?apres=x", "?avant=99999999999999999999999", "?reponse=-1", "?reponse=0", "?apres=%00"])
def test_odd_addresses_are_no_error(cast, ask, client_of, query):
    assert client_of(cast.bruno).get(url(ask()) + query).status_code == 200


def test_methods(cast, ask, client_of):
    thread, client = ask(), client_of(cast.amina)
    for end in ("reponses/", "supprimer/", "suivre/", "lu/", "fermer/", "signet/", "reaction/", "retablir/"):
        assert client.get(url(thread, end)).status_code == 405
    assert client.post(url(thread)).status_code == 405


def test_a_sheet_is_offered_once_there_is_something_to_write_down(cast, ask, client_of):
    question, talk = ask(), ask(title="Une idée", kind="discussion")
    client = client_of(cast.bruno)
    assert "En faire une fiche" not in client.get(question.get_absolute_url()).content.decode()
    assert "En faire une fiche" in client.get(talk.get_absolute_url()).content.decode()
    replies.post_reply(by=cast.bruno, thread=question, body="Ainsi.", at=NOW)
    assert "En faire une fiche" in client.get(question.get_absolute_url()).content.decode()


def test_a_list_is_narrowed_to_words(cast, world, ask, client_of, deliver):
    ask(title="Décrire une carte", body="Elle compte 400 points.")
    other = ask(title="Sous-titrer une entrevue", body="En direct.")
    replies.post_reply(by=cast.bruno, thread=other, body="Avec un logiciel libre.", at=NOW)
    ask(world.hidden, title="Une carte cachée")
    deliver()
    client, space = client_of(cast.david), world.open.get_absolute_url()

    def found(address):
        return re.findall(r"Décrire une carte|Sous-titrer une entrevue|carte cachée", client.get(address, headers=HTMX).text)

    for place in (space, "/communaute/fils/"):
        assert set(found(f"{place}?q=carte")) == {"Décrire une carte"}
        assert set(found(f"{place}?q=logic")) == {"Sous-titrer une entrevue"}
        assert set(found(f"{place}?q=d")) == set(found(f"{place}?q=")) == {"Décrire une carte", "Sous-titrer une entrevue"}
        nothing = client.get(f"{place}?q=zèbre rayé").content.decode()
        assert "Aucun fil ne contient ces mots" in nothing
        assert "/recherche/?q=z%C3%A8bre%20ray%C3%A9" in nothing
    assert set(found(f"{space}?onglet=questions&etat=sans-reponse&q=entrevue")) == set()


def test_a_reply_is_quoted_in_the_form(cast, world, ask, client_of):
    thread = ask()
    row = replies.post_reply(by=cast.bruno, thread=thread, body="Une **liste**\n\nsuffit.", at=NOW)
    client = client_of(cast.amina)
    page = client.get(url(thread)).content.decode()
    assert f'href="?citer={row.pk}#repondre" data-quote="{cast.bruno.name}"' in page
    quoted = client.get(url(thread, f"?citer={row.pk}")).context["form"].initial["body"]
    assert quoted == f"> **{cast.bruno.name}**\xa0: Une liste suffit.\n\n"
    other = ask(title="Ailleurs")
    assert client.get(url(other, f"?citer={row.pk}")).context["form"].initial["body"] == ""
    assert "data-quote" not in client_of(cast.david).get(url(thread)).content.decode()  # who may not answer


def test_asking_in_an_open_space_joins_it(cast, world, client_of):
    client = client_of(cast.david)
    page = client.get(f"/communaute/fils/nouveau/?espace={world.open.slug}")
    groups = dict(page.context["form"].fields["space"].choices[1:])
    assert [words for label, rows in groups.items() if "ouverts" in str(label) for _pk, words in rows] == [world.open.name]
    values = {"kind": "question", "space": world.open.pk, "title": "Qui sait?", "body": "Je débute.", "language": "fr"}
    assert client.post("/communaute/fils/nouveau/", values).status_code == 303
    assert world.open.memberships.filter(person=cast.david).count() == Thread.objects.filter(author=cast.david).count() == 1
    assert "Vous voilà dans" in client.get("/communaute/").content.decode()
    refused = client.post("/communaute/fils/nouveau/", values | {"space": world.request.pk})
    assert (refused.status_code, world.request.memberships.filter(person=cast.david).exists()) == (422, False)


def test_the_kind_of_a_thread_is_changed_and_changed_back(cast, ask, client_of):
    thread = ask(kind="discussion")
    client = client_of(cast.amina)
    assert "En faire une question" in client.get(url(thread)).content.decode()
    assert client.post(url(thread, "genre/?genre=question")).status_code == 303
    page = client.get(url(thread)).content.decode()
    assert f'data-toast-undo="{url(thread, "genre/?genre=discussion")}"' in page
    assert "Question · sans réponse" in page
    assert "En faire une discussion" not in client_of(cast.bruno).get(url(thread)).content.decode()
