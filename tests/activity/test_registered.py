"""What this app brings to the pages of people: personal data, retention, what is coming, closed sockets."""

import datetime as dt

import pytest

from activity.actions import bookmarks, preferences, subscriptions
from activity.actions import calendar as calendar_actions
from activity.enums import Channel
from activity.models import Bookmark, Notification, Preference, Subscription
from activity.queries import calendar
from activity.queries.calendar import CalendarEntry, calendar_entries
from people.queries.registries import data_exporters, home_panels, retention_rules
from tests.cast import NOW
from tests.factories.activity import NotificationFactory
from tests.factories.people import OrganisationFactory

OURS = ("notifications", "preferences-notifications", "abonnements", "signets", "calendrier")


@pytest.fixture
def amina(cast):
    """Amina with one row of each kind; Bruno has a notice too."""
    hidden = OrganisationFactory(name="Secret")
    NotificationFactory(person=cast.amina, actor=cast.bruno)
    NotificationFactory(person=cast.bruno, actor=cast.amina)
    preferences.set_preference(person=cast.amina, kind="test-reply", channel=Channel.IN_APP, wanted=False)
    for target in (cast.bruno, hidden):
        subscriptions.follow(person=cast.amina, target=target, at=NOW)
        bookmarks.toggle(person=cast.amina, target=target, at=NOW)
    calendar_actions.create_address(by=cast.amina, replaces=None, at=NOW)
    return cast.amina


def test_everything_is_exported_in_words(amina, cast):
    rows = {key: data_exporters[key].export(amina) for key in OURS}
    assert {key: len(found) for key, found in rows.items()} == dict(zip(OURS, (1, 1, 2, 2, 1), strict=True))
    assert rows["notifications"][0]["de"] == cast.bruno.name
    assert {row["chose"].split()[0] for row in rows["abonnements"]} == {"people.organisation", cast.bruno.given_name}
    choice = {"genre": "Réponses", "par": "Dans Maillage", "voulue": False, "rythme": ""}
    assert rows["preferences-notifications"] == [choice]


def test_everything_is_erased_and_what_belongs_to_others_stays(amina, cast):
    assert [data_exporters[key].erase(amina) for key in OURS] == [1, 1, 2, 2, 1]
    for table in (Preference, Subscription, Bookmark):
        assert table.objects.count() == 0
    assert Notification.objects.get().person == cast.bruno


def test_read_notices_go_after_180_days(cast):
    for days in (181, 179):
        NotificationFactory(person=cast.amina, read_at=NOW - dt.timedelta(days=days))
    NotificationFactory(person=cast.amina, created_at=NOW - dt.timedelta(days=900))
    rule = retention_rules["notifications-lues"]
    assert rule.apply(NOW, True) == 1
    assert Notification.objects.count() == 3
    assert (rule.apply(NOW, False), rule.apply(NOW, False)) == (1, 0)
    assert Notification.objects.count() == 2


class Meetings:
    key, order = "test-meetings", 10

    def upcoming(self, person, *, after, limit):
        moments = [after + dt.timedelta(hours=hours) for hours in (1, 5)]
        return [CalendarEntry(starts_at=at, title=f"Rencontre {n}", url="/r/") for n, at in enumerate(moments)][:limit]

    def appointments(self, person, *, at, after, limit):
        return []


class Cafes(Meetings):
    key = "test-cafes"

    def upcoming(self, person, *, after, limit):
        return [CalendarEntry(starts_at=after + dt.timedelta(hours=3), title="Café", url="/c/", note="64 inscrits")]


def test_what_is_coming_is_merged_and_the_card_hides_when_nothing_is(cast):
    panel = home_panels["a-venir"]
    assert panel.context(cast.amina, NOW) is None
    calendar_entries.register_class(Meetings)
    calendar_entries.register_class(Cafes)
    try:
        entries = calendar.upcoming(cast.amina, after=NOW)
        assert [entry.title for entry in entries] == ["Rencontre 0", "Café", "Rencontre 1"]
        assert len(calendar.upcoming(cast.amina, after=NOW, limit=2)) == 2
        assert panel.context(cast.amina, NOW) == {"entries": entries}
    finally:
        calendar_entries.remove(Meetings.key)
        calendar_entries.remove(Cafes.key)
