"""A course taken becomes evidence in the ledger: with the level it leads to when an assessment was passed, else without."""

import datetime as dt
import logging

from django.db import transaction

from competencies.actions.evidence import record_evidence
from competencies.enums import EvidenceKind
from competencies.models import Evidence
from core.outbox import publish
from learning.events import CourseTaken
from learning.models import Course
from people.models import Person

log = logging.getLogger(__name__)


@transaction.atomic
def record_course_taken(
    *, person: Person, course: Course, passed: bool, source_key: str, occurred_on: dt.date, at: dt.datetime
) -> list[Evidence]:
    """One row per competency that the course raises, seen by the person alone; the same `source_key` is recorded once.

    Being there proves no level: without an assessment that was passed the rows carry none. A competency that was retired
    since the course was written is left out, and the log says so.
    """
    rows = []
    for raised in course.raises.select_related("competency").order_by("pk"):
        if raised.competency.retired_at is not None:
            log.warning("course %s raises a retired competency (%s): no evidence", course.key, raised.competency.code)
            continue
        rows.append(
            record_evidence(
                person=person,
                competency=raised.competency,
                level=raised.to_level if passed else None,
                kind=EvidenceKind.COURSE,
                source_key=source_key,
                occurred_on=occurred_on,
                note=course.title_fr,
                at=at,
            )
        )
    publish(CourseTaken(course_id=course.pk, person_id=person.pk, passed=passed, source_key=source_key, at=at))
    return rows
