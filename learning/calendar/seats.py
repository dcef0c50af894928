"""Sessions in « À venir » and in members' own calendars."""

import datetime as dt

from django.utils.translation import gettext as _

from activity.queries.calendar import CalendarEntry, calendar_entries
from activity.rules.ics import Appointment
from learning.enums import EnrolmentState
from learning.queries import agenda
from people.models import Person


@calendar_entries.register_class
class Sessions:
    """What one has a seat in, waits for, asked for or gives: an entry per meeting."""

    key, order = "learning-sessions", 20

    def upcoming(self, person: Person, *, after: dt.datetime, limit: int) -> list[CalendarEntry]:
        return [
            CalendarEntry(
                starts_at=one.starts_at, ends_at=one.ends_at, title=one.title, url=one.url, note=_note(one.own_state)
            )
            for one in agenda.coming(person, after=after, limit=limit)
        ]

    def appointments(self, person: Person, *, at: dt.datetime, after: dt.datetime, limit: int) -> list[Appointment]:
        return agenda.appointments(person, at=at, after=after, limit=limit)


def _note(own_state: str) -> str:
    words = {
        EnrolmentState.CONFIRMED: _("inscription confirmée"),
        EnrolmentState.WAITING: _("liste d’attente"),
        EnrolmentState.REQUESTED: _("à approuver"),
        EnrolmentState.OFFERED: _("une place vous est offerte"),
    }
    return words[EnrolmentState(own_state)] if own_state else _("vous donnez la séance")
