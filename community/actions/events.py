"""Events of a space: drafted, published, changed, cancelled. Whoever comes stands in `actions/registrations.py`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.actions import feed, subscriptions
from activity.models import FeedLine
from activity.queries.targets import type_id
from community import permissions
from community.actions import registrations
from community.actions.mentions import TextRefused, named_in, newly_named
from community.actions.texts import MAX_BODY
from community.enums import AttendanceMode, EventMode, EventState
from community.events import EventCancelled, EventChanged, EventPublished
from community.models import Event, Space
from community.rules import events as rules
from competencies.actions.topics import get_or_create_topics
from competencies.models import Topic
from competencies.queries.frameworks import by_codes
from core import outbox
from core.markdown import mentioned_ids
from people.actions.files import publish_attachments
from people.models import Person
from people.queries.files import drafts_in

DOUBLE_PRESS = dt.timedelta(seconds=60)
MAX_CAPACITY = 100_000


class EventRefused(ValidationError):
    """What was asked cannot stand; `field` names what to mend in the form."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class CapacityTooLow(EventRefused):
    """Fewer places than confirmed people; `number` of them would have to move to the waiting list."""

    def __init__(self, *, confirmed: int, capacity: int) -> None:
        self.number = rules.to_move(confirmed, capacity)
        words = ngettext(
            "%(confirmed)d personnes sont confirmées\xa0: si le nombre de places passe à %(capacity)d, %(number)d "
            "personne n’aurait plus la sienne. Gardez-en au moins %(confirmed)d, ou cochez la case "
            "qui la déplace vers la liste d’attente.",
            "%(confirmed)d personnes sont confirmées\xa0: si le nombre de places passe à %(capacity)d, %(number)d "
            "personnes n’auraient plus la leur. Gardez-en au moins %(confirmed)d, ou cochez la case "
            "qui les déplace vers la liste d’attente.",
            self.number,
        )
        values = {"confirmed": confirmed, "capacity": capacity, "number": self.number}
        super().__init__(words % values, field="capacity")


@dataclass(frozen=True, kw_only=True)
class EventDetails:
    """What its form says of an event. `capacity` None: no limit; `closes_at` None: one registers until it begins."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    mode: EventMode | str = EventMode.ONLINE
    summary: str = ""
    body: str = ""
    language: str = "fr"
    place: str = ""
    accessibility: str = ""
    online_url: str = ""
    capacity: int | None = None
    needs_approval: bool = False
    closes_at: dt.datetime | None = None
    topic_names: tuple[str, ...] = ()
    competency_codes: tuple[str, ...] = ()


_PLAIN = tuple(one.name for one in fields(EventDetails) if one.name not in ("topic_names", "competency_codes"))


@transaction.atomic
def create_event(*, by: Person, space: Space, details: EventDetails, at: dt.datetime, publish: bool = False) -> Event:
    """A draft that its organiser alone sees, or at once a published event. Sent twice within a minute it is one event.

    Raises PermissionDenied (not a member, archived), EventRefused, TextRefused.
    """
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_organise(by, space):
        raise PermissionDenied(_("Joignez l’espace pour y proposer un événement."))
    _check(details)
    if details.starts_at <= at:
        raise EventRefused(_("Ce début est déjà passé. Choisissez une date à venir."), field="starts_at")
    twin = Event.objects.filter(
        organiser=by,
        space=space,
        title=details.title.strip(),
        starts_at=details.starts_at,
        created_at__gte=at - DOUBLE_PRESS,
    ).first()
    if twin is not None:
        return twin
    event = Event(space=space, organiser=by, created_at=at, changed_at=at, **_values(details, space))
    event.save()
    _keep_files(event, details.body, by)
    _label(event, details)
    if publish:
        _publish(event, at=at)
    return event


@transaction.atomic
def edit_event(
    *, by: Person, event: Event, details: EventDetails, at: dt.datetime, publish: bool = False, move_excess: bool = False
) -> Event:
    """Change it; who comes hears of another time, place or link. `publish` opens a draft.

    More places are given to who waits. Fewer than are confirmed raises CapacityTooLow, unless `move_excess`: those who were
    confirmed last go first on the waiting list. Raises PermissionDenied, EventRefused, TextRefused.
    """
    event = _managed(by, event)
    if event.state == EventState.CANCELLED:
        raise PermissionDenied(_("Un événement annulé ne se modifie plus. Dupliquez-le pour le reprendre."))
    _check(details)
    if event.state == EventState.DRAFT and details.starts_at <= at:
        raise EventRefused(_("Ce début est déjà passé. Choisissez une date à venir."), field="starts_at")
    before = {name: getattr(event, name) for name in _PLAIN}
    values = _values(details, event.space, named_before=mentioned_ids(event.body))
    if details.capacity is not None and rules.to_move(event.confirmed_count, details.capacity):
        if not move_excess:
            raise CapacityTooLow(confirmed=event.confirmed_count, capacity=details.capacity)
        registrations.move_excess(event, capacity=details.capacity, by=by, at=at)
    for name, value in values.items():
        setattr(event, name, value)
    told = rules.changes(before, values)
    if event.state == EventState.PUBLISHED and (told or before["title"] != event.title):
        event.sequence += 1
    if before["starts_at"] != event.starts_at:
        event.reminded_day_at = event.reminded_hour_at = None
    event.changed_at = at
    event.save()
    _keep_files(event, details.body, by)
    topics = _label(event, details)
    _fit_modes(event)
    if event.state == EventState.PUBLISHED:
        registrations.promote(event, at=at)
        record_line(event, topics, at=at if told else _line_at(event))
        ids = {"event_id": event.pk, "space_id": event.space_id, "by_id": by.pk}
        outbox.publish(EventChanged(**ids, changes=told, mentioned_ids=newly_named(before["body"], event.body), at=at))
    elif publish:
        _publish(event, at=at)
    return event


@transaction.atomic
def publish_event(*, by: Person, event: Event, at: dt.datetime) -> Event:
    """Open a draft to the readers of the space; what is open already stays so. Raises EventRefused (already begun)."""
    event = _managed(by, event)
    if event.state == EventState.DRAFT:
        if event.starts_at <= at:
            raise EventRefused(_("Ce début est déjà passé. Modifiez la date, puis publiez."), field="starts_at")
        _publish(event, at=at)
    return event


@transaction.atomic
def cancel_event(*, by: Person, event: Event, reason: str, at: dt.datetime) -> Event:
    """It will not take place: everybody who comes or waits is told why. Registrations stay as they are, for the record."""
    event = _managed(by, event)
    if event.state == EventState.CANCELLED:
        return event
    if event.state == EventState.DRAFT:
        raise PermissionDenied(_("Un brouillon ne s’annule pas\xa0: supprimez-le."))
    if event.ends_at <= at:
        raise EventRefused(_("Cet événement a déjà eu lieu\xa0: il ne s’annule plus."), field="reason")
    event.state, event.cancelled_at, event.cancelled_reason = EventState.CANCELLED, at, reason.strip()[:300]
    event.sequence += 1
    event.changed_at = at
    event.save(update_fields=["state", "cancelled_at", "cancelled_reason", "sequence", "changed_at"])
    feed.forget_card(obj=event)
    outbox.publish(EventCancelled(event_id=event.pk, space_id=event.space_id, by_id=by.pk, at=at))
    return event


@transaction.atomic
def delete_draft(*, by: Person, event: Event) -> None:
    """Take a draft away for good; what was published is cancelled instead."""
    event = _managed(by, event)
    if event.state != EventState.DRAFT:
        raise PermissionDenied(_("Un événement publié s’annule; il ne se supprime pas."))
    event.delete()


def locked(event: Event) -> Event:
    """The event as it is now, held until the end of the transaction, with its space: places are counted one at a time."""
    rows = Event.objects.select_for_update(of=("self",), no_key=True).select_related("space")
    return rows.get(pk=event.pk)


def _managed(by: Person, event: Event) -> Event:
    event = locked(event)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_event(by, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace gèrent cet événement."))
    return event


def _check(details: EventDetails) -> None:
    if not details.title.strip():
        raise EventRefused(_("Donnez un titre à l’événement."), field="title")
    if details.ends_at <= details.starts_at:
        raise EventRefused(_("L’événement finit avant de commencer. Corrigez l’heure de fin ou de début."), field="ends_at")
    if details.closes_at is not None and details.closes_at > details.starts_at:
        raise EventRefused(_("Les inscriptions ferment au plus tard au début de l’événement."), field="closes_at")
    if details.mode != EventMode.ONLINE and not details.place.strip():
        raise EventRefused(_("Dites où l’on se retrouve\xa0: l’adresse, la salle."), field="place")
    if details.capacity is not None and not 1 <= details.capacity <= MAX_CAPACITY:
        raise EventRefused(_("Indiquez au moins une place, ou laissez vide pour ne pas limiter."), field="capacity")
    if len(details.body) > MAX_BODY:
        words = _("Votre texte compte %(count)s caractères; la limite est de %(limit)s. Raccourcissez-le.")
        raise TextRefused(words % {"count": len(details.body), "limit": MAX_BODY}, code="too-long")


def _values(details: EventDetails, space: Space, *, named_before: Iterable[int] = ()) -> dict[str, Any]:
    """The columns that it fills. What the formula does not need is emptied: no link to a meeting in person."""
    values = {name: getattr(details, name) for name in _PLAIN}
    for name in ("title", "summary", "place", "accessibility", "online_url"):
        values[name] = values[name].strip()
    body = details.body.replace("\r\n", "\n").strip()
    named = named_in({"body": body}, space=space, named_before=named_before)
    values["body"] = named.canonical(body)
    values["body_html"] = named.html(values["body"])
    if details.mode == EventMode.ONLINE:
        values["place"] = ""
    if details.mode == EventMode.IN_PERSON:
        values["online_url"] = ""
    return values


def _keep_files(event: Event, text: str, by: Person) -> None:
    """Files that the text names belong to the event; its readers read them once it is published."""
    files = list(drafts_in(text, by)) if "/fichiers/" in text else []
    event.attachments.add(*files)
    if files and event.state != EventState.DRAFT:
        publish_attachments(attachments=files, audience=event.space.audience_id)


def _label(event: Event, details: EventDetails) -> list[Topic]:
    topics = get_or_create_topics(list(details.topic_names))
    event.topics.set(topics)
    event.competencies.set(by_codes(list(details.competency_codes)))
    return topics


def _fit_modes(event: Event) -> None:
    """Who had chosen a way that is offered no more comes the other way."""
    if event.mode != EventMode.HYBRID:
        only = AttendanceMode.ONLINE if event.mode == EventMode.ONLINE else AttendanceMode.IN_PERSON
        event.registrations.exclude(mode=only).update(mode=only)


def _publish(event: Event, *, at: dt.datetime) -> None:
    event.state, event.changed_at = EventState.PUBLISHED, at
    event.save(update_fields=["state", "changed_at"])
    publish_attachments(attachments=event.attachments.all(), audience=event.space.audience_id)
    Space.objects.filter(pk=event.space_id).update(last_activity_at=at)
    record_line(event, list(event.topics.all()), at=at)
    subscriptions.follow(person=event.organiser, target=event, at=at)
    outbox.publish(EventPublished(event_id=event.pk, space_id=event.space_id, organiser_id=event.organiser_id, at=at))


def record_line(event: Event, topics: Iterable[Topic], *, at: dt.datetime) -> None:
    """Its line in the feed, followed by its space, organiser, topics and competencies."""
    topics = list(topics)
    feed.record_line(
        kind="event",
        obj=event,
        container=event.space,
        actor=event.organiser,
        sources=[event.organiser, *topics, *event.competencies.all()],
        topic_ids=[topic.pk for topic in topics],
        audience_id=event.space.audience_id,
        at=at,
    )


def _line_at(event: Event) -> dt.datetime:
    """Where its line stands in the feed now."""
    rows = FeedLine.objects.filter(content_type=type_id(Event), object_id=event.pk)
    return rows.values_list("at", flat=True).first() or event.created_at
