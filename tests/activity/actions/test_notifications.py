"""Notices: once per fact, the more specific wins, only readers, in bulk."""

import datetime as dt
import time

import pytest
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.actions import notifications, preferences, subscriptions
from activity.enums import Channel, SubscriptionLevel
from activity.models import Notification
from people.actions.audiences import add_reader, create_closed
from people.enums import PersonStatus
from people.models import Organisation, Person, User
from people.queries.audiences import network_audience_id
from tests.cast import NOW


def tell(recipients, *, kind="test-reply", event_key="fait:1", actor=None, **values):
    values = {"target": None, "audience_id": network_audience_id(), "url": "/x/", "at": NOW} | values
    return notifications.notify(kind=kind, event_key=event_key, recipients=recipients, actor=actor, **values)


def kinds_of(person) -> list[str]:
    return list(Notification.objects.filter(person=person).values_list("kind", flat=True))


def test_everyone_named_is_told_but_the_actor(cast):
    people = [(cast.amina.pk, "following"), (cast.bruno.pk, "named"), (cast.chloe.pk, "following")]
    assert tell(people, actor=cast.amina, data={"n": 1}) == 2
    rows = Notification.objects.order_by("person").values_list("person", "reason", "actor", "data")
    assert list(rows) == [
        (cast.bruno.pk, "named", cast.amina.pk, {"n": 1}),
        (cast.chloe.pk, "following", cast.amina.pk, {"n": 1}),
    ]


def test_a_second_run_writes_nothing(cast):
    people = [(cast.bruno.pk, "following"), (cast.bruno.pk, "named")]
    assert tell(people) == 1
    before = Notification.objects.values().get()
    assert tell(people) == 0
    assert Notification.objects.values().get() == before
    assert before["reason"] == "following"


@pytest.mark.parametrize("order", [["test-reply", "test-mention"], ["test-mention", "test-reply"]])
def test_the_more_specific_kind_stays(cast, order):
    for kind in order:
        tell([(cast.bruno.pk, "named" if kind == "test-mention" else "following")], kind=kind)
    row = Notification.objects.get(person=cast.bruno)
    assert (row.kind, row.reason) == ("test-mention", "named")


def test_who_muted_the_actor_is_told_of_what_is_personal_alone(cast):
    subscriptions.follow(person=cast.bruno, target=cast.amina, level=SubscriptionLevel.NONE, at=NOW)
    both = [(cast.bruno.pk, "named"), (cast.chloe.pk, "named")]
    assert tell(both, actor=cast.amina) == 1
    assert tell(both, actor=cast.amina, event_key="fait:2", audience_id=None) == 2
    assert tell(both, actor=cast.david, event_key="fait:3") == 2
    assert Notification.objects.filter(person=cast.bruno).count() == 2


def test_only_readers_of_the_audience(cast):
    circle = create_closed(name="Cercle")
    add_reader(audience=circle, person=cast.bruno)
    everybody = [(cast.bruno.pk, "following"), (cast.david.pk, "following")]
    assert tell(everybody, audience_id=circle.pk) == 1
    assert (kinds_of(cast.bruno), kinds_of(cast.david)) == (["test-reply"], [])


def test_who_left_hears_nothing(cast):
    Person.objects.filter(pk=cast.bruno.pk).update(status=PersonStatus.LEFT)
    assert tell([(cast.bruno.pk, "following")]) == 0


def test_a_kind_switched_off_is_not_sent_unless_it_always_is(cast):
    preferences.set_preference(person=cast.bruno, kind="test-reply", channel=Channel.IN_APP, wanted=False)
    assert tell([(cast.bruno.pk, "following")]) == 0
    assert tell([(cast.bruno.pk, "following")], kind="test-answer") == 1
    with pytest.raises(preferences.UnknownKind):
        preferences.set_preference(person=cast.bruno, kind="test-answer", channel=Channel.IN_APP, wanted=False)
    preferences.set_preference(person=cast.bruno, kind="test-reply", channel=Channel.IN_APP, wanted=True)
    assert cast.bruno.notification_preferences.count() == 0
    assert tell([(cast.bruno.pk, "following")], event_key="fait:2") == 1


def test_an_unknown_kind_is_a_mistake(cast):
    with pytest.raises(notifications.UnknownKind):
        tell([(cast.bruno.pk, "following")], kind="nothing")


def test_reading_one_all_of_a_thing_or_everything(cast):
    place = Organisation.objects.first()
    tell([(cast.bruno.pk, "following")], event_key="a", target=place)
    tell([(cast.bruno.pk, "following")], event_key="b")
    tell([(cast.bruno.pk, "following")], event_key="c")
    tell([(cast.amina.pk, "following")], event_key="c")
    later = NOW + dt.timedelta(minutes=5)
    assert notifications.mark_read(person=cast.bruno, target=place, at=later) == 1
    assert (
        notifications.mark_read(
            person=cast.bruno, ids=[Notification.objects.get(person=cast.bruno, event_key="b").pk], at=later
        )
        == 1
    )
    assert notifications.mark_read(person=cast.bruno, everything=True, at=later) == 1
    assert notifications.mark_read(person=cast.bruno, everything=True, at=later) == 0
    assert Notification.objects.filter(read_at=None).count() == 1
    assert notifications.mark_unread(person=cast.bruno, ids=[Notification.objects.get(event_key="a").pk]) == 1
    with pytest.raises(ValueError):
        notifications.mark_read(person=cast.bruno, at=later)


def test_other_readers_and_taking_back(cast):
    place, circle = Organisation.objects.first(), create_closed(name="Cercle")
    tell([(cast.bruno.pk, "following")], event_key="a", target=place)
    tell([(cast.bruno.pk, "following")], event_key="b", target=place, audience_id=None)
    tell([(cast.bruno.pk, "following")], event_key="c")
    targets = Organisation.objects.filter(pk=place.pk)
    assert notifications.set_audience(targets=targets, audience_id=circle.pk) == 1
    assert Notification.objects.get(event_key="a").audience_id == circle.pk
    assert notifications.withdraw(event_key="c") == 1
    assert notifications.withdraw(target=place) == 2
    with pytest.raises(ValueError):
        notifications.withdraw()


def test_five_thousand_people_in_as_many_statements_as_three(cast):
    """And within the ten seconds of the bench's row, also where other work goes on beside."""
    place = Organisation.objects.first()
    users = User.objects.bulk_create(
        [User(email=f"foule{n}@exemple.test", password=UNUSABLE_PASSWORD_PREFIX) for n in range(5000)]
    )
    people = Person.objects.bulk_create(
        [
            Person(user=u, given_name="Foule", sort_key="foule", folded_name="foule", organisation=place, joined_at=NOW)
            for u in users
        ]
    )
    recipients = [(person.pk, "following") for person in people]
    tell(recipients[:1], target=place, event_key="warm")
    with CaptureQueriesContext(connection) as few:
        assert tell(recipients[:3], target=place, event_key="few") == 3
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as many:
        assert tell(recipients, target=place) == 5000
    seconds = time.perf_counter() - started
    assert tell(recipients, target=place) == 0
    assert len(many) == len(few)
    assert seconds < 10


def test_what_becomes_more_telling_is_new_again_and_only_then(cast):
    """Named by an edit in a thread whose notice was read, one hears of it; told again, nothing moves."""
    later = NOW + dt.timedelta(days=1)
    tell([(cast.bruno.pk, "following")])
    notifications.mark_read(person=cast.bruno, everything=True, at=NOW)
    for read_at in (None, later):
        tell([(cast.bruno.pk, "named")], kind="test-mention", at=later)
        tell([(cast.bruno.pk, "following")], at=later)
        row = Notification.objects.get()
        assert (row.kind, row.created_at, row.read_at) == ("test-mention", later, read_at)
        notifications.mark_read(person=cast.bruno, everything=True, at=later)
