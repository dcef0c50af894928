"""Who hears of an event and why; reminders; the search; the sentence of each kind."""

import datetime as dt

import pytest
from django.template.loader import get_template

from activity.actions.subscriptions import follow
from activity.models import Notification
from activity.queries.notification_kinds import notification_kinds
from community.actions import events, following, recaps, registrations, reminders, spaces
from community.models import Event
from core.models import OutboxRow, SearchEntry
from people.queries.audiences import network_audience_id
from tests.cast import NOW
from tests.community.events import LATER, come, edit, propose

HOUR = dt.timedelta(hours=1)
DATA = {
    "title": "Un <atelier>", "space": "Accessibilité", "starts_at": "2026-12-01T18:30:00+00:00",
    "changes": ["time", "place"], "reason": "Une <grippe>", "notice": "hour", "new": ["recording"], "state": "confirmed",
}  # fmt: skip


def heard(person):
    """(kind, reason) of every notice about events that rang, oldest first."""
    rows = Notification.objects.filter(person=person, kind__startswith="community.event_", silent=False).order_by("pk")
    return [(kind.removeprefix("community.event_"), reason) for kind, reason in rows.values_list("kind", "reason")]


def test_a_new_event_is_told_to_who_follows_the_space_live_and_in_the_digest_of_others(cast, world, deliver):
    following.set_space_level(by=cast.bruno, space=world.open, level="all", at=NOW)
    propose(cast.amina, world.open)
    deliver()
    assert [notice.person for notice in Notification.objects.filter(silent=True)] == [cast.chloe]
    assert {key: heard(person) for key, person in cast if heard(person)} == {"bruno": [("new", "space")]}


def test_who_follows_the_organiser_hears_of_an_event_and_the_organiser_reads_how_many_did(cast, world, deliver, client_of):
    for person in (cast.david, cast.esther, cast.farid, cast.hugo):
        follow(person=person, target=cast.amina, at=NOW)
    event = propose(cast.amina, world.open)
    deliver()
    assert [heard(person) for person in (cast.david, cast.farid)] == [[("new", "person")]] * 2
    url = f"/notifications/portee/rencontre/{event.pk}/"
    assert f'hx-get="{url}"' in client_of(cast.amina).get(event.get_absolute_url()).content.decode()
    assert "Annoncé à 6 personnes\xa0: 4 rejointes, 2 par" in client_of(cast.amina).get(url).content.decode()
    assert "personne pour le moment" in client_of(cast.david).get(url).content.decode()


def test_a_refusal_that_is_taken_back_is_told_no_more(cast, world, deliver):
    event = propose(cast.amina, world.open)
    (row,) = come(event, cast.bruno)
    registrations.answer(by=cast.amina, registration=row, accept=False, at=NOW)
    deliver()
    assert heard(cast.bruno) == [("registered", "own"), ("answered", "own")]
    row.refresh_from_db()
    assert registrations.restore(by=cast.amina, registration=row, state="confirmed", at=NOW + HOUR) == "confirmed"
    deliver()
    states = (
        Notification.objects.filter(person=cast.bruno, silent=False).order_by("pk").values_list("data__state", flat=True)
    )
    assert list(states) == ["confirmed", "confirmed"]
    registrations.answer(by=cast.amina, registration=row, accept=False, at=NOW + HOUR)
    deliver()
    assert list(states.all()) == ["confirmed", "confirmed", "declined"]


def test_a_draft_is_told_to_nobody_and_not_found(cast, world, deliver):
    following.set_space_level(by=cast.bruno, space=world.open, level="all", at=NOW)
    propose(cast.amina, world.open, publish=False)
    deliver()
    assert (heard(cast.bruno), SearchEntry.objects.filter(kind="event").count()) == ([], 0)


def test_places_are_told_to_their_person_alone_and_promotion_too(cast, world, deliver):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe)
    registrations.withdraw(by=cast.bruno, event=event, at=NOW + HOUR)
    deliver()
    assert heard(cast.bruno) == [("registered", "own")]
    assert heard(cast.chloe) == [("registered", "own"), ("promoted", "own")]
    assert heard(cast.amina) == []


def test_requests_reach_the_organiser_and_answers_the_person(cast, world, deliver):
    event = propose(cast.amina, world.open, needs_approval=True)
    bruno, chloe = come(event, cast.bruno, cast.chloe)
    registrations.answer(by=cast.amina, registration=bruno, accept=True, at=NOW)
    registrations.answer(by=cast.amina, registration=chloe, accept=False, at=NOW)
    deliver()
    assert heard(cast.amina) == [("requested", "organiser")] * 2
    assert heard(cast.bruno) == heard(cast.chloe) == [("answered", "own")]
    assert list(Notification.objects.filter(person=cast.chloe, silent=False).values_list("data__state", flat=True)) == [
        "declined"
    ]


def test_who_comes_hears_what_changed_and_nothing_of_a_mere_text(cast, world, deliver):
    event = propose(cast.amina, world.open)
    come(event, cast.bruno)
    deliver()
    edit(cast.amina, event, body="Autre programme.")
    edit(cast.amina, event, starts_at=LATER + HOUR, ends_at=LATER + 2 * HOUR)
    deliver()
    assert heard(cast.bruno) == [("registered", "own"), ("changed", "registered")]
    notice = Notification.objects.get(kind="community.event_changed")
    assert (notice.data["changes"], notice.data["starts_at"]) == (["time"], (LATER + HOUR).isoformat())


def test_a_cancellation_reaches_who_comes_waits_or_asks(cast, world, deliver):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe, cast.david)
    registrations.withdraw(by=cast.david, event=event, at=NOW)
    deliver()
    Notification.objects.all().delete()
    events.cancel_event(by=cast.chloe, event=event, reason="Grippe.", at=NOW)
    deliver()
    told = {key: heard(person) for key, person in cast if heard(person)}
    assert told == {"amina": [("cancelled", "follows")], "bruno": [("cancelled", "registered")]}


def test_worked_off_twice_it_is_told_once(cast, world, deliver):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe)
    registrations.withdraw(by=cast.bruno, event=event, at=NOW + HOUR)
    events.cancel_event(by=cast.amina, event=event, reason="Grippe.", at=NOW + 2 * HOUR)
    deliver()
    before = heard(cast.chloe)
    OutboxRow.objects.update(done_at=None, handled=[])
    deliver()
    assert heard(cast.chloe) == before == [("registered", "own"), ("promoted", "own"), ("cancelled", "registered")]


def test_reminders_once_a_day_before_and_once_an_hour_before(cast, world, deliver):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe)
    deliver()
    Notification.objects.all().delete()
    moments = [
        LATER - 25 * HOUR,
        LATER - 24 * HOUR,
        LATER - 23 * HOUR,
        LATER - 2 * HOUR,
        LATER - HOUR,
        LATER - HOUR / 2,
        LATER,
    ]
    assert [reminders.remind_of_events(at=moment) for moment in moments] == [0, 1, 0, 0, 1, 0, 0]
    deliver()
    assert heard(cast.bruno) == [("reminder", "registered")] * 2
    assert heard(cast.amina) == [("reminder", "organiser")] * 2
    assert heard(cast.chloe) == []


def test_an_event_proposed_an_hour_ahead_is_reminded_of_once_and_a_moved_one_anew(cast, world, deliver):
    event = propose(cast.amina, world.open, at=LATER - 2 * HOUR)
    come(event, cast.bruno, at=LATER - 2 * HOUR)
    assert [reminders.remind_of_events(at=LATER - 2 * HOUR), reminders.remind_of_events(at=LATER - HOUR)] == [0, 1]
    edit(cast.amina, event, at=LATER - HOUR, starts_at=LATER + 48 * HOUR, ends_at=LATER + 49 * HOUR)
    assert reminders.remind_of_events(at=LATER + 24 * HOUR) == 1
    events.cancel_event(by=cast.amina, event=event, reason="Non", at=LATER + 30 * HOUR)
    assert reminders.remind_of_events(at=LATER + 47 * HOUR) == 0


def test_recording_and_recap_are_told_once_each(cast, world, deliver):
    event = propose(cast.amina, world.open)
    come(event, cast.bruno)
    deliver()
    for values in (("https://video.test/1", ""), ("https://video.test/2", "Résumé"), ("https://video.test/2", "Mieux")):
        recaps.follow_up(by=cast.amina, event=event, recording_url=values[0], recap=values[1], at=LATER + HOUR)
        deliver()
    assert heard(cast.bruno) == [("registered", "own"), ("recap", "registered"), ("recap", "registered")]


def test_events_are_found_by_readers_alone_and_follow_the_space(cast, world, deliver):
    event = propose(cast.amina, world.open, title="Atelier zibeline")
    deliver()
    assert SearchEntry.objects.get(kind="event").audience == 0
    spaces.edit_space(by=cast.chloe, space=world.open, access="hidden", at=NOW)
    world.open.refresh_from_db()
    assert SearchEntry.objects.get(kind="event").audience == world.open.audience_id != network_audience_id()
    assert list(Event.objects.visible_to(cast.david)) == []
    assert list(Event.objects.visible_to(cast.bruno)) == [event]


def test_who_lost_the_space_hears_no_more(cast, world, deliver):
    event = propose(cast.amina, world.open)
    come(event, cast.david)
    deliver()
    spaces.edit_space(by=cast.chloe, space=world.open, access="private", at=NOW)
    events.cancel_event(by=cast.amina, event=event, reason="Non", at=NOW)
    deliver()
    assert heard(cast.david) == [("registered", "own")]
    assert Notification.objects.get(person=cast.david).audience_id != network_audience_id()


@pytest.mark.parametrize("others", [0, 2])
@pytest.mark.parametrize("data", [{}, {"state": "waiting", "new": ["recap"], "notice": "day"}, {"state": "declined"}])
@pytest.mark.parametrize(
    "kind", [kind for kind in notification_kinds if kind.key.startswith("community.event_")], ids=lambda k: k.key
)
def test_every_kind_has_its_sentence(cast, kind, data, others):
    notice = Notification(person=cast.amina, actor=cast.bruno, kind=kind.key, data=DATA | data, created_at=NOW)
    html = get_template(kind.template).render({"notice": notice, "others": others})
    assert "&lt;atelier&gt;" in html
    assert "<grippe>" not in html
    assert kind.reasons
