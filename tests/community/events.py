"""An event in one call, for the tests of the community."""

import datetime as dt

from community.actions import events, registrations
from community.actions.events import EventDetails
from community.models import Event, EventRegistration
from tests.cast import NOW

LATER = NOW + dt.timedelta(days=3)


def details(**values) -> EventDetails:
    values.setdefault("title", "Rendre un PDF accessible")
    values.setdefault("starts_at", LATER)
    values.setdefault("ends_at", values["starts_at"] + dt.timedelta(hours=1))
    return EventDetails(**values)


def propose(by, space, *, publish=True, at=NOW, **values) -> Event:
    return events.create_event(by=by, space=space, details=details(**values), publish=publish, at=at)


def edit(by, event, *, at=NOW, move_excess=False, **values) -> Event:
    """The event with these values changed and the others as they are."""
    names = (
        "title",
        "starts_at",
        "ends_at",
        "mode",
        "place",
        "online_url",
        "capacity",
        "needs_approval",
        "closes_at",
        "body",
    )
    event.refresh_from_db()
    known = {name: getattr(event, name) for name in names}
    return events.edit_event(by=by, event=event, details=details(**known | values), move_excess=move_excess, at=at)


def come(event, *people, at=NOW, **values) -> list[EventRegistration]:
    """These people register, a second apart."""
    return [
        registrations.register(by=person, event=event, at=at + dt.timedelta(seconds=second), **values)
        for second, person in enumerate(people)
    ]


def lists(event) -> dict[str, list[str]]:
    """First names on each list, in the order of the presses."""
    found: dict[str, list[str]] = {}
    for row in EventRegistration.objects.filter(event=event).select_related("person").order_by("queued_at", "pk"):
        found.setdefault(row.state, []).append(row.person.given_name)
    return found


def counts(event) -> tuple[int, int]:
    event.refresh_from_db()
    return event.confirmed_count, event.waiting_count
