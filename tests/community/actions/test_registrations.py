"""Places: taken, asked for, waited for, given back, passed on in order, and who came."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from activity.models import Notification
from community.actions import events, memberships, registrations, retention, spaces
from community.models import EventRegistration
from core.models import OutboxRow
from people.queries.registries import data_exporters
from tests.cast import NOW
from tests.community.events import LATER, come, counts, edit, lists, propose

ENDED = LATER + dt.timedelta(hours=2)


def test_places_then_the_waiting_list_then_promotion_in_order(cast, world):
    event = propose(cast.amina, world.open, capacity=2)
    rows = come(event, cast.bruno, cast.chloe, cast.david, cast.esther)
    assert [row.state for row in rows] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert registrations.withdraw(by=cast.bruno, event=event, at=NOW)
    assert lists(event) == {"cancelled": ["Bruno"], "confirmed": ["Chloé", "David"], "waiting": ["Esther"]}
    come(event, cast.bruno, at=NOW + dt.timedelta(hours=1))
    assert lists(event)["waiting"] == ["Esther", "Bruno"]
    assert counts(event) == (2, 2)


def test_registered_twice_is_registered_once_with_the_newest_note(cast, world):
    event = propose(cast.amina, world.open, mode="hybrid", place="Salle A")
    come(event, cast.bruno, note="Un", mode="online")
    come(event, cast.bruno, note="Deux", mode="in_person")
    row = EventRegistration.objects.get()
    assert (row.note, row.mode, counts(event)) == ("Deux", "in_person", (1, 0))
    assert OutboxRow.objects.filter(name="community.RegistrationChanged").count() == 1


def test_waiting_once_more_keeps_the_rank(cast, world):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe, cast.david)
    come(event, cast.chloe, at=NOW + dt.timedelta(hours=3), note="Toujours là")
    assert lists(event)["waiting"] == ["Chloé", "David"]


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({}, LATER),
        ({}, LATER + dt.timedelta(days=9)),
        ({"closes_at": NOW + dt.timedelta(hours=1)}, NOW + dt.timedelta(hours=1)),
    ],
)
def test_after_it_begins_or_closes_nobody_registers(cast, world, values, at):
    event = propose(cast.amina, world.open, **values)
    with pytest.raises(registrations.RegistrationRefused):
        come(event, cast.bruno, at=at)
    assert counts(event) == (0, 0)


def test_in_an_archive_or_a_cancelled_event_or_from_outside_nobody_registers(cast, world):
    event, hidden = propose(cast.amina, world.open), propose(cast.amina, world.hidden)
    with pytest.raises(PermissionDenied):
        come(hidden, cast.david)
    events.cancel_event(by=cast.amina, event=hidden, reason="Non", at=NOW)
    with pytest.raises(registrations.RegistrationRefused):
        come(hidden, cast.bruno)
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)
    with pytest.raises(registrations.RegistrationRefused):
        come(event, cast.bruno)


def test_an_approved_event_asks_then_gives_places_by_the_hour_of_the_request(cast, world):
    event = propose(cast.amina, world.open, capacity=1, needs_approval=True)
    bruno, chloe, david = come(event, cast.bruno, cast.chloe, cast.david)
    assert [row.state for row in (bruno, chloe, david)] == ["requested"] * 3
    registrations.answer(by=cast.amina, registration=david, accept=True, at=NOW)
    registrations.answer(by=cast.chloe, registration=bruno, accept=True, at=NOW)
    registrations.answer(by=cast.amina, registration=chloe, accept=False, at=NOW)
    assert lists(event) == {"waiting": ["Bruno"], "declined": ["Chloé"], "confirmed": ["David"]}
    with pytest.raises(registrations.RegistrationRefused):
        come(event, cast.chloe)
    with pytest.raises(PermissionDenied):
        registrations.answer(by=cast.bruno, registration=bruno, accept=True, at=NOW)
    registrations.answer(by=cast.amina, registration=david, accept=False, at=NOW)
    assert (lists(event)["confirmed"], counts(event)) == (["Bruno"], (1, 0))


def test_no_place_is_given_back_or_passed_on_once_it_has_begun(cast, world):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.bruno, cast.chloe)
    with pytest.raises(registrations.RegistrationRefused):
        registrations.withdraw(by=cast.bruno, event=event, at=LATER)
    edit(cast.amina, event, capacity=5, at=LATER + dt.timedelta(minutes=5))
    assert lists(event) == {"confirmed": ["Bruno"], "waiting": ["Chloé"]}


def test_attendance_after_the_start_among_those_who_were_shown(cast, world):
    event = propose(cast.amina, world.open, capacity=3)
    rows = come(event, cast.bruno, cast.chloe, cast.david, cast.esther)
    ids = [row.pk for row in rows]
    with pytest.raises(registrations.RegistrationRefused):
        registrations.mark_attendance(by=cast.amina, event=event, shown=ids, present=ids, at=NOW)
    with pytest.raises(PermissionDenied):
        registrations.mark_attendance(by=cast.bruno, event=event, shown=ids, present=ids, at=ENDED)
    count = registrations.mark_attendance(by=cast.amina, event=event, shown=ids[:2] + ids[3:], present=ids, at=ENDED)
    assert count == 2
    registrations.mark_attendance(by=cast.amina, event=event, shown=ids[1:3], present=[ids[2]], at=ENDED)
    attended = dict(EventRegistration.objects.values_list("person__given_name", "attended"))
    assert attended == {"Bruno": True, "Chloé": False, "David": True, "Esther": None}


def test_attendance_is_no_evidence(cast, world, deliver):
    from competencies.models import Evidence

    event = propose(cast.amina, world.open)
    (row,) = come(event, cast.bruno)
    registrations.mark_attendance(by=cast.amina, event=event, shown=[row.pk], present=[row.pk], at=ENDED)
    deliver()
    assert Evidence.objects.count() == 0


def test_who_leaves_a_closed_space_gives_the_places_there_back(cast, world, deliver):
    event, elsewhere = propose(cast.amina, world.private, capacity=1), propose(cast.amina, world.open)
    come(event, cast.bruno, cast.chloe)
    come(elsewhere, cast.bruno)
    memberships.leave(by=cast.bruno, space=world.private, at=NOW)
    memberships.leave(by=cast.bruno, space=world.open, at=NOW)
    deliver()
    assert lists(event) == {"cancelled": ["Bruno"], "confirmed": ["Chloé"]}
    assert lists(elsewhere) == {"confirmed": ["Bruno"]}


def test_a_space_that_closes_keeps_its_members_only(cast, world, deliver):
    event = propose(cast.amina, world.open, capacity=1)
    come(event, cast.david, cast.bruno)
    spaces.edit_space(by=cast.chloe, space=world.open, access="private", at=NOW)
    deliver()
    assert (lists(event), counts(event)) == ({"cancelled": ["David"], "confirmed": ["Bruno"]}, (1, 0))


def test_nobody_who_left_is_promoted(cast, world):
    event = propose(cast.amina, world.private, capacity=1)
    come(event, cast.bruno, cast.chloe)
    world.private.memberships.filter(person=cast.chloe).delete()
    registrations.withdraw(by=cast.bruno, event=event, at=NOW)
    assert lists(event) == {"cancelled": ["Bruno"], "waiting": ["Chloé"]}


def test_an_erasure_takes_registrations_and_passes_the_place_on(cast, world):
    soon = timezone.now() + dt.timedelta(days=2)
    event = propose(cast.amina, world.open, capacity=1, starts_at=soon, body=f"Avec @[Bruno](membre:{cast.bruno.pk}).")
    come(event, cast.bruno, cast.chloe, note="Boucle auditive")
    exported = data_exporters["community-registrations"].export(cast.bruno)
    assert [(row["mot"], row["etat"]) for row in exported] == [("Boucle auditive", "Confirmée")]
    assert data_exporters["community-registrations"].erase(cast.bruno) == 1
    assert data_exporters["community-events"].erase(cast.bruno) == 1
    assert (lists(event), counts(event)) == ({"confirmed": ["Chloé"]}, (1, 0))
    assert event.body == "Avec @Ancien membre."


def test_notes_go_six_months_after_the_event(cast, world):
    event = propose(cast.amina, world.open)
    come(event, cast.bruno, note="Boucle auditive")
    assert retention.forget_event_notes(LATER + dt.timedelta(days=183), False) == 0
    late = LATER + dt.timedelta(days=184)
    assert (retention.forget_event_notes(late, True), retention.forget_event_notes(late, False)) == (1, 1)
    assert EventRegistration.objects.get().note == ""


def test_all_requests_at_once_fill_the_places_then_the_waiting_list_in_order(cast, world, deliver):
    event = propose(cast.amina, world.open, capacity=2, needs_approval=True)
    come(event, cast.david, cast.bruno, cast.chloe, cast.esther)
    done = registrations.answer_many(by=cast.amina, event=event, numbers=None, accept=True, at=NOW)
    assert done == registrations.Answered(confirmed=2, waiting=2)
    assert lists(event) == {"confirmed": ["David", "Bruno"], "waiting": ["Chloé", "Esther"]}
    assert counts(event) == (2, 2)
    again = registrations.answer_many(by=cast.amina, event=event, numbers=None, accept=True, at=NOW)
    assert again == registrations.Answered()
    deliver()
    notices = Notification.objects.filter(kind="community.event_answered").order_by("person__given_name")
    assert list(notices.values_list("person__given_name", "data__state")) == [
        ("Bruno", "confirmed"),
        ("Chloé", "waiting"),
        ("David", "confirmed"),
        ("Esther", "waiting"),
    ]


def test_some_requests_at_once_touch_these_alone_and_only_of_this_event(cast, world):
    event = propose(cast.amina, world.open, capacity=1, needs_approval=True)
    other = propose(cast.amina, world.open, title="Un autre", needs_approval=True)
    bruno, chloe, david = come(event, cast.bruno, cast.chloe, cast.david)
    (elsewhere,) = come(other, cast.bruno)
    numbers = [chloe.pk, david.pk, elsewhere.pk]
    done = registrations.answer_many(by=cast.chloe, event=event, numbers=numbers, accept=True, at=NOW)
    assert done == registrations.Answered(confirmed=1, waiting=1)
    assert lists(event) == {"requested": ["Bruno"], "confirmed": ["Chloé"], "waiting": ["David"]}
    assert lists(other) == {"requested": ["Bruno"]}
    done = registrations.answer_many(by=cast.amina, event=event, numbers=[bruno.pk, chloe.pk], accept=False, at=NOW)
    assert (done, lists(event)["confirmed"]) == (registrations.Answered(declined=1), ["Chloé"])
    with pytest.raises(PermissionDenied):
        registrations.answer_many(by=cast.bruno, event=event, numbers=None, accept=False, at=NOW)


def test_without_a_limit_all_get_a_place(cast, world):
    event = propose(cast.amina, world.open, needs_approval=True)
    come(event, cast.bruno, cast.chloe, cast.david)
    done = registrations.answer_many(by=cast.amina, event=event, numbers=None, accept=True, at=NOW)
    assert (done.confirmed, counts(event)) == (3, (3, 0))
