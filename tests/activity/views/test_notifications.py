"""The list of notices, the bell, reading and opening."""

import datetime as dt

import pytest

from activity.models import Notification
from people.actions.audiences import create_closed
from people.models import User
from tests.cast import NOW
from tests.factories.activity import NotificationFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def about(thing, **values) -> Notification:
    from activity.queries.targets import ref_of

    ref = ref_of(thing)
    return NotificationFactory(content_type_id=ref.type_id, object_id=ref.object_id, data={"title": thing.name}, **values)


def test_one_line_per_day_and_thing_names_the_newest_and_counts_the_others(cast, client_of):
    thing = OrganisationFactory(name="Sujet commun")
    for minutes, actor in enumerate((cast.bruno, cast.chloe, cast.bruno, cast.david)):
        about(thing, person=cast.amina, actor=actor, created_at=NOW + dt.timedelta(minutes=minutes))
    about(thing, person=cast.amina, actor=cast.bruno, created_at=NOW - dt.timedelta(days=1))
    response = client_of(cast.amina).get("/notifications/")
    days = response.context["days"]
    assert [[group.others for group in day.groups] for day in days] == [[2], [0]]
    html = response.content.decode()
    assert f"{cast.david.name} et 2 autres" in html
    assert "Vous suivez ce fil." in html
    assert "Non lu." in html


def test_unread_only_and_the_empty_states(cast, client_of):
    client = client_of(cast.amina)
    assert "Aucune notification pour le moment" in client.get("/notifications/").content.decode()
    NotificationFactory(person=cast.amina, read_at=NOW)
    assert len(client.get("/notifications/").context["days"]) == 1
    assert "Tout est lu" in client.get("/notifications/?filtre=non-lues").content.decode()


def test_what_one_may_read_no_more_and_unknown_kinds_are_neither_shown_nor_counted(cast, client_of):
    NotificationFactory(person=cast.amina, audience=create_closed(name="Cercle"))
    NotificationFactory(person=cast.amina, kind="gone")
    NotificationFactory(person=cast.bruno)
    client = client_of(cast.amina)
    assert client.get("/notifications/").context["days"] == []
    assert client.get("/notifications/badge/").content.decode() == ""


def test_the_bell(cast, client_of):
    NotificationFactory(person=cast.amina)
    NotificationFactory(person=cast.amina, read_at=NOW)
    assert client_of(cast.amina).get("/notifications/badge/").content.decode().startswith("1<")


def test_opening_reads_all_of_the_line_and_goes_there(cast, client_of):
    notices = [NotificationFactory(person=cast.amina, url=f"/membres/{n}/") for n in (1, 2)]
    other = NotificationFactory(person=cast.bruno)
    client = client_of(cast.amina)
    ids = [notice.pk for notice in notices]
    response = client.post("/notifications/ouvrir/", {"notice": [*ids, other.pk, "x"], "vers": ids[1]})
    assert (response.status_code, response["Location"]) == (303, "/membres/2/")
    assert set(Notification.objects.exclude(read_at=None).values_list("pk", flat=True)) == set(ids)
    assert client.post("/notifications/ouvrir/", {"notice": other.pk, "vers": other.pk}).status_code == 404


def test_a_notice_never_leads_out_of_the_site(cast, client_of):
    notice = NotificationFactory(person=cast.amina, url="https://exemple.test/")
    response = client_of(cast.amina).post("/notifications/ouvrir/", {"notice": notice.pk, "vers": notice.pk})
    assert response["Location"] == "/"


def test_reading_some_or_all(cast, client_of):
    notices = [NotificationFactory(person=cast.amina) for _ in range(3)]
    client = client_of(cast.amina)
    response = client.post("/notifications/lire/", {"notice": notices[0].pk, "retour": "/notifications/?filtre=non-lues"})
    assert (response.status_code, response["Location"]) == (303, "/notifications/?filtre=non-lues")
    assert Notification.objects.filter(read_at=None).count() == 2
    assert (
        client.post("/notifications/lire/", {"tout": "1", "retour": "https://exemple.test/"})["Location"]
        == "/notifications/"
    )
    assert Notification.objects.filter(read_at=None).count() == 0


def test_looking_never_writes(cast, client_of):
    NotificationFactory(person=cast.amina)
    before = list(Notification.objects.values())
    for url in ("/notifications/", "/notifications/badge/", "/notifications/ouvrir/", "/notifications/lire/"):
        client_of(cast.amina).get(url)
    assert list(Notification.objects.values()) == before


def test_pages_by_key(cast, client_of):
    for minutes in range(45):
        NotificationFactory(person=cast.amina, created_at=NOW + dt.timedelta(minutes=minutes), data={"title": f"n{minutes}"})
    client = client_of(cast.amina)
    first = client.get("/notifications/")
    assert first.context["older_url"].startswith("/notifications/?avant=")
    second = client.get(first.context["older_url"], headers=HTMX)
    html = second.content.decode()
    assert "<html" not in html
    assert html.strip().startswith('<div id="notices"')
    assert html.count("notice-item") == 5


def test_same_number_of_queries_for_one_and_for_three(cast, client_of, django_assert_num_queries):
    client = client_of(cast.amina)
    for more in (1, 2):
        for _ in range(more):
            about(OrganisationFactory(), person=cast.amina, actor=PersonFactory())
        client.get("/notifications/")
        with django_assert_num_queries(4):
            client.get("/notifications/")


def test_an_account_without_a_profile_gets_a_clear_page(client_of, db):
    user = User.objects.create_user("sans@exemple.test")
    client = client_of()
    client.force_login(user, backend="people.middleware.MemberBackend")
    response = client.get("/notifications/")
    assert response.status_code == 403
    assert "profil de membre" in response.content.decode()


def test_signed_out_one_is_sent_to_sign_in(client_of):
    assert client_of().get("/notifications/")["Location"].startswith("/compte/connexion/")
