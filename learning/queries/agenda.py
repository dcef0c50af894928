"""A person's sessions as « À venir » and calendars list them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Q
from django.utils.translation import get_language

from activity.rules.ics import Appointment
from core.addresses import address
from core.database import prepared
from learning.enums import EnrolmentState, SessionState
from learning.models import Enrolment, Session
from learning.models.sessions import LIVE
from learning.queries.sessions import appointments_of
from people.models import Person

# Along the enrolments of one person and the sessions they give; home asks it at each look.
_COMING = """
SELECT session.id, course.title_fr, course.title_en, meeting.starts_at, meeting.ends_at, mine.state
FROM (
  SELECT session_id AS id, state FROM learning_enrolment WHERE person_id = %(person)s AND state = ANY(%(live)s::text[])
  UNION ALL
  SELECT session_id, '' FROM learning_session_trainers WHERE person_id = %(person)s
) AS mine
JOIN learning_session session ON session.id = mine.id
JOIN learning_meeting meeting ON meeting.session_id = session.id
JOIN learning_course course ON course.id = session.course_id
WHERE session.state IN ('planned', 'sure') AND meeting.ends_at > %(after)s
ORDER BY meeting.starts_at, meeting.id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Coming:
    """A meeting to come. `own_state`: of one's enrolment, empty for who gives the session."""

    title: str
    url: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    own_state: str


@prepared
def coming(person: Person, *, after: dt.datetime, limit: int) -> list[Coming]:
    """The next meetings that end after that moment, the soonest first, in one query."""
    values: dict[str, Any] = {"person": person.pk, "after": after, "limit": limit, "live": [str(state) for state in LIVE]}
    english = (get_language() or "fr").startswith("en")
    with connection.cursor() as cursor:
        cursor.execute(_COMING, values)
        return [
            Coming((english and title_en) or title_fr, address("learning:session-detail", pk), starts_at, ends_at, state)
            for pk, title_fr, title_en, starts_at, ends_at, state in cursor.fetchall()
        ]


def appointments(person: Person, *, at: dt.datetime, after: dt.datetime, limit: int) -> list[Appointment]:
    """What calendars read: sessions with a live enrolment, those that were attended or cancelled, those one gives."""
    kept = (*LIVE, EnrolmentState.ATTENDED, EnrolmentState.CANCELLED, EnrolmentState.REFUSED, EnrolmentState.LAPSED)
    rows: Any = Enrolment.objects.filter(person=person, state__in=kept, session__ends_at__gt=after)
    newest = {row.session_id: row for row in rows.annotate(moved=Max("log__at")).order_by("requested_at", "pk")}
    given = Session.objects.filter(Q(trainers=person) | Q(pk__in=newest), ends_at__gt=after).distinct()
    sessions = given.select_related("course__provider").prefetch_related("meetings").order_by("starts_at", "pk")[:limit]
    found: list[Appointment] = []
    for session in sessions:
        own = newest.get(session.pk)
        if own is None or not _in_vain(own, session, at):
            found += appointments_of(session, own_state=own.state if own else "", moved_at=own.moved if own else None)
    return sorted(found, key=lambda one: one.starts_at)[:limit]


def _in_vain(own: Any, session: Session, at: dt.datetime) -> bool:
    """Who waits for a seat of what has begun waits in vain; a cancelled session stays, as cancelled."""
    waited = own.state in (EnrolmentState.WAITING, EnrolmentState.REQUESTED, EnrolmentState.OFFERED)
    return waited and session.starts_at <= at and session.state != SessionState.CANCELLED
