"""Places at an event: taken, asked for, waited for, given back, passed on, and who came in the end.

Every verb holds the event's row until the end of its transaction, counts anew from the registrations, and only then lets a
place go to the first who waits (`queued_at`, `id`): two at once never take the same place. Being promoted is being
confirmed: who cannot come gives the place back in one press.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from activity.actions import feed
from community import permissions
from community.enums import AttendanceMode, EventMode, EventState, RegistrationState
from community.events import AttendanceMarked, RegistrationChanged
from community.models import Event, EventRegistration
from community.queries.registrations import LIVING
from community.rules import events as rules
from community.rules.presets import read_by_all
from core import outbox
from people.enums import PersonStatus
from people.models import Person

CONFIRMED, WAITING, REQUESTED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.REQUESTED
CANCELLED, DECLINED = RegistrationState.CANCELLED, RegistrationState.DECLINED


class RegistrationRefused(ValidationError):
    """No registration now; the message says why and what can be done."""


@transaction.atomic
def register(
    *, by: Person, event: Event, at: dt.datetime, mode: AttendanceMode | str = "", note: str = ""
) -> EventRegistration:
    """Take a place, ask for one, or wait for one. Who stands on the list already keeps their rank; the note is renewed.

    Raises PermissionDenied (not a reader, archived), RegistrationRefused (closed, begun, cancelled, declined before).
    """
    event = _locked(event)
    permissions.forget_roles_in_spaces(by)
    _may_register(by, event, at)
    row = EventRegistration.objects.filter(event=event, person=by).first()
    if row is not None and row.state == DECLINED:
        raise RegistrationRefused(_("L’organisation n’a pas retenu votre inscription. Écrivez-lui pour en parler."))
    if row is None:
        row = EventRegistration(event=event, person=by)
    row.mode, row.note = _mode(event, mode), note.strip()[:300]
    if row.pk is not None and row.state in LIVING:
        row.save(update_fields=["mode", "note"])
        return row
    before = row.state
    row.state = REQUESTED if event.needs_approval else CONFIRMED if _has_place(event) else WAITING
    row.queued_at, row.settled_at, row.settled_by = at, None, None
    row.confirmed_at = at if row.state == CONFIRMED else None
    row.save()
    _count(event)
    _announce(event, row, before, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, by: Person, event: Event, at: dt.datetime) -> bool:
    """Give the place back, or wait no more; who waits first gets it. True when there was something to give back.

    Raises RegistrationRefused once the event has begun.
    """
    event = _locked(event)
    row = EventRegistration.objects.filter(event=event, person=by, state__in=LIVING).first()
    if row is None:
        return False
    if event.starts_at <= at:
        raise RegistrationRefused(_("L’événement a commencé\xa0: il n’y a plus de place à céder."))
    _settle(event, [row], CANCELLED, by=by, at=at)
    _count(event)
    promote(event, at=at)
    return True


@transaction.atomic
def answer(*, by: Person, registration: EventRegistration, accept: bool, at: dt.datetime) -> EventRegistration:
    """An organiser answers a request; also takes somebody off the list (`accept` False). Answered meanwhile, it stays.

    Accepted when all places are taken, the person waits, by the time of the request.
    """
    event = _managed(by, registration.event)
    row = EventRegistration.objects.get(pk=registration.pk, event=event)
    if event.starts_at <= at and not accept and row.state == CONFIRMED:
        raise RegistrationRefused(_("L’événement a commencé\xa0: marquez plutôt la personne absente."))
    if accept and row.state == REQUESTED:
        _settle(event, [row], CONFIRMED if _has_place(event) else WAITING, by=by, at=at)
    elif not accept and row.state in LIVING:
        _settle(event, [row], DECLINED, by=by, at=at)
    else:
        return row
    _count(event)
    promote(event, at=at)
    return row


@transaction.atomic
def restore(*, by: Person, registration: EventRegistration, state: RegistrationState | str, at: dt.datetime) -> str:
    """Take a refusal back: on the list (`state`) where the person stood, at the hour of their own press; returns the list.

    A place that went to somebody else meanwhile stays theirs: the person waits, by that hour.
    """
    event = _managed(by, registration.event)
    row = EventRegistration.objects.get(pk=registration.pk, event=event)
    if row.state == DECLINED and state in LIVING and event.starts_at > at:
        after = WAITING if state == CONFIRMED and not _has_place(event) else RegistrationState(state)
        _settle(event, [row], after, by=by, at=at)
        _count(event)
        promote(event, at=at)
    return row.state


@dataclass(frozen=True)
class Answered:
    """What became of many requests at once: how many got a place, wait for one, were declined."""

    confirmed: int = 0
    waiting: int = 0
    declined: int = 0


@transaction.atomic
def answer_many(*, by: Person, event: Event, numbers: Iterable[int] | None, accept: bool, at: dt.datetime) -> Answered:
    """Answer these requests of the event (None: all of them), in the order in which they came.

    Accepted ones get the places that are left, the others wait by the time of their request. What was answered meanwhile
    stays as it is.
    """
    event = _managed(by, event)
    rows = EventRegistration.objects.filter(event=event, state=REQUESTED)
    if numbers is not None:
        rows = rows.filter(pk__in=list(numbers))
    asked = list(rows.order_by("queued_at", "id"))
    if not accept:
        _settle(event, asked, DECLINED, by=by, at=at)
        return Answered(declined=len(asked))
    free = rules.places_for_new(event.confirmed_count, event.waiting_count, event.capacity)
    split = len(asked) if free is None else free
    _settle(event, asked[:split], CONFIRMED, by=by, at=at)
    _settle(event, asked[split:], WAITING, by=by, at=at)
    _count(event)
    promote(event, at=at)
    return Answered(confirmed=len(asked[:split]), waiting=len(asked[split:]))


@transaction.atomic
def mark_attendance(*, by: Person, event: Event, shown: Iterable[int], present: Iterable[int], at: dt.datetime) -> int:
    """Who came, among the confirmed registrations that the form showed; returns how many. Raises RegistrationRefused before
    the event begins."""
    event = _managed(by, event)
    if event.starts_at > at:
        raise RegistrationRefused(_("On marque les présences à partir du début de l’événement."))
    came, rows = set(present), EventRegistration.objects.filter(event=event, state=CONFIRMED, pk__in=list(shown))
    rows.exclude(pk__in=came).update(attended=False, attendance_by=by)
    there = rows.filter(pk__in=came)
    number, people = there.update(attended=True, attendance_by=by), sorted(there.values_list("person", flat=True))
    outbox.publish(AttendanceMarked(event_id=event.pk, person_ids=people, at=at))
    return number


def promote(event: Event, *, at: dt.datetime) -> int:
    """Give free places to who waits, in order (inside the caller's transaction, the event locked); returns how many.

    Nothing once the event has begun or is cancelled. Who left the network, or reads the space no more, is passed over.
    """
    free = rules.free_places(event.confirmed_count, event.capacity)
    if free == 0 or event.state != EventState.PUBLISHED or event.starts_at <= at:
        return 0
    waiting = EventRegistration.objects.filter(event=event, state=WAITING, person__status=PersonStatus.ACTIVE)
    if not read_by_all(event.space.access):
        waiting = waiting.filter(person__memberships__space=event.space_id)
    rows = list(waiting.order_by("queued_at", "id")[:free])
    if rows:
        _settle(event, rows, CONFIRMED, by=None, at=at)
        _count(event)
    return len(rows)


def move_excess(event: Event, *, capacity: int, by: Person, at: dt.datetime) -> int:
    """Who was confirmed last goes back to the waiting list, and stands first there: they keep the hour of their first press.

    Inside the caller's transaction, the event locked, before its capacity is lowered.
    """
    number = rules.to_move(event.confirmed_count, capacity)
    last = EventRegistration.objects.filter(event=event, state=CONFIRMED).order_by("-confirmed_at", "-queued_at", "-id")
    _settle(event, list(last[:number]), WAITING, by=by, at=at)
    _count(event)
    return number


@transaction.atomic
def release(*, person: Person, at: dt.datetime, space_id: int | None = None, gone: bool = False) -> int:
    """Give back what a person holds of events to come that they may read no more; returns how many.

    `space_id`: only there. `gone`: the person left the network, whatever they could read.
    """
    rows = EventRegistration.objects.filter(person=person, state__in=LIVING, event__starts_at__gt=at)
    if space_id is not None:
        rows = rows.filter(event__space=space_id)
    if not gone:
        rows = rows.exclude(event__in=Event.objects.visible_to(person))
    count = 0
    for event in Event.objects.filter(pk__in=rows.values("event")).order_by("pk"):
        event = _locked(event)
        row = EventRegistration.objects.filter(event=event, person=person, state__in=LIVING).first()
        if row is not None:
            _settle(event, [row], CANCELLED, by=person, at=at)
            _count(event)
            promote(event, at=at)
            count += 1
    return count


@transaction.atomic
def forget_person(*, person: Person, at: dt.datetime) -> int:
    """Erase every registration of a person, notes with them: counts follow, and places to come go to who waits."""
    deleted = 0
    for event in Event.objects.filter(registrations__person=person).order_by("pk"):
        event = _locked(event)
        deleted += EventRegistration.objects.filter(event=event, person=person).delete()[0]
        _count(event)
        promote(event, at=at)
    return deleted


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=event.pk)


def _managed(by: Person, event: Event) -> Event:
    event = _locked(event)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_event(by, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace gèrent les inscriptions."))
    return event


def _may_register(by: Person, event: Event, at: dt.datetime) -> None:
    if event.state == EventState.CANCELLED:
        raise RegistrationRefused(_("Cet événement est annulé."))
    if event.space.archived_at is not None:
        raise RegistrationRefused(_("L’espace est archivé\xa0: on ne s’y inscrit plus à rien."))
    if not permissions.can_register(by, event):
        raise PermissionDenied(_("Cet événement ne vous est pas ouvert."))
    if event.starts_at <= at:
        raise RegistrationRefused(_("L’événement a commencé\xa0: les inscriptions sont fermées."))
    if event.closes_at is not None and event.closes_at <= at:
        raise RegistrationRefused(_("Les inscriptions sont fermées. Écrivez à la personne qui organise."))


def _mode(event: Event, wanted: AttendanceMode | str) -> str:
    if event.mode != EventMode.HYBRID:
        return AttendanceMode.ONLINE if event.mode == EventMode.ONLINE else AttendanceMode.IN_PERSON
    return wanted if wanted in AttendanceMode.values else AttendanceMode.ONLINE


def _has_place(event: Event) -> bool:
    """A free place that nobody waits for."""
    return rules.places_for_new(event.confirmed_count, event.waiting_count, event.capacity) != 0


def _settle(
    event: Event, rows: list[EventRegistration], state: RegistrationState, *, by: Person | None, at: dt.datetime
) -> None:
    for row in rows:
        before, row.state = row.state, state
        row.settled_at, row.settled_by = at, by
        row.confirmed_at = at if state == CONFIRMED else None
        if state != CONFIRMED:
            row.attended = row.attendance_by = None
        _announce(event, row, before, by=by, at=at)
    EventRegistration.objects.bulk_update(
        rows, ["state", "settled_at", "settled_by", "confirmed_at", "attended", "attendance_by"]
    )


def _count(event: Event) -> None:
    """The two counts of the event, from its rows: never by adding and subtracting."""
    counts = EventRegistration.objects.filter(event=event).aggregate(
        confirmed_count=Count("pk", filter=Q(state=CONFIRMED)), waiting_count=Count("pk", filter=Q(state=WAITING))
    )
    Event.objects.filter(pk=event.pk).update(**counts)
    event.confirmed_count, event.waiting_count = counts["confirmed_count"], counts["waiting_count"]
    feed.forget_card(obj=event)


def _announce(event: Event, row: EventRegistration, before: str, *, by: Person | None, at: dt.datetime) -> None:
    outbox.publish(
        RegistrationChanged(
            registration_id=row.pk, event_id=event.pk, space_id=event.space_id, person_id=row.person_id,
            by_id=by.pk if by is not None else None, before=before, after=row.state, at=at,
        )
    )  # fmt: skip
