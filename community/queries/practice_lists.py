"""Short lists of practice sheets on the pages of other things: a competency, a topic, a person, the home page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from community.models import PracticePage, Space
from community.queries.practice_cards import COLUMNS, JOINS, PracticeCard, card_of
from competencies.models import Competency, Topic
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
_OF = """sheet.page_ptr_id IN (
  SELECT page_ptr_id FROM community_practicepage WHERE person_owner_id = %(target)s
  UNION SELECT page_id FROM community_practiceauthor WHERE person_id = %(target)s AND NOT credited)"""

# What one follows says why: a competency first, then a topic, who wrote it, the space. The newest of the last weeks only,
# narrow rows until the few that are shown. Planned each time: one plan for any weeks and any follows takes 2.5 ms for 1.7.
_FOR_YOU = f"""
WITH followed AS MATERIALIZED (
  SELECT content_type_id AS type, object_id AS id FROM activity_subscription WHERE person_id = %(viewer)s AND level <> 'none'
), newest AS MATERIALIZED (
  SELECT page_ptr_id AS id, person_owner_id, space_id, published_at FROM community_practicepage sheet
  WHERE {_READABLE} AND sheet.published_at > %(since)s AND sheet.person_owner_id <> %(viewer)s
    AND sheet.person_owner_id NOT IN (SELECT object_id FROM activity_subscription
      WHERE person_id = %(viewer)s AND content_type_id = %(person)s AND level = 'none')
  ORDER BY sheet.published_at DESC, sheet.page_ptr_id DESC LIMIT 200
), numbers AS MATERIALIZED (
  SELECT array_agg(id)::bigint[] AS ids FROM newest
), reason AS (
  SELECT link.practicepage_id AS id, 1 AS place, followed.id AS target FROM community_practicepage_competencies link
  JOIN followed ON followed.type = %(competency)s AND followed.id = link.competency_id
  WHERE link.practicepage_id = ANY((SELECT ids FROM numbers)::bigint[])
  UNION ALL
  SELECT tagged.object_id, 2, followed.id FROM competencies_topictagged tagged
  JOIN followed ON followed.type = %(topic)s AND followed.id = tagged.tag_id
  WHERE tagged.content_type_id = %(type)s AND tagged.object_id = ANY((SELECT ids FROM numbers)::bigint[])
  UNION ALL
  SELECT newest.id, 3, followed.id FROM newest
  JOIN followed ON followed.type = %(person)s AND followed.id = newest.person_owner_id
  UNION ALL
  SELECT author.page_id, 3, followed.id FROM community_practiceauthor author
  JOIN followed ON followed.type = %(person)s AND followed.id = author.person_id
  WHERE author.page_id = ANY((SELECT ids FROM numbers)::bigint[]) AND NOT author.credited
  UNION ALL
  SELECT newest.id, 4, followed.id FROM newest
  JOIN followed ON followed.type = %(space)s AND followed.id = newest.space_id
), chosen AS (
  SELECT one.* FROM (SELECT DISTINCT ON (id) id, place, target FROM reason ORDER BY id, place, target) AS one
  JOIN newest USING (id) ORDER BY newest.published_at DESC, id DESC LIMIT %(limit)s
)
SELECT {COLUMNS}, chosen.place, CASE chosen.place
  WHEN 1 THEN (SELECT name_fr FROM competencies_competency WHERE id = chosen.target)
  WHEN 2 THEN (SELECT name FROM competencies_topic WHERE id = chosen.target)
  WHEN 3 THEN (SELECT trim(given_name || ' ' || family_name) FROM people_person WHERE id = chosen.target)
  ELSE (SELECT name FROM community_space WHERE id = chosen.target) END
FROM chosen JOIN community_practicepage sheet ON sheet.page_ptr_id = chosen.id {JOINS}
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
    WITH found AS MATERIALIZED (
      SELECT sheet.page_ptr_id AS id, sheet.useful_count AS useful FROM community_practicepage sheet
      WHERE {_READABLE} AND {narrowed}
    ), shown AS (
      SELECT id FROM found ORDER BY useful DESC, id DESC LIMIT %(limit)s
    )
    SELECT {COLUMNS}, (SELECT count(*) FROM found)
    FROM shown JOIN community_practicepage sheet ON sheet.page_ptr_id = shown.id {JOINS}
    ORDER BY sheet.useful_count DESC, page.id DESC
    """  # noqa: S608 (constants)
    rows = _rows(sql, {"audiences": audience_ids(viewer), "target": target, "type": _type(PracticePage), "limit": limit})
    return [card_of(row, on=on) for row in rows], rows[0][-1] if rows else 0


def for_you(viewer: Person, *, at: dt.datetime, on: dt.date, limit: int = 4) -> list[ForYou]:
    """New sheets about what the viewer follows, the newest first; not of whom they muted. Following is explicit: nothing is
    inferred."""
    values = {
        "viewer": viewer.pk, "audiences": audience_ids(viewer), "since": at - NEW_WITHIN, "limit": limit,
        "type": _type(PracticePage), "competency": _type(Competency), "topic": _type(Topic), "person": _type(Person),
        "space": _type(Space),
    }  # fmt: skip
    return [ForYou(card_of(row, on=on), REASONS[row[-2] - 1], row[-1]) for row in _rows(_FOR_YOU, values)]


def _type(model: type[Any]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
