"""Due dates and reviews of one's own plan in « À venir » and in one's calendars. Nobody else's."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.queries.calendar import CalendarEntry, calendar_entries
from activity.rules.ics import Appointment
from learning.queries.plan_days import PlanDay, days_of
from people.models import Person

MORNING = dt.time(9)


@calendar_entries.register_class
class PlanDays:
    """Whole days: a step is due that day, a review is held that day."""

    key, order = "learning-plans", 30

    def upcoming(self, person: Person, *, after: dt.datetime, limit: int) -> list[CalendarEntry]:
        days = days_of(person, after=timezone.localdate(after), limit=limit)
        return [CalendarEntry(starts_at=_moment(one.on), title=_title(one), url=one.url, note=_("mon plan")) for one in days]

    def appointments(self, person: Person, *, at: dt.datetime, after: dt.datetime, limit: int) -> list[Appointment]:
        return [_appointment(one, person) for one in days_of(person, after=timezone.localdate(after), limit=limit)]


def _title(one: PlanDay) -> str:
    return one.title if one.step else _("Bilan de mon plan")


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, MORNING))


def _appointment(one: PlanDay, person: Person) -> Appointment:
    moment = _moment(one.on)
    return Appointment(
        uid=one.uid,
        sequence=one.edit,
        starts_at=moment,
        ends_at=moment + dt.timedelta(minutes=30),
        created_at=one.created_at,
        changed_at=one.changed_at,
        title=_title(one),
        url=f"{settings.PUBLIC_URL.rstrip('/')}{one.url}",
        organiser=person.name,
        contact=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        description=_("Mon plan de développement"),
        all_day=True,
    )
