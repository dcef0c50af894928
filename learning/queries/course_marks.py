"""What one person has to do with a course: whether it was taken, shown, wished for, planned. Read for the person alone."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from core.addresses import address
from learning.models import Course
from people.models import Person

_MARKS = """
SELECT
  EXISTS (SELECT 1 FROM learning_enrolment seat JOIN learning_session session ON session.id = seat.session_id
    WHERE seat.person_id = %(person)s AND seat.state = 'attended' AND session.course_id = %(course)s)
  OR EXISTS (SELECT 1 FROM learning_following done JOIN learning_courseedition edition ON edition.id = done.edition_id
    WHERE done.person_id = %(person)s AND done.completed_at IS NOT NULL AND edition.course_id = %(course)s),
  EXISTS (SELECT 1 FROM learning_courseshown shown WHERE shown.person_id = %(person)s AND shown.course_id = %(course)s),
  EXISTS (SELECT 1 FROM learning_coursewish wish
    WHERE wish.person_id = %(person)s AND wish.course_id = %(course)s AND wish.met_at IS NULL),
  step.id, step.plan_id
FROM (SELECT 1) AS one LEFT JOIN LATERAL (
  SELECT step.id, step.plan_id FROM learning_step step JOIN learning_plan plan ON plan.id = step.plan_id
  WHERE plan.person_id = %(person)s AND plan.state = 'active' AND step.content_type_id = %(type)s
    AND step.object_id = %(course)s AND step.state <> 'dropped' ORDER BY step.id LIMIT 1
) AS step ON true
"""


@dataclass(frozen=True)
class Marks:
    """`step`, `plan`: numbers of the step about it in the plan under way, None without one."""

    taken: bool
    shown: bool
    wished: bool
    step: int | None
    plan: int | None

    @property
    def step_url(self) -> str:
        return f"{address('learning:plan-detail', self.plan)}#etape-{self.step}" if self.plan else ""


def marks_of(person: Person, course: Course) -> Marks:
    """One query."""
    kind = ContentType.objects.get_for_model(Course).pk
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"person": person.pk, "course": course.pk, "type": kind})
        return Marks(*cursor.fetchone())
