"""What the page of one's own plan depends on, in one statement: two pages with equal stamps show the same, and what was
drawn for one is kept for the next (`{% frozen by stamp %}`).

Rows are hashed whole where the page shows most of them, so that a column added later counts by itself.
"""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from core.database import prepared
from learning.models import Course, Plan
from people.models import Person
from people.queries.reporting import ids_above

DAY = dt.timedelta(days=1)
MINUTE_SECONDS = 60

# Of a plan: itself, its steps with their files and the state of courses, its goals with what they are called.
OF_PLAN = """
md5(plan::text) || coalesce(md5((SELECT string_agg(step::text || coalesce(course.state, ''), '|' ORDER BY step.id)
  FROM learning_step step LEFT JOIN learning_course course
    ON course.id = step.object_id AND step.content_type_id = %(course)s::bigint
  WHERE step.plan_id = plan.id)), '-')
|| coalesce(md5((SELECT string_agg(file::text || link.step_id, '|' ORDER BY link.id)
  FROM learning_step step JOIN learning_step_files link ON link.step_id = step.id
  JOIN people_attachment file ON file.id = link.attachment_id WHERE step.plan_id = plan.id)), '-')
|| coalesce(md5((SELECT string_agg(goal::text || competency::text, '|' ORDER BY goal.id)
  FROM learning_goal goal JOIN competencies_competency competency ON competency.id = goal.competency_id
  WHERE goal.plan_id = plan.id)), '-')
"""
# Names of levels; the profile that goals came from, with the versions that may have replaced it.
_OF_FRAMEWORK = """
coalesce((SELECT md5(string_agg(level::text, '|' ORDER BY level.id)) FROM competencies_level level
  JOIN competencies_framework framework ON framework.id = level.framework_id AND framework.current), '-')
|| coalesce((SELECT md5(string_agg(concat_ws('|', other.id, other.number, other.state, profile.key, profile.name_fr,
    profile.name_en), '|' ORDER BY other.id))
  FROM job_profiles_profileversion mine JOIN job_profiles_profileversion other ON other.profile_id = mine.profile_id
  JOIN job_profiles_jobprofile profile ON profile.id = mine.profile_id WHERE mine.id = plan.version_id), '-')
"""
_PAGE = f"""
WITH plan AS (SELECT * FROM learning_plan WHERE id = %(plan)s::bigint AND person_id = %(person)s::bigint),
given AS (SELECT people_grant.* FROM people_grant JOIN plan ON people_grant.object_id = plan.id
  WHERE people_grant.person_id = %(person)s::bigint AND content_type_id = %(kind)s::bigint AND revoked_at IS NULL
    AND until >= %(today)s::date),
looks AS (SELECT entry.id, entry.at FROM given JOIN people_accessentry entry
  ON entry.person_id = given.person_id AND entry.viewer_id = given.grantee_id AND entry.what = given.label),
said AS (SELECT * FROM learning_plancomment WHERE plan_id = %(plan)s::bigint),
agreed AS (SELECT * FROM learning_planagreement WHERE plan_id = %(plan)s::bigint)
SELECT {OF_PLAN}, {_OF_FRAMEWORK},
  concat_ws('|', (SELECT md5(string_agg(given::text, '|' ORDER BY given.id)) FROM given), '-',
    (SELECT md5(string_agg(said::text, '|' ORDER BY said.id)) FROM said), '-',
    (SELECT md5(string_agg(agreed::text, '|' ORDER BY agreed.id)) FROM agreed), '-',
    (SELECT count(*) FROM looks), (SELECT max(id) FROM looks), '-',
    (SELECT md5(string_agg(concat_ws('|', somebody.id, somebody.given_name, somebody.family_name, somebody.status,
      somebody.photo_path), '|' ORDER BY somebody.id)) FROM people_person somebody
      WHERE somebody.id = %(person)s::bigint OR somebody.id IN (
        SELECT grantee_id FROM given UNION SELECT partner_id FROM said UNION SELECT partner_id FROM agreed
        UNION SELECT author_id FROM said))),
  (SELECT array_agg(DISTINCT grantee_id ORDER BY grantee_id) FROM given),
  (SELECT coalesce(bool_or(as_manager), false) FROM agreed),
  greatest((SELECT max(at) FROM looks), (SELECT max(at) FROM said), (SELECT max(asked_at) FROM agreed)),
  plan.edit, plan.state
FROM plan
"""  # noqa: S608 (statements of this module)


@dataclass(frozen=True)
class PlanStamp:
    """`readers`: to whom the plan is shown today. `above`: the line of management, where an agreement names it. `minute`: 0
    unless something happened within a day, which the page says by the minute (« il y a 25 min »)."""

    plan: int
    edit: int
    state: str
    own: str
    framework: str
    talk: str
    readers: tuple[int, ...]
    above: tuple[int, ...]
    day: dt.date
    minute: int

    @cached_property
    def of_board(self) -> tuple[Hashable, ...]:
        """What goals and steps depend on."""
        return (self.plan, self.own, self.framework, self.day)

    @cached_property
    def of_talk(self) -> tuple[Hashable, ...]:
        """What stands between the person and others: a step that moves leaves it as it is."""
        return (self.plan, self.edit, self.state, self.talk, self.readers, self.above, self.day, self.minute)


@prepared
def stamp_of_page(person: Person, pk: int, at: dt.datetime) -> PlanStamp | None:
    """Of one's own plan; None for any other. One query; one more when an agreement was asked of a manager."""
    today = timezone.localdate(at)
    values: dict[str, int | dt.date] = {
        "plan": pk, "person": person.pk, "today": today,
        "kind": ContentType.objects.get_for_model(Plan).pk, "course": ContentType.objects.get_for_model(Course).pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, values)
        row = cursor.fetchone()
    if row is None:
        return None
    own, framework, talk, readers, managed, last, edit, state = row
    recent = last is not None and at - last < DAY
    return PlanStamp(
        plan=pk,
        edit=edit,
        state=state,
        own=own,
        framework=framework,
        talk=talk,
        readers=tuple(readers or ()),
        above=tuple(ids_above(person, today)) if managed else (),
        day=today,
        minute=int(at.timestamp() // MINUTE_SECONDS) if recent else 0,
    )
