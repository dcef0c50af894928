"""The personal calendar: a secret address, shown once, read without signing in, and nothing in it that one may not see."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from activity.actions import calendar
from activity.models import CalendarToken
from activity.queries.calendar import digest_of
from community.actions import events, memberships, registrations
from people.enums import PersonStatus
from tests.activity.rules.test_ics import lines_of
from tests.cast import NOW
from tests.community.events import come, edit, propose
from tests.community.world import make_world

PAGE, CREATE, REVOKE = (reverse(f"activity:calendar{name}") for name in ("", "-create", "-revoke"))


@pytest.fixture
def soon():
    return (timezone.now() + dt.timedelta(days=2)).replace(second=0, microsecond=0)


def feed(token):
    return reverse("activity:calendar-feed", args=[token])


def address_of(person):
    living = CalendarToken.objects.filter(person=person, revoked_at=None).first()
    return feed(calendar.create_address(by=person, replaces=living.pk if living else None, at=NOW))


def entries(address, **headers):
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200
    lines_of(answer.content)
    return {str(one["SUMMARY"]): str(one["STATUS"]) for one in Calendar.from_ical(answer.content).events}


def test_the_address_is_shown_once_and_only_its_digest_kept(cast, client_of):
    client = client_of(cast.amina)
    answer = client.post(CREATE)
    url = answer.context["url"]
    token = url.rpartition("/")[2].removesuffix(".ics")
    assert (answer.status_code, answer["Cache-Control"], len(token)) == (200, "private, no-store", 43)
    assert CalendarToken.objects.get().digest == digest_of(token)
    assert token not in client.get(PAGE).content.decode()
    assert Client().get(feed(token)).status_code == 200


def test_another_address_closes_the_old_one_and_a_form_sent_twice_makes_no_third(cast, client_of):
    client = client_of(cast.amina)
    first = client.post(CREATE).context["url"]
    seen = CalendarToken.objects.get().pk
    second = client.post(CREATE, {"remplace": seen})
    third = client.post(CREATE, {"remplace": seen})
    assert (second.status_code, third.status_code, third.context["url"]) == (200, 409, "")
    assert "reste la bonne" in third.content.decode()
    statuses = [Client().get(url.removeprefix("http://").partition("/")[2].join(["/", ""])).status_code
                for url in (first, second.context["url"])]  # fmt: skip
    assert statuses == [404, 200]


def test_a_closed_an_unknown_or_a_departed_address_is_404(cast, client_of):
    address = address_of(cast.amina)
    client_of(cast.amina).post(REVOKE)
    assert [Client().get(address).status_code, Client().get(feed("x" * 43)).status_code] == [404, 404]
    address = address_of(cast.bruno)
    cast.bruno.status = PersonStatus.LEFT
    cast.bruno.save()
    assert Client().get(address).status_code == 404


def test_guessing_is_slowed_down(cast):
    statuses = [Client().get(feed(f"{number:043}")).status_code for number in range(32)]
    assert (statuses[:30], statuses[30:]) == ([404] * 30, [429] * 2)


def test_what_one_comes_to_waits_for_and_organises(cast, soon):
    world = make_world(cast)
    at = timezone.now()
    mine = propose(cast.bruno, world.open, title="J’organise", starts_at=soon, at=at)
    full = propose(cast.amina, world.open, title="J’attends", capacity=1, starts_at=soon, at=at)
    going = propose(cast.amina, world.hidden, title="J’y vais", online_url="https://visio.test/x", starts_at=soon, at=at)
    propose(cast.amina, world.open, title="Rien à voir", starts_at=soon, at=at)
    propose(cast.bruno, world.open, title="Brouillon", publish=False, starts_at=soon, at=at)
    come(full, cast.chloe, cast.bruno, at=at)
    come(going, cast.bruno, at=at)
    address = address_of(cast.bruno)
    assert entries(address) == {"J’organise": "CONFIRMED", "J’attends": "TENTATIVE", "J’y vais": "CONFIRMED"}
    events.cancel_event(by=cast.bruno, event=mine, reason="Non", at=timezone.now())
    registrations.withdraw(by=cast.chloe, event=full, at=timezone.now())
    memberships.leave(by=cast.bruno, space=world.hidden, at=timezone.now())
    assert entries(address) == {"Annulé\xa0: J’organise": "CANCELLED", "J’attends": "CONFIRMED"}
    assert b"visio.test" not in Client().get(address).content.replace(b"\r\n ", b"")


def test_a_reader_that_has_it_already_gets_304_until_something_changes(cast, soon):
    world = make_world(cast)
    event = propose(cast.amina, world.open, starts_at=soon, at=timezone.now())
    come(event, cast.bruno, at=timezone.now())
    address = address_of(cast.bruno)
    first = Client().get(address)
    assert first["Cache-Control"].startswith("private")
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = Client().get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    edit(cast.amina, event, title="Autre titre", at=timezone.now() + dt.timedelta(seconds=2))
    changed = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert Client().head(address).status_code == 200


def test_the_feed_costs_the_same_whatever_it_holds(cast, soon, django_assert_num_queries):
    world = make_world(cast)
    address = address_of(cast.bruno)
    Client().get(address)
    for number in (1, 3):
        for one in range(number):
            event = propose(cast.amina, world.open, title=f"{number}.{one}", starts_at=soon, at=timezone.now())
            come(event, cast.bruno, at=timezone.now())
        with django_assert_num_queries(6):
            Client().get(address)
