"""Courses that lead to a level: for gaps of diagnostics and plans, and for the page of a competency."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from competencies.models import Competency
from competencies.models.frameworks import in_language
from job_profiles.models import ProfileVersion
from learning.models.courses import ENOUGH_RATINGS
from learning.queries.course_cards import CourseCard, cards_by_id
from learning.queries.course_sql import AT_ONCE, OPEN

# To that very level first, then to the nearest below; one that can be begun now (a session with seats, or one's own pace)
# before one that cannot; then the best rated, the most taken. What leads beyond the level and begins above the one before
# it is for others.
_LEADING = f"""
SELECT asked.id, asked.level, found.course_id, found.from_level, found.to_level
FROM unnest(%(ids)s::bigint[], %(levels)s::int[]) AS asked(id, level)
CROSS JOIN LATERAL (
  SELECT raised.course_id, raised.from_level, raised.to_level FROM learning_courseraise raised
  JOIN learning_course course ON course.id = raised.course_id AND course.state = 'published'
  LEFT JOIN LATERAL (
    SELECT bool_or(session.taken < session.seats) AS places, min(session.starts_at) AS starts_at
    FROM learning_session session WHERE session.course_id = course.id AND {OPEN}
  ) AS opened ON true
  WHERE raised.competency_id = asked.id AND raised.from_level < asked.level AND raised.to_level <= asked.level
  ORDER BY raised.to_level DESC,
    CASE WHEN opened.places OR {AT_ONCE} THEN 0 WHEN opened.starts_at IS NOT NULL THEN 1 ELSE 2 END,
    CASE WHEN course.rating_count >= {ENOUGH_RATINGS} THEN course.rating_sum::float / course.rating_count ELSE 3 END DESC,
    course.taken_count DESC, opened.starts_at NULLS LAST, course.cost_cents, course.id
  LIMIT %(limit)s
) AS found
"""  # noqa: S608 (constants)


@dataclass(frozen=True)
class Leading:
    """A course with what it does for one competency."""

    card: CourseCard
    from_level: int
    to_level: int


def leading_to(wanted: Iterable[tuple[int, int]], at: dt.datetime, limit: int) -> Mapping[tuple[int, int], list[Leading]]:
    """By competency and level, the best first; two queries whatever their number."""
    pairs = list(dict.fromkeys(wanted))
    ids, levels = [one for one, _level in pairs], [level for _one, level in pairs]
    values: dict[str, Any] = {"ids": ids, "levels": levels, "at": at, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_LEADING, values)
        rows = cursor.fetchall()
    cards = cards_by_id(list({row[2] for row in rows}), at)
    found: dict[tuple[int, int], list[Leading]] = {}
    for competency, level, course, before, after in rows:
        found.setdefault((competency, level), []).append(Leading(cards[course], before, after))
    return found


_TOWARD = """
SELECT one.name_fr, one.name_en, asked.level, (
  SELECT count(*) FROM learning_courseraise raised
  JOIN learning_course course ON course.id = raised.course_id AND course.state = 'published'
  WHERE raised.competency_id = one.id AND raised.to_level = asked.level
)
FROM job_profiles_requirement asked JOIN competencies_competency one ON one.id = asked.competency_id
WHERE asked.version_id = %(version)s ORDER BY one."order", one.code
"""


@dataclass(frozen=True)
class Toward:
    """A competency that a profile asks for, with how many courses lead to the level it asks."""

    name: str
    level: int
    courses: int


def courses_toward(version: ProfileVersion) -> list[Toward]:
    """In the order of the framework; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOWARD, {"version": version.pk})
        return [Toward(in_language(french, english), level, count) for french, english, level, count in cursor.fetchall()]


_ABOUT = f"""
SELECT course.id, count(*) OVER () FROM learning_course course
JOIN learning_courseraise raised ON raised.course_id = course.id AND raised.competency_id = %(competency)s
LEFT JOIN LATERAL (
  SELECT min(session.starts_at) AS starts_at FROM learning_session session WHERE session.course_id = course.id AND {OPEN}
) AS opened ON true
WHERE course.state = 'published' ORDER BY raised.to_level, opened.starts_at NULLS LAST, course.sort_key, course.id
LIMIT %(limit)s
"""  # noqa: S608 (constants)
_CARRYING = f"""
SELECT course.id, count(*) OVER () FROM learning_course course
JOIN competencies_topictagged tagged ON tagged.object_id = course.id AND tagged.content_type_id = %(type)s
  AND tagged.tag_id = %(topic)s
LEFT JOIN LATERAL (
  SELECT min(session.starts_at) AS starts_at FROM learning_session session WHERE session.course_id = course.id AND {OPEN}
) AS opened ON true
WHERE course.state = 'published' ORDER BY opened.starts_at NULLS LAST, course.sort_key, course.id LIMIT %(limit)s
"""  # noqa: S608 (constants)


def raising(competency: Competency, at: dt.datetime, limit: int) -> tuple[list[CourseCard], int]:
    """Courses that raise it, by the level they lead to, and how many there are; two queries."""
    return _ordered(_ABOUT, {"competency": competency.pk, "at": at, "limit": limit}, at)


def carrying(topic_id: int, type_id: int, at: dt.datetime, limit: int) -> tuple[list[CourseCard], int]:
    """Courses that carry a topic, the soonest first; two queries."""
    return _ordered(_CARRYING, {"topic": topic_id, "type": type_id, "at": at, "limit": limit}, at)


def _ordered(sql: str, values: Mapping[str, Any], at: dt.datetime) -> tuple[list[CourseCard], int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: Sequence[tuple[int, int]] = cursor.fetchall()
    cards = cards_by_id([row[0] for row in rows], at)
    return [cards[row[0]] for row in rows], rows[0][1] if rows else 0
