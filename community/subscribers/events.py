"""What follows from what happens to events: who hears of it, the search, places of those who leave.

Each notice has the fact in its `event_key`, so that a handler may run twice. The sentence is written from `data` when the
notice is read: in the reader's language, with the hour as it was announced.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from activity.actions.notifications import notify, withdraw
from activity.queries.subscriptions import recipients_of
from community.actions import registrations
from community.enums import EventState, RegistrationState
from community.events import (
    EventCancelled,
    EventChanged,
    EventDue,
    EventFollowedUp,
    EventPublished,
    MemberLeft,
    RegistrationChanged,
    SpaceChanged,
)
from community.models import Event, EventRegistration, Space
from community.queries.registrations import LIVING, person_ids
from community.rules.presets import read_by_all
from community.subscribers.followers import sources_of, told
from competencies.events import TopicChanged, TopicsMerged
from core.events import subscribe
from core.search import refresh
from people.events import PersonLeft
from people.models import Person

CONFIRMED, WAITING, REQUESTED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.REQUESTED
CANCELLED, DECLINED = RegistrationState.CANCELLED, RegistrationState.DECLINED


def _event(event_id: int) -> Event | None:
    return Event.objects.filter(pk=event_id).select_related("space").first()


def _tell(
    kind: str,
    event: Event,
    *,
    key: str,
    to: Iterable[tuple[int, str]],
    actor: int | None,
    at: dt.datetime,
    url: str = "",
    in_digest: Iterable[tuple[int, str]] = (),
    **data: Any,
) -> None:
    notify(
        kind=f"community.event_{kind}",
        event_key=f"event:{event.pk}:{key}",
        recipients=to,
        in_digest=in_digest,
        actor=actor,
        target=event,
        container=event.space,
        audience_id=event.space.audience_id,
        url=url or event.get_absolute_url(),
        data={"title": event.title, "space": event.space.name, "starts_at": event.starts_at.isoformat(), **data},
        at=at,
    )


def _stamp(at: dt.datetime) -> str:
    return str(int(at.timestamp() * 1000))


def involved(event: Event) -> list[tuple[int, str]]:
    """Who stands on a list, then who follows the event: each hears under the reason that concerns them most."""
    registered = [(number, "registered") for number in person_ids(event, *LIVING)]
    return registered + [(number, "follows") for number in recipients_of(event)]


@subscribe(EventPublished)
def tell_of_event(said: EventPublished) -> None:
    """Who follows its space, its organiser, a topic or a competency of it: live, or in the digest, as for threads."""
    event = _event(said.event_id)
    if event is not None:
        skills = event.competencies.values_list("pk", flat=True)
        sources = sources_of(
            competency_ids=skills, topics=event.topics.all(), person_ids=[event.organiser_id], space=event.space
        )
        live, digest = told(sources, held_by=event.space)
        _tell("new", event, key="new", to=live, in_digest=digest, actor=said.organiser_id, at=said.at)


@subscribe(EventChanged)
def tell_of_change(said: EventChanged) -> None:
    event = _event(said.event_id)
    if event is not None and said.changes:
        changes = list(said.changes)
        _tell(
            "changed", event, key=f"changed:{_stamp(said.at)}", to=involved(event), actor=said.by_id, at=said.at,
            changes=changes,
        )  # fmt: skip


@subscribe(EventCancelled)
def tell_of_cancellation(said: EventCancelled) -> None:
    event = _event(said.event_id)
    if event is not None:
        reason = event.cancelled_reason
        _tell("cancelled", event, key="cancelled", to=involved(event), actor=said.by_id, at=said.at, reason=reason)


@subscribe(EventDue)
def remind(said: EventDue) -> None:
    """Who comes, and who organises; with the hour it has now (moved meanwhile, it is reminded of anew)."""
    event = _event(said.event_id)
    if event is None or event.state != EventState.PUBLISHED:
        return
    to = [(number, "registered") for number in person_ids(event, CONFIRMED)] + [(event.organiser_id, "organiser")]
    key = f"due:{said.notice}:{_stamp(event.starts_at)}"
    _tell("reminder", event, key=key, to=to, actor=None, at=said.at, notice=said.notice)


@subscribe(EventFollowedUp)
def tell_of_recap(said: EventFollowedUp) -> None:
    event = _event(said.event_id)
    if event is not None and said.new:
        to = [(number, "registered") for number in person_ids(event, CONFIRMED, WAITING)]
        to += [(number, "follows") for number in recipients_of(event)]
        key = f"followed-up:{'-'.join(said.new)}"
        _tell("recap", event, key=key, to=to, actor=said.by_id, at=said.at, new=list(said.new))


@subscribe(RegistrationChanged)
def tell_of_registration(said: RegistrationChanged) -> None:
    """The organiser hears of a request; the person, of what becomes of their place."""
    event = _event(said.event_id)
    row = EventRegistration.objects.filter(pk=said.registration_id).first()
    if event is None or row is None:
        return
    key = f"registration:{row.pk}:{said.after}:{_stamp(said.at)}"
    if said.before == DECLINED:
        withdraw(event_key=f"event:{event.pk}:{_refusal(row)}")
    if said.after == DECLINED:
        if row.state != DECLINED:
            return
        key = _refusal(row)
    if said.after == REQUESTED and said.before != DECLINED:
        url = f"{event.get_absolute_url()}participants/?liste=demandes"
        to = [(event.organiser_id, "organiser")]
        _tell("requested", event, key=key, to=to, actor=said.person_id, at=said.at, url=url)
    elif kind := _kind(said):
        _tell(kind, event, key=key, to=[(said.person_id, "own")], actor=None, at=said.at, state=said.after)


def _refusal(row: EventRegistration) -> str:
    """Without its hour, so that taking it back finds its notice, and the mail that waits its few minutes."""
    return f"registration:{row.pk}:{DECLINED}"


def _kind(said: RegistrationChanged) -> str:
    """Which notice the person gets; none for what they did themselves, but for the confirmation of a place."""
    alone = said.by_id == said.person_id
    if said.after == CONFIRMED and said.before == WAITING:
        return "promoted"
    if said.after in (CONFIRMED, WAITING) and alone:
        return "registered"
    if said.before in (REQUESTED, DECLINED) and said.after in (CONFIRMED, WAITING, DECLINED) and not alone:
        return "answered"
    if said.before == CONFIRMED and said.after == WAITING:
        return "moved"
    return "answered" if said.after == DECLINED else ""


@subscribe(EventPublished)
@subscribe(EventChanged)
@subscribe(EventCancelled)
@subscribe(EventFollowedUp)
def index_event(said: EventPublished | EventChanged | EventCancelled | EventFollowedUp) -> None:
    refresh("event", [said.event_id])


@subscribe(TopicChanged)
def index_events_of_topic(said: TopicChanged) -> None:
    refresh("event", list(Event.objects.filter(topics=said.topic_id).values_list("pk", flat=True)))


@subscribe(TopicsMerged)
def index_events_of_merged_topic(said: TopicsMerged) -> None:
    refresh("event", list(Event.objects.filter(topics=said.kept_id).values_list("pk", flat=True)))


@subscribe(MemberLeft)
def give_places_back(said: MemberLeft) -> None:
    """Who reads the space no more comes to its events no more."""
    person = Person.objects.filter(pk=said.person_id).first()
    if person is not None:
        registrations.release(person=person, space_id=said.space_id, at=said.at)


@subscribe(SpaceChanged)
def give_places_of_strangers_back(said: SpaceChanged) -> None:
    """The space closed: who is not in it comes to its events no more."""
    space = Space.objects.filter(pk=said.space_id).first()
    if space is None or not said.audience_changed or read_by_all(space.access):
        return
    rows = EventRegistration.objects.filter(event__space=space, state__in=LIVING, event__starts_at__gt=said.at)
    strangers = rows.exclude(person__memberships__space=space).values("person")
    for person in Person.objects.filter(pk__in=strangers):
        registrations.release(person=person, space_id=space.pk, at=said.at)


@subscribe(PersonLeft)
def give_all_places_back(said: PersonLeft) -> None:
    person = Person.objects.filter(pk=said.person_id).first()
    if person is not None and not person.is_active:
        registrations.release(person=person, at=said.at, gone=True)
