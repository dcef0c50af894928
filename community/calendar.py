"""Events of the community in « À venir » and in members' own calendars."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from activity.queries.calendar import CalendarEntry, calendar_entries
from activity.rules.ics import Appointment
from community.enums import RegistrationState
from community.queries import events
from people.models import Person


@calendar_entries.register_class
class Events:
    """What one comes to, waits for or organises."""

    key, order = "community-events", 10

    def upcoming(self, person: Person, *, after: dt.datetime, limit: int) -> list[CalendarEntry]:
        return [
            CalendarEntry(
                starts_at=one.starts_at, ends_at=one.ends_at, title=one.title, url=one.get_absolute_url(), note=_note(one)
            )
            for one in events.coming_to(person, after=after, limit=limit)
        ]

    def appointments(self, person: Person, *, at: dt.datetime, after: dt.datetime, limit: int) -> list[Appointment]:
        found = events.in_calendar_of(person, after=after, limit=limit)
        return [
            events.appointment(
                event,
                own_state=event.own_state,
                moved_at=max([one for one in (event.own_queued_at, event.own_settled_at) if one], default=None),
                manages=event.organiser_id == person.pk,
            )
            for event in found
            if not _in_vain(event, at)
        ]


def _note(event: Any) -> str:
    words = {
        RegistrationState.WAITING: _("liste d’attente"),
        RegistrationState.REQUESTED: _("à approuver"),
        RegistrationState.CONFIRMED: _("inscription confirmée"),
    }
    return words[event.own_state] if event.own_state in words else _("vous organisez")


def _in_vain(event: Any, at: dt.datetime) -> bool:
    waited = event.own_state in (RegistrationState.WAITING, RegistrationState.REQUESTED)
    return waited and event.starts_at <= at
