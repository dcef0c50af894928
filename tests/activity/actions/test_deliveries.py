"""The ledger: planned with the notices, by what each person wants; cancelled by reading; put together into mails."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.actions import deliveries, notifications, preferences
from activity.enums import CancelReason, Channel
from activity.models import Delivery, Notification
from activity.queries.notification_kinds import notification_kinds
from activity.rules.timing import GROUPING
from people.models import Organisation, User
from people.queries.audiences import network_audience_id
from tests.cast import NOW
from tests.factories.activity import ReplyKind
from tests.factories.people import OrganisationFactory

BOTH = (Channel.IN_APP, Channel.EMAIL)


class MailKind(ReplyKind):
    key, channels = "test-mail", BOTH


class DigestKind(ReplyKind):
    key, channels, cadence = "test-digest", BOTH, "daily"


@pytest.fixture(autouse=True)
def more_kinds(kinds):
    for kind in (MailKind, DigestKind):
        notification_kinds.register_class(kind)
    yield
    for kind in (MailKind, DigestKind):
        notification_kinds.remove(kind.key)


def tell(*people, kind="test-mail", key="fait:1", quietly=(), at=NOW, **values):
    values = {"target": None, "audience_id": network_audience_id(), "url": "/x/"} | values
    return notifications.notify(
        kind=kind, event_key=key, recipients=[(one.pk, "following") for one in people], actor=None, at=at,
        in_digest=[(one.pk, "following") for one in quietly], **values,
    )  # fmt: skip


def planned(person):
    return list(Delivery.objects.filter(person=person).order_by("pk").values_list("cadence", "state", "due_at"))


def rings(person):
    return list(Notification.objects.filter(person=person).values_list("silent", flat=True)) == [False]


TOMORROW_AT_8 = dt.datetime(2026, 11, 3, 13, tzinfo=dt.UTC)


def test_at_once_and_in_the_digest(cast):
    tell(cast.bruno)
    tell(cast.chloe, kind="test-digest", key="fait:2")
    tell(quietly=[cast.david], key="fait:3")
    assert planned(cast.bruno) == [("now", "due", NOW + GROUPING)]
    assert planned(cast.chloe) == planned(cast.david) == [("daily", "due", TOMORROW_AT_8)]
    assert [rings(one) for one in (cast.bruno, cast.chloe, cast.david)] == [True, True, False]


def test_who_stands_in_both_hears_it_at_once(cast):
    tell(cast.bruno, quietly=[cast.bruno])
    assert (rings(cast.bruno), planned(cast.bruno)) == (True, [("now", "due", NOW + GROUPING)])


@pytest.mark.parametrize(
    ("values", "ringing", "cadences"),
    [
        ({"email": False}, True, []),
        ({"in_app": False}, False, ["now"]),
        ({"in_app": False, "email": False}, None, []),
        ({"digest_on": False}, True, ["now"]),
    ],
)
def test_master_switches(cast, values, ringing, cadences):
    preferences.save_settings(person=cast.bruno, at=NOW, **values)
    tell(cast.bruno)
    assert [row[0] for row in planned(cast.bruno)] == cadences
    assert (rings(cast.bruno) if Notification.objects.exists() else None) is ringing


def test_without_digests_a_level_of_digest_writes_nothing(cast):
    preferences.save_settings(person=cast.bruno, at=NOW, digest_on=False)
    assert tell(quietly=[cast.bruno]) == 0


def test_the_rhythm_of_a_kind_and_of_digests(cast):
    preferences.set_mail(person=cast.bruno, kind="test-mail", cadence="weekly", at=NOW)
    preferences.save_settings(person=cast.chloe, at=NOW, digest="weekly", digest_weekday=2, digest_hour=15)
    preferences.set_mail(person=cast.david, kind="test-mail", cadence="", at=NOW)
    tell(cast.bruno, cast.david, quietly=[cast.chloe])
    monday, wednesday = dt.datetime(2026, 11, 9, 13, tzinfo=dt.UTC), dt.datetime(2026, 11, 4, 20, tzinfo=dt.UTC)
    assert planned(cast.bruno) == [("weekly", "due", monday)]
    assert planned(cast.chloe) == [("weekly", "due", wednesday)]
    assert planned(cast.david) == []
    preferences.set_mail(person=cast.bruno, kind="test-mail", cadence="now", at=NOW)
    assert not cast.bruno.notification_preferences.exists()


def test_no_mail_without_an_address_or_for_a_refused_one(cast):
    User.objects.filter(pk=cast.bruno.user_id).update(is_active=False)
    deliveries.settle_refused(ids=[], person=cast.chloe, address=cast.chloe.user.email, error="550", at=NOW)
    tell(cast.bruno, cast.chloe)
    assert planned(cast.bruno) == planned(cast.chloe) == []
    User.objects.filter(pk=cast.chloe.user_id).update(email="nouvelle@exemple.test")
    tell(cast.chloe, key="fait:2")
    assert len(planned(cast.chloe)) == 1


def test_reading_cancels_what_is_due_and_nothing_else(cast):
    place = OrganisationFactory()
    tell(cast.bruno, target=place)
    tell(cast.bruno, key="fait:2")
    tell(key="fait:3", quietly=[cast.bruno])
    assert notifications.mark_read(person=cast.bruno, target=place, at=NOW) == 1
    states = Delivery.objects.order_by("pk").values_list("state", "why")
    assert list(states) == [("cancelled", "read"), ("due", ""), ("due", "")]
    assert notifications.mark_read(person=cast.bruno, everything=True, at=NOW) == 1
    assert list(states.all()) == [("cancelled", "read"), ("cancelled", "read"), ("due", "")]


def test_what_is_unwanted_now_never_leaves_and_new_hours_hold(cast):
    tell(cast.bruno)
    tell(cast.bruno, kind="test-digest", key="fait:2")
    preferences.save_settings(person=cast.bruno, at=NOW, digest_hour=17)
    assert [row[2] for row in planned(cast.bruno)] == [NOW + GROUPING, dt.datetime(2026, 11, 2, 22, tzinfo=dt.UTC)]
    preferences.set_mail(person=cast.bruno, kind="test-mail", cadence="", at=NOW)
    assert [row[1] for row in planned(cast.bruno)] == ["cancelled", "due"]
    preferences.save_settings(person=cast.bruno, at=NOW, email=False)
    assert set(Delivery.objects.values_list("state", "why")) == {("cancelled", CancelReason.UNWANTED)}


def test_quiet_hours_hold_mails(cast):
    preferences.save_settings(person=cast.bruno, at=NOW, quiet_from=dt.time(9), quiet_to=dt.time(16))
    tell(cast.bruno)
    assert planned(cast.bruno) == [("now", "due", dt.datetime(2026, 11, 2, 21, tzinfo=dt.UTC))]


def mails_of(person):
    rows = Delivery.objects.filter(person=person).order_by("pk").values_list("mail", flat=True)
    return list(rows)


def test_one_mail_per_person_and_thing_with_what_waits_its_minutes(cast):
    place, other = OrganisationFactory(), OrganisationFactory()
    later = NOW + dt.timedelta(minutes=2)
    tell(cast.bruno, cast.chloe, target=place)
    tell(cast.bruno, target=place, key="fait:2", at=later)
    tell(cast.bruno, target=other, key="fait:3")
    assert deliveries.put_together(at=NOW) == 0
    assert deliveries.put_together(at=NOW + GROUPING) == 4
    first, second, third = mails_of(cast.bruno)
    assert first == second
    assert len({first, third, *mails_of(cast.chloe)}) == 3
    assert deliveries.put_together(at=NOW + GROUPING) == 0


def test_many_things_at_once_are_one_mail_and_a_digest_is_one(cast):
    for number in range(5):
        tell(cast.bruno, key=f"fait:{number}", target=OrganisationFactory())
        tell(key=f"calme:{number}", quietly=[cast.chloe], target=OrganisationFactory())
    deliveries.put_together(at=TOMORROW_AT_8)
    assert [len(set(mails_of(one))) for one in (cast.bruno, cast.chloe)] == [1, 1]


def test_put_off_then_given_up(cast):
    tell(cast.bruno)
    row = Delivery.objects.get()
    moments = []
    for attempts in range(deliveries.MAX_ATTEMPTS):
        deliveries.postpone(ids=[row.pk], attempts=attempts, error="451 plus tard", at=NOW)
        row.refresh_from_db()
        moments.append(row.due_at - NOW)
    assert moments[:3] == [dt.timedelta(minutes=2), dt.timedelta(minutes=4), dt.timedelta(minutes=8)]
    assert max(moments) == deliveries.LONGEST_RETRY
    assert (row.state, row.error, row.attempts) == ("bounced", "451 plus tard", deliveries.MAX_ATTEMPTS - 1)


def test_a_notice_that_becomes_more_telling_changes_its_mail(cast):
    tell(quietly=[cast.bruno], kind="test-digest")
    tell(cast.bruno, kind="test-mail")
    assert planned(cast.bruno) == [("now", "due", NOW + GROUPING)]
    assert rings(cast.bruno)


@pytest.mark.parametrize("number", [1, 4])
def test_the_ledger_costs_the_same_whatever_the_number(cast, number):
    people = [person for _key, person in cast][:number]
    for one in people[:2]:
        preferences.save_settings(person=one, at=NOW, digest_hour=6)
    network_audience_id()
    with CaptureQueriesContext(connection) as queries:
        tell(*people)
    assert Delivery.objects.count() == number
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2


def test_all_in_the_digest_and_back(cast):
    from activity.actions.subscriptions import follow

    places = [Organisation.objects.first(), OrganisationFactory()]
    follow(person=cast.bruno, target=places[0], at=NOW)
    follow(person=cast.bruno, target=places[1], level="none", at=NOW)
    before = preferences.put_all_in_digest(person=cast.bruno, at=NOW)
    levels = cast.bruno.subscriptions.order_by("pk").values_list("level", flat=True)
    assert list(levels) == ["digest", "none"]
    tell(cast.bruno)
    assert [row[0] for row in planned(cast.bruno)] == ["daily"]
    preferences.take_back(person=cast.bruno, before=before)
    assert list(levels.all()) == ["all", "none"]
    assert not cast.bruno.notification_preferences.exists()
