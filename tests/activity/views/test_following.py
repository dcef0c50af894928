"""The pages of what one follows and keeps, and the buttons of any page."""

import pytest
from django.template import engines
from django.test import RequestFactory

from activity.actions import bookmarks, collections, subscriptions
from activity.models import Bookmark, Subscription
from activity.queries.targets import sign
from tests.cast import NOW
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_following_by_the_button_and_leaving_off(cast, client_of):
    client = client_of(cast.amina)
    form = {"cible": sign(cast.bruno, cast.amina), "geste": "suivre", "compte": "1", "retour": "/membres/"}
    html = client.post("/notifications/suivre/", form, headers=HTMX).content.decode()
    assert 'aria-pressed="true"' in html
    assert "Suivi · 1" in html
    assert Subscription.objects.get().person == cast.amina
    response = client.post("/notifications/suivre/", form | {"geste": "quitter"})
    assert (response.status_code, response["Location"], Subscription.objects.count()) == (303, "/membres/", 0)


def test_a_target_made_up_or_signed_for_another_is_refused(cast, client_of):
    client = client_of(cast.amina)
    for token in ("", "abc", sign(cast.bruno, cast.chloe)):
        assert client.post("/notifications/suivre/", {"cible": token, "geste": "suivre"}).status_code == 403
    hidden = OrganisationFactory(name="Secret")
    assert client.post("/notifications/suivre/", {"cible": sign(hidden, cast.amina)}).status_code == 403
    assert client.post("/notifications/suivre/", {"cible": sign(cast.amina, cast.amina)}).status_code == 403
    assert Subscription.objects.count() == 0


def test_one_may_leave_off_what_one_sees_no_more(cast, client_of):
    hidden = OrganisationFactory(name="Secret")
    subscriptions.follow(person=cast.amina, target=hidden, at=NOW)
    bookmarks.toggle(person=cast.amina, target=hidden, at=NOW)
    client, token = client_of(cast.amina), sign(hidden, cast.amina)
    assert client.post("/notifications/suivre/", {"cible": token, "geste": "quitter"}).status_code == 303
    assert client.post("/notifications/signets/garder/", {"cible": token}).status_code == 303
    assert (Subscription.objects.count(), Bookmark.objects.count()) == (0, 0)
    assert client.post("/notifications/signets/garder/", {"cible": token}).status_code == 403


def test_the_list_of_what_one_follows(cast, client_of, django_assert_num_queries):
    client = client_of(cast.amina)
    assert "Vous ne suivez rien encore" in client.get("/notifications/abonnements/").content.decode()
    for more in (1, 2):
        for _ in range(more):
            subscriptions.follow(person=cast.amina, target=PersonFactory(), at=NOW)
        client.get("/notifications/abonnements/")
        with django_assert_num_queries(4):
            html = client.get("/notifications/abonnements/").content.decode()
    assert html.count('class="level-form"') == 3


def test_how_much_one_hears(cast, client_of):
    subscriptions.follow(person=cast.amina, target=cast.bruno, at=NOW)
    client, token = client_of(cast.amina), sign(cast.bruno, cast.amina)
    assert client.post("/notifications/abonnements/niveau/", {"cible": token, "niveau": "none"}).status_code == 303
    assert Subscription.objects.get().level == "none"
    assert client.post("/notifications/abonnements/niveau/", {"cible": token, "niveau": "plus"}).status_code == 403


def test_keeping_and_the_list_of_what_one_keeps(cast, client_of, django_assert_num_queries):
    client = client_of(cast.amina)
    assert "Aucun signet" in client.get("/notifications/signets/").content.decode()
    html = client.post(
        "/notifications/signets/garder/", {"cible": sign(cast.bruno, cast.amina)}, headers=HTMX
    ).content.decode()
    assert 'aria-pressed="true"' in html
    for more in (1, 2):
        for _ in range(more):
            bookmarks.toggle(person=cast.amina, target=PersonFactory(), at=NOW)
        client.get("/notifications/signets/")
        with django_assert_num_queries(5):
            client.get("/notifications/signets/")
    assert cast.bruno.name in client.get("/notifications/signets/").content.decode()


def test_what_one_keeps_is_found_by_name_and_by_note(cast, client_of):
    """Only among one's own, whatever the accents; nothing else is counted as found."""
    for person in (cast.bruno, cast.chloe):
        bookmarks.toggle(person=cast.amina, target=person, at=NOW)
    kept = Bookmark.objects.get(object_id=cast.chloe.pk)
    collections.file_bookmark(by=cast.amina, bookmark=kept, collection=None, note="Pour l’été", remind_at=None)
    client = client_of(cast.amina)

    def found(words: str) -> tuple[bool, bool]:
        html = client.get("/notifications/signets/", {"q": words}, headers=HTMX).content.decode()
        return cast.bruno.name in html, cast.chloe.name in html

    name = cast.bruno.name.split()[0].lower()
    assert [found(name), found("ete"), found("")] == [(True, False), (False, True), (True, True)]
    assert found("introuvable") == (False, False)
    assert "ne contient ces mots" in client.get("/notifications/signets/?q=introuvable").content.decode()


def test_a_bookmark_that_is_taken_out_comes_back_with_its_note_its_collection_and_its_reminder(cast, client_of):
    client, url = client_of(cast.amina), "/notifications/signets/garder/"
    bookmarks.toggle(person=cast.amina, target=cast.bruno, at=NOW)
    box = collections.create_collection(by=cast.amina, name="À relire", at=NOW)
    Bookmark.objects.update(note="Pour la refonte", collection=box, remind_at=NOW)
    before = Bookmark.objects.values_list("person", "object_id", "note", "collection", "remind_at", "created_at").get()
    pressed = {"cible": sign(cast.bruno, cast.amina), "liste": "1"}
    page = client.post(url, pressed, follow=True).content.decode()
    assert (f'data-toast-undo="{url}?annuler=1"' in page, Bookmark.objects.exists()) == (True, False)
    assert "Il est trop tard" in client_of(cast.bruno).post(f"{url}?annuler=1", follow=True).content.decode()
    assert "C’est comme avant." in client.post(f"{url}?annuler=1", follow=True).content.decode()
    rows = Bookmark.objects.values_list("person", "object_id", "note", "collection", "remind_at", "created_at")
    assert list(rows) == [before]
    assert "Il est trop tard" in client.post(f"{url}?annuler=1", follow=True).content.decode()


def test_what_one_follows_no_more_comes_back_at_its_level(cast, client_of):
    client = client_of(cast.amina)
    subscriptions.follow(person=cast.amina, target=cast.bruno, level="digest", at=NOW)
    subscriptions.follow(person=cast.amina, target=cast.chloe, level="none", at=NOW)
    both = [sign(person, cast.amina) for person in (cast.bruno, cast.chloe)]
    page = client.post("/notifications/abonnements/plusieurs/", {"cible": both, "niveau": "quitter"}, follow=True)
    assert ("/notifications/suivre/?annuler=1" in page.content.decode(), Subscription.objects.exists()) == (True, False)
    client.post("/notifications/suivre/?annuler=1")
    levels = Subscription.objects.order_by("level").values_list("object_id", "level")
    assert list(levels) == [(cast.bruno.pk, "digest"), (cast.chloe.pk, "none")]


def test_buttons_of_any_page(cast):
    request = RequestFactory().get("/membres/?q=a")
    template = engines["django"].from_string(
        "{% load following live %}"
        "{% follow_button bruno False 3 %}{% bookmark_button bruno True %}{% live_token 'thread' 12 %}"
    )
    html = template.render({"bruno": cast.bruno, "viewer": cast.amina}, request)
    assert "Suivre · 3" in html
    assert "Gardé" in html
    assert 'name="retour" value="/membres/?q=a"' in html


def test_kinds_of_notices_are_switched_on_and_off(cast, client_of):
    client = client_of(cast.amina)
    html = client.get("/notifications/preferences/").content.decode()
    assert "(toujours)" in html
    assert client.post("/notifications/preferences/", {"genre": ["test-mention"]}).status_code == 303
    groups = client.get("/notifications/preferences/").context["groups"]
    wishes = {wish.kind.key: wish.wanted for group in groups for wish in group.wishes if wish.kind.key.startswith("test-")}
    assert wishes == {"test-reply": False, "test-mention": True, "test-answer": True}
    assert client.post("/notifications/preferences/", {"genre": ["test-mention", "test-reply"]}).status_code == 303
    assert cast.amina.notification_preferences.filter(kind="test-reply").count() == 0
