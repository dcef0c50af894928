"""The last day to answer a consultation, in « À venir » and in the own calendar of who answers for a ministry."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.queries.calendar import CalendarEntry, calendar_entries
from activity.rules.ics import Appointment
from job_profiles.models import MinistryAnswer
from job_profiles.permissions import answers_for_somebody
from job_profiles.queries.consultations import to_answer
from people.models import Person

# A last day has no hour of its own: the morning of it, half an hour.
MORNING, LENGTH = dt.time(9), dt.timedelta(minutes=30)


@calendar_entries.register_class
class LastDays:
    """Rounds that a ministry of the person has not answered; one query, none for who answers for nobody."""

    key, order = "profile-consultations", 20

    def upcoming(self, person: Person, *, after: dt.datetime, limit: int) -> list[CalendarEntry]:
        return [
            CalendarEntry(starts_at=_morning(one), title=_title(one), url=_url(one), note=one.organisation.acronym)
            for one in [one for one in self._waiting(person, after) if _morning(one) >= after][:limit]
        ]

    def appointments(self, person: Person, *, at: dt.datetime, after: dt.datetime, limit: int) -> list[Appointment]:
        return [
            Appointment(
                uid=f"consultation-{one.pk}@maillage",
                sequence=(one.round.closes_on - one.round.opens_on).days,
                starts_at=_morning(one),
                ends_at=_morning(one) + LENGTH,
                created_at=one.round.opened_at,
                changed_at=one.round.opened_at,
                title=_title(one),
                url=f"{settings.PUBLIC_URL.rstrip('/')}{_url(one)}",
                organiser=one.round.opened_by.name,
                contact=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
                description=_("Au nom de %(organisation)s.") % {"organisation": one.organisation.name},
            )
            for one in self._waiting(person, at)[:limit]
        ]

    def _waiting(self, person: Person, at: dt.datetime) -> list[MinistryAnswer]:
        return to_answer(person, on=timezone.localdate(at)) if answers_for_somebody(person) else []


def _morning(answer: MinistryAnswer) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(answer.round.closes_on, MORNING))


def _title(answer: MinistryAnswer) -> str:
    return _("Dernier jour pour répondre\xa0: %(name)s") % {"name": answer.round.version.profile.name}


def _url(answer: MinistryAnswer) -> str:
    return reverse("job_profiles:round-answer", args=[answer.round_id, answer.organisation.acronym])
