"""What the trainee's desk depends on: two desks with equal stamps show the same (`{% frozen by stamp %}`).

What comes from other apps, or changes by the hour without a row that changes (« À venir »), is read each time and is part of
the stamp; the rest is hashed in one statement.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from activity.queries.calendar import CalendarEntry, calendar_entries
from core.database import prepared
from learning.models import Course
from learning.models.sessions import LIVE
from learning.queries.diagnostics import PURPOSE
from learning.queries.plan_stamps import DAY, MINUTE_SECONDS, OF_PLAN
from people.models import Person

SHOWN = 6
PLAN_DAYS = "learning-plans"
_DESK = f"""
WITH plan AS (SELECT * FROM learning_plan WHERE person_id = %(person)s::bigint AND state = 'active')
SELECT (SELECT {OF_PLAN} FROM plan),
  concat_ws('|',
    (SELECT string_agg(concat_ws('|', template.id, template.changed_at, template.title_fr, template.title_en), '|'
      ORDER BY template.id) FROM job_profiles_holding holding
      JOIN learning_plantemplate template ON template.profile_id = holding.profile_id
      WHERE holding.person_id = %(person)s::bigint AND holding.to_on IS NULL AND NOT EXISTS (SELECT 1 FROM plan)), '-',
    (SELECT string_agg(concat_ws('|', seat.id, seat.state, session.starts_at, course.title_fr, course.title_en), '|'
      ORDER BY seat.id) FROM learning_enrolment seat
      JOIN learning_session session ON session.id = seat.session_id
      JOIN learning_course course ON course.id = session.course_id
      WHERE seat.person_id = %(person)s::bigint AND seat.state = ANY(%(live)s::text[])), '-',
    (SELECT string_agg(concat_ws('|', walk.id, walk.last_at, course.key, course.title_fr, course.title_en,
      (SELECT count(*) FROM learning_lessondone done WHERE done.following_id = walk.id)), '|' ORDER BY walk.id)
      FROM learning_following walk JOIN learning_courseedition edition ON edition.id = walk.edition_id
      JOIN learning_course course ON course.id = edition.course_id
      WHERE walk.person_id = %(person)s::bigint AND walk.completed_at IS NULL), '-',
    (SELECT concat_ws('|', choice, notice_version) FROM people_consent
      WHERE person_id = %(person)s::bigint AND purpose = %(purpose)s::text ORDER BY at DESC, id DESC LIMIT 1), '-',
    (SELECT string_agg(concat_ws('|', run.id, run.state, run.finished_at, CASE WHEN run.state = 'open' THEN
      (SELECT count(DISTINCT place) FROM learning_answer answer WHERE answer.run_id = run.id) END), '|' ORDER BY run.id)
      FROM learning_run run WHERE run.person_id = %(person)s::bigint)),
  (SELECT max(last_at) FROM learning_following WHERE person_id = %(person)s::bigint AND completed_at IS NULL)
"""  # noqa: S608 (statements of this module and of plan_stamps)


@dataclass(frozen=True)
class DeskStamp:
    """`minute`: 0 unless a course was followed within a day, which the page says by the minute."""

    person: int
    plan: str
    rest: str
    coming: tuple[CalendarEntry, ...]
    day: dt.date
    minute: int


def stamp_of_desk(person: Person, at: dt.datetime) -> DeskStamp:
    """One query, and one for each calendar but that of the plan, whose rows are hashed."""
    plan, rest, last = _read(person)
    others = [source for source in calendar_entries if source.key != PLAN_DAYS]
    recent = last is not None and at - last < DAY
    return DeskStamp(
        person=person.pk,
        plan=plan or "",
        rest=rest,
        coming=tuple(one for source in others for one in source.upcoming(person, after=at, limit=SHOWN)),
        day=timezone.localdate(at),
        minute=int(at.timestamp() // MINUTE_SECONDS) if recent else 0,
    )


@prepared
def _read(person: Person) -> tuple[str | None, str, dt.datetime | None]:
    course = ContentType.objects.get_for_model(Course).pk
    with connection.cursor() as cursor:
        cursor.execute(_DESK, {"person": person.pk, "course": course, "live": list(LIVE), "purpose": PURPOSE})
        found: tuple[str | None, str, dt.datetime | None] = cursor.fetchone()
    return found
