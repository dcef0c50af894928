"""Who comes to an event, who waits, what the person's own place is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from community.enums import RegistrationState
from community.models import Event, EventRegistration
from core.pagination import KeyPage, page_by_key
from people.enums import PersonStatus
from people.models import Person
from people.queries.persons import named

# States in which a person stands on the event's lists.
LIVING = (RegistrationState.REQUESTED, RegistrationState.CONFIRMED, RegistrationState.WAITING)
ON_A_PAGE = 60
LISTS = {
    "confirmees": RegistrationState.CONFIRMED,
    "attente": RegistrationState.WAITING,
    "demandes": RegistrationState.REQUESTED,
    "declinees": RegistrationState.DECLINED,
}


def own(event: Event, person: Person) -> EventRegistration | None:
    """The person's registration, whatever its state."""
    return EventRegistration.objects.filter(event=event, person=person).first()


def states_of(person: Person, event_ids: list[int]) -> dict[int, str]:
    """Event id → state of the person's registration, for a list."""
    rows = EventRegistration.objects.filter(person=person, event__in=event_ids)
    return dict(rows.values_list("event_id", "state"))


def rank(registration: EventRegistration) -> int:
    """The place of a waiting person: 1 is next."""
    before = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    waiting = EventRegistration.objects.filter(event=registration.event_id, state=RegistrationState.WAITING)
    return waiting.filter(before).count() + 1


@dataclass(frozen=True)
class Tally:
    """How many stand on each list or were refused, and among those who came to mark: present, absent, not marked."""

    confirmed: int
    waiting: int
    requested: int
    declined: int
    present: int
    absent: int
    on_site: int

    @property
    def unmarked(self) -> int:
        return self.confirmed - self.present - self.absent


def tally(event: Event) -> Tally:
    state = {key: Q(state=key) for key in LIVING}
    confirmed = state[RegistrationState.CONFIRMED]
    counts = EventRegistration.objects.filter(event=event).aggregate(
        confirmed=Count("pk", filter=confirmed),
        waiting=Count("pk", filter=state[RegistrationState.WAITING]),
        requested=Count("pk", filter=state[RegistrationState.REQUESTED]),
        declined=Count("pk", filter=Q(state=RegistrationState.DECLINED)),
        present=Count("pk", filter=confirmed & Q(attended=True)),
        absent=Count("pk", filter=confirmed & Q(attended=False)),
        on_site=Count("pk", filter=confirmed & Q(mode="in_person")),
    )
    return Tally(**counts)


def page(
    event: Event, *, state: RegistrationState | str, text: str = "", cursor: str | None = None
) -> KeyPage[EventRegistration]:
    """People of one list: confirmed ones by name, those who wait or ask in their order; `text` narrows to names."""
    rows = _with_person(event, state)
    if text.strip():
        rows = rows.filter(person__in=named(Person.objects.all(), text))
    keys = ("person__sort_key", "id") if state == RegistrationState.CONFIRMED else ("queued_at", "id")
    return page_by_key(rows, keys=keys, cursor=cursor, size=ON_A_PAGE)


def all_living(event: Event) -> "QuerySet[EventRegistration]":
    """Everybody on a list, for the file that organisers take away."""
    rows = EventRegistration.objects.filter(event=event, state__in=LIVING)
    return rows.select_related("person__organisation").order_by("state", "person__sort_key", "id")


def some_names(event: Event, limit: int = 12) -> list[Person]:
    """The first of those who come, by name."""
    rows = _with_person(event, RegistrationState.CONFIRMED).order_by("person__sort_key", "id")
    return [row.person for row in rows[:limit]]


def _with_person(event: Event, state: RegistrationState | str) -> "QuerySet[EventRegistration]":
    rows = EventRegistration.objects.filter(event=event, state=state, person__status=PersonStatus.ACTIVE)
    return rows.select_related("person__organisation")


def person_ids(event: Event, *states: RegistrationState) -> list[int]:
    """Ids of people in these states, for telling them."""
    return list(EventRegistration.objects.filter(event=event, state__in=states).values_list("person_id", flat=True))


def confirmed_ids(event: Event) -> list[int]:
    """Numbers of every confirmed registration."""
    rows = EventRegistration.objects.filter(event=event, state=RegistrationState.CONFIRMED)
    return list(rows.values_list("pk", flat=True))


def registration_rows(person: Person) -> list[dict[str, Any]]:
    """The person's own registrations, for « Télécharger mes données »."""
    rows = EventRegistration.objects.filter(person=person).select_related("event__space").order_by("queued_at", "id")
    return [
        {
            "evenement": row.event.title,
            "espace": row.event.space.name,
            "debut": row.event.starts_at.isoformat(),
            "etat": str(row.get_state_display()),
            "formule": str(row.get_mode_display()),
            "mot": row.note,
            "inscrit_le": row.queued_at.isoformat(),
            "present": "" if row.attended is None else row.attended,
        }
        for row in rows
    ]


def with_old_notes(before: dt.datetime) -> "QuerySet[EventRegistration]":
    """Registrations whose event ended before that moment and that still carry a note."""
    return EventRegistration.objects.filter(event__ends_at__lt=before).exclude(note="")
