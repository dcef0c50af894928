"""Somebody leaves the network: nothing reaches them from the next event on, their work stays."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from activity.models import Delivery, Notification
from community.actions import following, registrations, replies, threads
from community.models import Membership
from people.actions.departures import DepartureRefused, end_access
from people.actions.roles import give_role
from people.enums import PersonStatus, RoleKind
from people.models import Person, User
from people.permissions import holds
from tests.cast import NOW
from tests.community.events import lists, propose
from tests.community.world import make_world

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def world(cast):
    return make_world(cast)


def test_nothing_reaches_who_left_and_their_places_go_on(cast, world, deliver, client_of):
    thread = threads.post_thread(by=cast.bruno, space=world.open, title="Un fil", body="Bonjour.", kind="discussion", at=NOW)
    following.follow_thread(by=cast.bruno, thread=thread, at=NOW)
    event = propose(cast.amina, world.open, capacity=1)
    for person in (cast.bruno, cast.chloe):
        registrations.register(by=person, event=event, at=NOW)
    deliver()
    signed_in = client_of(cast.bruno)
    assert signed_in.get("/notifications/").status_code == 200
    Notification.objects.all().delete()
    assert end_access(person=cast.bruno, by=cast.olga, at=LATER) is True
    assert end_access(person=cast.bruno, by=cast.olga, at=LATER) is False
    deliver()
    replies.post_reply(by=cast.amina, thread=thread, body="Merci.", at=LATER)
    deliver()
    bruno = Person.objects.get(pk=cast.bruno.pk)
    assert (bruno.status, bruno.left_at, bruno.name) == (PersonStatus.LEFT, LATER, cast.bruno.name)
    assert signed_in.get("/notifications/").status_code == 302
    assert (Notification.objects.filter(person=bruno).count(), Delivery.objects.filter(person=bruno).count()) == (0, 0)
    assert not Membership.objects.filter(person=bruno).exists()
    assert lists(event)["confirmed"] == ["Chloé"]
    assert thread.get_absolute_url() in client_of(cast.amina).get(thread.get_absolute_url()).content.decode()


def test_roles_end_and_the_last_administrator_stays(cast):
    give_role(person=cast.amina, role=RoleKind.ADMINISTRATOR, by=cast.olga, at=NOW, from_on=timezone.localdate(NOW))
    with pytest.raises(PermissionDenied):
        end_access(person=cast.bruno, by=cast.chloe, at=NOW)
    with pytest.raises(DepartureRefused):
        end_access(person=cast.olga, by=cast.olga, at=NOW)
    end_access(person=cast.olga, by=cast.amina, at=NOW)
    assert User.objects.get(pk=cast.olga.user_id).is_active is False
    assert (
        holds(Person.objects.get(pk=cast.olga.pk), RoleKind.ADMINISTRATOR, on=timezone.localdate(NOW) + dt.timedelta(days=1))
        is False
    )


def test_an_administrator_ends_it_from_the_page_of_roles_once_the_box_is_ticked(cast, client_of):
    client, url = client_of(cast.olga), f"/membres/{cast.bruno.pk}/depart/"
    assert f'action="{url}"' in client.get(f"/membres/{cast.bruno.pk}/roles/").content.decode()
    assert "Cochez la case" in client.post(url, follow=True).content.decode()
    page = client.post(url, {"accord": "1"}, follow=True).content.decode()
    assert ("n’a plus accès" in page, f'data-toast-undo="{url}?retablir=1"' in page) == (True, True)
    assert "A quitté le réseau le" in page
    assert client.post(url, {"accord": "1"}).status_code == 404
    assert client_of(cast.chloe).post(f"{url}?retablir=1").status_code == 403
    assert "L’accès est rétabli" in client.post(f"{url}?retablir=1", follow=True).content.decode()
    assert client_of(cast.bruno).get("/notifications/").status_code == 200
    own = client.post(f"/membres/{cast.olga.pk}/depart/", {"accord": "1"}, follow=True).content.decode()
    assert "votre propre accès" in own
