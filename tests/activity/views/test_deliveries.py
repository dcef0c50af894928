"""« Mes envois », the reach of a text, the link that stops mails."""

import datetime as dt

import pytest
from django.test import Client

from activity.actions import notifications, subscriptions
from activity.enums import CancelReason, Channel
from activity.models import Delivery, Notification, NotificationSettings, Preference
from activity.queries.notification_kinds import notification_kinds
from activity.queries.targets import ref_of
from activity.queries.unsubscribing import Stop, token_of
from people.actions.audiences import create_closed
from people.enums import PersonStatus
from people.models import Person
from people.queries.audiences import network_audience_id
from tests.cast import NOW
from tests.factories.activity import ReplyKind
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


class MailKind(ReplyKind):
    key, label, channels, cadence = "test-mail", "Essais par courriel", (Channel.IN_APP, Channel.EMAIL), "daily"


@pytest.fixture(autouse=True)
def more_kinds(kinds):
    notification_kinds.register_class(MailKind)
    yield
    notification_kinds.remove(MailKind.key)


def tell(*people, key="reply:7", actor=None, quietly=(), audience_id=None):
    notifications.notify(
        kind="test-mail", event_key=key, recipients=[(one.pk, "following") for one in people], actor=actor, at=NOW,
        in_digest=[(one.pk, "following") for one in quietly], target=None, url="/x/", data={"title": f"Titre {key}"},
        audience_id=audience_id or network_audience_id(),
    )  # fmt: skip


def test_the_ledger_says_what_became_of_each_mail(cast, client_of):
    for number, values in enumerate(
        (
            {"state": "sent", "settled_at": NOW},
            {"state": "bounced", "settled_at": NOW, "error": "550 5.1.1 inconnu"},
            {"state": "cancelled", "settled_at": NOW, "why": CancelReason.READ},
            {},
        )
    ):
        tell(cast.bruno, key=f"fait:{number}")
        Delivery.objects.filter(notification__event_key=f"fait:{number}").update(**values)
    tell(cast.amina, key="autre")
    html = client_of(cast.bruno).get("/notifications/envois/").content.decode()
    for words in ("Envoyé", "Non remis", "550 5.1.1 inconnu", "vous l’aviez déjà lu", "À envoyer", cast.bruno.user.email):
        assert words in html
    assert html.count("delivery-row") == 4
    assert "Titre autre" not in html


def test_what_is_closed_now_keeps_its_line_without_its_words(cast, client_of):
    circle = create_closed(name="Cercle")
    tell(cast.bruno, key="fait:1")
    Notification.objects.update(audience=circle)
    html = client_of(cast.bruno).get("/notifications/envois/").content.decode()
    assert "Ce contenu ne vous est plus ouvert." in html
    assert "Titre fait:1" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_same_number_of_queries(cast, client_of, django_assert_num_queries, number):
    for one in range(number):
        tell(cast.bruno, key=f"fait:{one}", actor=PersonFactory())
    client = client_of(cast.bruno)
    client.get("/notifications/envois/")
    with django_assert_num_queries(4):
        client.get("/notifications/envois/")


def test_the_ledger_pages_by_key(cast, client_of):
    for one in range(45):
        tell(cast.bruno, key=f"fait:{one}")
    client = client_of(cast.bruno)
    older = client.get("/notifications/envois/").context["older_url"]
    html = client.get(older, headers={"HX-Request": "true"}).content.decode()
    assert (html.strip().startswith('<div id="deliveries"'), html.count("delivery-row")) == (True, 5)


def test_the_ledger_narrows_to_one_state(cast, client_of):
    tell(cast.bruno, key="fait:1")
    tell(cast.bruno, key="fait:2")
    Delivery.objects.filter(notification__event_key="fait:2").update(state="sent", settled_at=NOW)
    client = client_of(cast.bruno)
    shown = [
        len(client.get(f"/notifications/envois/?etat={state}").context["entries"]) for state in ("", "due", "sent", "x")
    ]
    assert shown == [2, 1, 1, 2]
    assert "Aucun envoi dans cet état." in client.get("/notifications/envois/?etat=bounced").content.decode()


def test_reach_is_told_to_the_author_alone_and_only_of_enough_people(cast, client_of):
    people = [person for key, person in cast if key != "amina"][:6]
    tell(*people[:4], quietly=people[4:], actor=cast.amina)
    Delivery.objects.filter(person=people[4]).update(state="sent")
    words = client_of(cast.amina).get("/notifications/portee/reponse/7/", headers={"HX-Request": "true"}).content.decode()
    assert "Annoncé à 6 personnes\xa0: 5 rejointes, 1 par un récapitulatif à venir" in words
    assert "<html" not in words
    assert "personne pour le moment" in client_of(cast.bruno).get("/notifications/portee/reponse/7/").content.decode()
    Notification.objects.filter(person__in=people[3:]).delete()
    few = client_of(cast.amina).get("/notifications/portee/reponse/7/").content.decode()
    assert "Annoncé à quelques personnes" in few
    assert client_of(cast.amina).get("/notifications/portee/autre/7/").status_code == 404


def stop_url(*stop):
    return f"/notifications/desabonnement/{token_of(Stop(*stop))}/"


def one_click(url):
    """What a mail program posts: no cookie, no token of a form."""
    return Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})


def test_one_click_stops_a_kind_and_the_page_takes_it_back(cast):
    tell(cast.bruno)
    url = stop_url(cast.bruno.pk, "kind", "test-mail", "weekly")
    page = Client().get(url)
    assert "Essais par courriel" in page.content.decode()
    assert not Preference.objects.exists()
    for _time in range(2):
        assert one_click(url).status_code == 200
        assert list(Preference.objects.values_list("person", "kind", "channel", "wanted")) == [
            (cast.bruno.pk, "test-mail", "email", False)
        ]
    assert Delivery.objects.get().why == CancelReason.UNWANTED
    back = Client().post(url, {"annuler": "1"})
    assert "C’est rétabli" in back.content.decode()
    assert Preference.objects.get().cadence == "weekly"


def test_one_click_stops_digests(cast):
    tell(cast.bruno)
    url = stop_url(cast.bruno.pk, "digest")
    assert one_click(url).status_code == 200
    assert NotificationSettings.objects.get().digest_on is False
    assert Delivery.objects.get().state == "cancelled"
    Client().post(url, {"annuler": "1"})
    assert NotificationSettings.objects.get().digest_on is True


def test_one_click_takes_a_place_out_of_the_digests(cast):
    place, secret = OrganisationFactory(), OrganisationFactory(name="Secret")
    ref = ref_of(place)
    subscriptions.follow(person=cast.bruno, target=place, level="digest", at=NOW)
    notifications.notify(
        kind="test-mail", event_key="a", recipients=[], in_digest=[(cast.bruno.pk, "following")], actor=None, target=None,
        container=place, audience_id=network_audience_id(), url="/x/", at=NOW,
    )  # fmt: skip
    tell(quietly=[cast.bruno], key="b")
    url = stop_url(cast.bruno.pk, "target", f"{ref.type_id}.{ref.object_id}", "digest")
    assert place.name in Client().get(url).content.decode()
    assert one_click(url).status_code == 200
    level = cast.bruno.subscriptions.values_list("level", flat=True)
    assert list(level) == ["mentions"]
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "due"]
    Client().post(url, {"annuler": "1"})
    assert list(level.all()) == ["digest"]
    hidden = Client().get(stop_url(cast.bruno.pk, "target", f"{ref.type_id}.{secret.pk}", "digest")).content.decode()
    assert "Secret" not in hidden


def test_a_link_that_we_did_not_write_or_of_who_left(cast):
    assert Client().get("/notifications/desabonnement/abc/").status_code == 404
    assert one_click("/notifications/desabonnement/abc:def:ghi/").status_code == 404
    Person.objects.filter(pk=cast.bruno.pk).update(status=PersonStatus.LEFT)
    assert "n’a plus d’effet" in one_click(stop_url(cast.bruno.pk, "digest")).content.decode()
    assert not NotificationSettings.objects.exists()


def test_silent_notices_neither_ring_nor_show(cast, client_of):
    tell(quietly=[cast.bruno])
    client = client_of(cast.bruno)
    assert client.get("/notifications/badge/").content.decode() == ""
    assert client.get("/notifications/").context["days"] == []
    assert Notification.objects.get().silent
    assert dt.timedelta(0) < Delivery.objects.get().due_at - NOW < dt.timedelta(days=1)
