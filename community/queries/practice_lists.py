"""Short lists of practice sheets on the pages of other things: a competency, a topic, a person, the home page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from community.models import PracticePage, Space
from community.queries.practice_cards import COLUMNS, TABLES, PracticeCard, card_of
from competencies.models import Competency, Topic
from core.database import prepared
from people.models import Person
from people.queries.audiences import audience_ids

NEW_WITHIN = dt.timedelta(days=45)

_READABLE = "sheet.state = 'published' AND sheet.audience_id = ANY(%(audiences)s::bigint[])"
_ABOUT = {
    "competencies": """sheet.page_ptr_id IN (
      SELECT practicepage_id FROM community_practicepage_competencies WHERE competency_id = %(target)s)""",
    "topics": """sheet.page_ptr_id IN (
      SELECT object_id FROM competencies_topictagged WHERE tag_id = %(target)s AND content_type_id = %(type)s)""",
}
_OF = """(sheet.person_owner_id = %(target)s OR sheet.page_ptr_id IN (
  SELECT page_id FROM community_practiceauthor WHERE person_id = %(target)s AND NOT credited))"""

# What one follows says why: a competency first, then a topic, who wrote it, the space. The newest of the last weeks only.
_FOR_YOU = f"""
WITH followed AS MATERIALIZED (
  SELECT content_type_id AS type, object_id AS id FROM activity_subscription WHERE person_id = %(viewer)s AND level <> 'none'
), newest AS MATERIALIZED (
  SELECT * FROM community_practicepage sheet
  WHERE {_READABLE} AND sheet.published_at > %(since)s AND sheet.person_owner_id <> %(viewer)s
  ORDER BY sheet.published_at DESC, sheet.page_ptr_id DESC LIMIT 200
), explained AS (
  SELECT sheet.*,
    (SELECT one.name_fr FROM community_practicepage_competencies link
     JOIN followed ON followed.type = %(competency)s AND followed.id = link.competency_id
     JOIN competencies_competency one ON one.id = link.competency_id
     WHERE link.practicepage_id = sheet.page_ptr_id ORDER BY one.id LIMIT 1) AS by_competency,
    (SELECT topic.name FROM competencies_topictagged tagged
     JOIN followed ON followed.type = %(topic)s AND followed.id = tagged.tag_id
     JOIN competencies_topic topic ON topic.id = tagged.tag_id
     WHERE tagged.content_type_id = %(type)s AND tagged.object_id = sheet.page_ptr_id ORDER BY topic.id LIMIT 1) AS by_topic,
    (SELECT trim(person.given_name || ' ' || person.family_name) FROM followed JOIN people_person person
     ON followed.type = %(person)s AND followed.id = person.id
     WHERE person.id = sheet.person_owner_id OR person.id IN (
       SELECT person_id FROM community_practiceauthor WHERE page_id = sheet.page_ptr_id AND NOT credited)
     ORDER BY person.id LIMIT 1) AS by_person,
    (SELECT space.name FROM followed JOIN community_space space ON followed.type = %(space)s AND followed.id = space.id
     WHERE space.id = sheet.space_id) AS by_space
  FROM newest sheet
)
SELECT {COLUMNS}, sheet.by_competency, sheet.by_topic, sheet.by_person, sheet.by_space
FROM (
  SELECT * FROM explained WHERE coalesce(by_competency, by_topic, by_person, by_space) IS NOT NULL
  ORDER BY published_at DESC, page_ptr_id DESC LIMIT %(limit)s
) AS sheet JOIN wagtailcore_page page ON page.id = sheet.page_ptr_id
LEFT JOIN people_organisation place ON place.id = sheet.organisation_id
ORDER BY sheet.published_at DESC, sheet.page_ptr_id DESC
"""  # noqa: S608 (constants)
REASONS = ("competency", "topic", "person", "space")


@dataclass(frozen=True)
class ForYou:
    """A new sheet with why one sees it: `reason` is one of REASONS, `why` its name."""

    card: PracticeCard
    reason: str
    why: str


def about(
    field: str, target: Competency | Topic, viewer: Person, *, on: dt.date, limit: int
) -> tuple[list[PracticeCard], int]:
    """The most useful sheets that carry it, and how many there are. `field`: competencies or topics. Two queries."""
    return _most_useful(_ABOUT[field], target.pk, viewer, on=on, limit=limit)


def of_person(person: Person, viewer: Person, *, on: dt.date, limit: int) -> tuple[list[PracticeCard], int]:
    """The most useful sheets that the person owns or wrote, as far as the viewer reads them."""
    return _most_useful(_OF, person.pk, viewer, on=on, limit=limit)


def _most_useful(narrowed: str, target: int, viewer: Person, *, on: dt.date, limit: int) -> tuple[list[PracticeCard], int]:
    sql = f"""
    SELECT {COLUMNS}, count(*) OVER () FROM {TABLES} WHERE {_READABLE} AND {narrowed}
    ORDER BY sheet.useful_count DESC, page.id DESC LIMIT %(limit)s
    """  # noqa: S608 (constants)
    rows = _rows(sql, {"audiences": audience_ids(viewer), "target": target, "type": _type(PracticePage), "limit": limit})
    return [card_of(row, on=on) for row in rows], rows[0][-1] if rows else 0


@prepared
def for_you(viewer: Person, *, at: dt.datetime, on: dt.date, limit: int = 4) -> list[ForYou]:
    """New sheets about what the viewer follows, the newest first. Following is explicit: nothing is inferred."""
    values = {
        "viewer": viewer.pk, "audiences": audience_ids(viewer), "since": at - NEW_WITHIN, "limit": limit,
        "type": _type(PracticePage), "competency": _type(Competency), "topic": _type(Topic), "person": _type(Person),
        "space": _type(Space),
    }  # fmt: skip
    found = []
    for row in _rows(_FOR_YOU, values):
        reason, why = next((reason, why) for reason, why in zip(REASONS, row[-4:], strict=True) if why)
        found.append(ForYou(card_of(row, on=on), reason, why))
    return found


def _type(model: type[Any]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
