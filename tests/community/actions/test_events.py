"""Proposing, changing, publishing and cancelling an event; what is refused, in a sentence."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from activity.models import FeedLine
from community.actions import events, spaces
from community.actions.texts import TextRefused
from community.models import Event
from core.models import OutboxRow
from tests.cast import NOW
from tests.community.events import LATER, come, counts, details, edit, lists, propose


def announced():
    return list(OutboxRow.objects.filter(name__startswith="community.Event").order_by("pk").values_list("name", flat=True))


def test_a_draft_is_its_organisers_alone_and_no_line(cast, world):
    event = propose(cast.amina, world.open, publish=False)
    assert list(Event.objects.visible_to(cast.amina)) == [event]
    assert list(Event.objects.visible_to(cast.chloe)) == []
    assert (FeedLine.objects.filter(kind="event").count(), announced()) == (0, [])
    events.publish_event(by=cast.amina, event=event, at=NOW)
    assert list(Event.objects.visible_to(cast.david)) == [event]
    assert (FeedLine.objects.get(kind="event").object_id, announced()) == (event.pk, ["community.EventPublished"])


def test_members_propose_strangers_do_not_and_nobody_in_an_archive(cast, world):
    with pytest.raises(PermissionDenied):
        propose(cast.david, world.open)
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)
    with pytest.raises(PermissionDenied):
        propose(cast.amina, world.open)
    assert Event.objects.count() == 0


def test_sent_twice_it_is_one_event(cast, world):
    first, second = (propose(cast.amina, world.open, at=NOW + dt.timedelta(seconds=second)) for second in (0, 20))
    assert (first.pk, announced()) == (second.pk, ["community.EventPublished"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at": LATER - dt.timedelta(hours=1)}, "ends_at"),
        ({"ends_at": LATER}, "ends_at"),
        ({"starts_at": NOW - dt.timedelta(hours=1)}, "starts_at"),
        ({"closes_at": LATER + dt.timedelta(minutes=1)}, "closes_at"),
        ({"mode": "in_person"}, "place"),
        ({"mode": "hybrid", "place": "  "}, "place"),
        ({"capacity": 0}, "capacity"),
        ({"title": "   "}, "title"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(cast, world, values, field):
    with pytest.raises(events.EventRefused) as refused:
        propose(cast.amina, world.open, **values)
    assert refused.value.field == field
    assert Event.objects.count() == 0


def test_a_text_too_long_is_refused_and_a_hostile_one_is_harmless(cast, world):
    with pytest.raises(TextRefused):
        propose(cast.amina, world.open, body="a" * 20_001)
    event = propose(cast.amina, world.open, body="<script>x()</script> [ici](javascript:alert(1)) ![](https://x.test/a.png)")
    assert "<script" not in event.body_html and "href" not in event.body_html and "<img" not in event.body_html


def test_the_database_itself_refuses_an_event_that_ends_before_it_begins(cast, world):
    event = propose(cast.amina, world.open)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(capacity=1, confirmed_count=2)


def test_the_sequence_rises_with_what_calendars_must_correct(cast, world):
    event = propose(cast.amina, world.open, mode="hybrid", place="Salle A", online_url="https://visio.test/1")
    Event.objects.update(reminded_day_at=NOW)
    edit(cast.amina, event, body="Autre programme.")
    assert Event.objects.get().sequence == 0
    edit(cast.amina, event, place="Salle B")
    event = edit(cast.chloe, event, starts_at=LATER + dt.timedelta(hours=2), ends_at=LATER + dt.timedelta(hours=3))
    assert (event.sequence, event.reminded_day_at) == (2, None)
    event = edit(cast.amina, event, mode="online")
    assert (event.sequence, event.place, event.online_url) == (3, "", "https://visio.test/1")
    payloads = list(OutboxRow.objects.filter(name="community.EventChanged").order_by("pk").values_list("payload", flat=True))
    assert [row["changes"] for row in payloads] == [[], ["place"], ["time"], ["mode", "place"]]
    events.cancel_event(by=cast.amina, event=event, reason="Salle inondée.", at=NOW)
    assert Event.objects.get().sequence == 4


def test_only_the_organiser_and_facilitators_manage(cast, world):
    event = propose(cast.amina, world.open)
    for stranger in (cast.bruno, cast.david):
        with pytest.raises(PermissionDenied):
            edit(stranger, event, title="Autre")
        with pytest.raises(PermissionDenied):
            events.cancel_event(by=stranger, event=event, reason="Non", at=NOW)
    assert edit(cast.chloe, event, title="Autre").title == "Autre"


def test_fewer_places_than_confirmed_people_says_how_many_and_offers_to_move_them(cast, world):
    event = propose(cast.amina, world.open, capacity=3)
    come(event, cast.bruno, cast.chloe, cast.david, cast.esther)
    with pytest.raises(events.CapacityTooLow) as refused:
        edit(cast.amina, event, capacity=1)
    assert refused.value.number == 2
    assert "2\xa0" not in refused.value.messages[0] and "2 personnes" in refused.value.messages[0]
    assert counts(event) == (3, 1)
    edit(cast.amina, event, capacity=1, move_excess=True)
    assert lists(event) == {"confirmed": ["Bruno"], "waiting": ["Chloé", "David", "Esther"]}
    assert counts(event) == (1, 3)


def test_more_places_go_to_who_waits_in_order(cast, world):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe, cast.david, cast.esther)
    edit(cast.amina, event, capacity=3)
    assert lists(event) == {"confirmed": ["Bruno", "Chloé", "David"], "waiting": ["Esther"]}
    edit(cast.amina, event, capacity=None)
    assert (lists(event), counts(event)) == ({"confirmed": ["Bruno", "Chloé", "David", "Esther"]}, (4, 0))


def test_a_cancelled_event_stays_readable_and_changes_no_more(cast, world):
    event = propose(cast.amina, world.open)
    come(event, cast.bruno)
    events.cancel_event(by=cast.amina, event=event, reason="  Grippe. ", at=NOW)
    event = Event.objects.get()
    assert (event.state, event.cancelled_reason, event.confirmed_count) == ("cancelled", "Grippe.", 1)
    with pytest.raises(PermissionDenied):
        edit(cast.amina, event, title="Encore")
    events.cancel_event(by=cast.amina, event=event, reason="Autre.", at=NOW)
    assert announced().count("community.EventCancelled") == 1


def test_what_is_over_is_not_cancelled_and_what_is_published_is_not_deleted(cast, world):
    event = propose(cast.amina, world.open)
    with pytest.raises(PermissionDenied):
        events.delete_draft(by=cast.amina, event=event)
    with pytest.raises(events.EventRefused):
        events.cancel_event(by=cast.amina, event=event, reason="Trop tard", at=LATER + dt.timedelta(hours=2))
    draft = propose(cast.amina, world.open, publish=False, title="Autre")
    events.delete_draft(by=cast.amina, event=draft)
    assert list(Event.objects.all()) == [event]


def test_details_of_a_draft_are_checked_when_it_is_published(cast, world):
    draft = propose(cast.amina, world.open, publish=False)
    with pytest.raises(events.EventRefused):
        events.publish_event(by=cast.amina, event=draft, at=LATER)
    with pytest.raises(events.EventRefused):
        events.edit_event(by=cast.amina, event=draft, details=details(), at=LATER + dt.timedelta(hours=1))
