"""Practice sheets that wait for somebody: one's own in every state, those one was asked to read, those to look at again."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils import timezone

from community.queries.practice_cards import COLUMNS, JOINS, TABLES, PracticeCard, card_of
from core.database import prepared
from core.pagination import make_cursor, read_cursor
from people.models import Person
from people.queries.audiences import audience_ids

PAGE = 18

# Changes were asked for, and nothing was written since.
_SENT_BACK = """(
  sheet.state = 'draft' AND (SELECT review.verdict = 'changes' AND review.revision_id = page.latest_revision_id
    FROM community_practicereview review WHERE review.page_id = page.id AND review.verdict <> 'withdrawn'
    ORDER BY review.asked_at DESC, review.id DESC LIMIT 1) IS TRUE)"""
# Drafts and what is read over stand first by their last change; a published sheet by its publication.
_MINE = f"""
SELECT {COLUMNS}, '', {_SENT_BACK},
  coalesce(page.latest_revision_created_at, sheet.published_at, 'epoch'::timestamptz) AS key FROM {TABLES}
WHERE (sheet.person_owner_id = %(person)s
    OR EXISTS (SELECT 1 FROM community_practiceauthor own WHERE own.page_id = page.id AND own.person_id = %(person)s
      AND (NOT own.credited OR sheet.state IN ('published', 'archived'))))
  AND sheet.audience_id = ANY(%(audiences)s::bigint[])
  AND (coalesce(page.latest_revision_created_at, sheet.published_at, 'epoch'::timestamptz), page.id)
    < (%(key)s::timestamptz, %(number)s::bigint)
ORDER BY key DESC, page.id DESC LIMIT %(limit)s
"""  # noqa: S608 (constants)
_TO_READ = f"""
SELECT {COLUMNS}, coalesce(trim(asker.given_name || ' ' || asker.family_name), ''), false, review.asked_at AS key
FROM {TABLES} JOIN community_practicereview review ON review.page_id = page.id
LEFT JOIN people_person asker ON asker.id = review.asked_by_id
WHERE review.reviewer_id = %(person)s AND review.verdict = 'pending' AND sheet.audience_id = ANY(%(audiences)s::bigint[])
  AND (review.asked_at, page.id) < (%(key)s::timestamptz, %(number)s::bigint)
ORDER BY key DESC, page.id DESC LIMIT %(limit)s
"""  # noqa: S608 (constants)
_WAITING = """
SELECT
  (SELECT count(*) FROM community_practicereview review
   JOIN community_practicepage sheet ON sheet.page_ptr_id = review.page_id
   WHERE review.reviewer_id = %(person)s AND review.verdict = 'pending'
     AND sheet.audience_id = ANY(%(audiences)s::bigint[])),
  (SELECT count(*) FROM community_practicepage
   WHERE person_owner_id = %(person)s AND state = 'published' AND review_on <= %(on)s)
"""
# Of a sheet that they may still read.
_ASKED = """
SELECT page.id, page.slug, page.draft_title, coalesce(trim(asker.given_name || ' ' || asker.family_name), '')
FROM community_practicereview review
JOIN community_practicepage sheet ON sheet.page_ptr_id = review.page_id
JOIN wagtailcore_page page ON page.id = review.page_id
JOIN community_space space ON space.id = sheet.space_id
LEFT JOIN people_person asker ON asker.id = review.asked_by_id
WHERE review.reviewer_id = %(person)s AND review.verdict = 'pending' AND space.archived_at IS NULL
  AND EXISTS (SELECT 1 FROM community_membership own WHERE own.space_id = space.id AND own.person_id = %(person)s)
ORDER BY review.asked_at, review.id LIMIT 1
"""
# Sheets of those who left fall to the facilitators of their space.
_DUE = f"""
SELECT {COLUMNS}, mine.own FROM (
  SELECT page_ptr_id AS id, true AS own FROM community_practicepage
  WHERE person_owner_id = %(person)s AND state = 'published' AND review_on <= %(until)s
  UNION ALL
  SELECT left_over.page_ptr_id, false FROM community_membership animated
  JOIN community_practicepage left_over ON left_over.space_id = animated.space_id
  JOIN people_person owner ON owner.id = left_over.person_owner_id
  WHERE animated.person_id = %(person)s AND animated.role = 'facilitator' AND owner.status <> 'active'
    AND left_over.state = 'published' AND left_over.review_on <= %(until)s AND left_over.person_owner_id <> %(person)s
) AS mine JOIN community_practicepage sheet ON sheet.page_ptr_id = mine.id {JOINS}
ORDER BY sheet.review_on, page.id LIMIT %(limit)s
"""  # noqa: S608 (constants)


@dataclass(frozen=True)
class OwnPage:
    cards: list[PracticeCard]
    next_cursor: str


@dataclass(frozen=True)
class Waiting:
    """How many sheets one was asked to read, and how many of one's own have come to their review date."""

    to_read: int
    due: int


@dataclass(frozen=True)
class Asked:
    """A sheet that one was asked to read: what its addresses carry, its title, who asked (empty: who left no name)."""

    label: str
    title: str
    by: str


@dataclass(frozen=True)
class Due:
    """A sheet that somebody should look at again; `own`: one is its owner, else its owner left."""

    card: PracticeCard
    own: bool


def mine(person: Person, *, on: dt.date, cursor: str = "", size: int = PAGE) -> OwnPage:
    """Sheets that the person owns, wrote, or (once published) is credited in; the newest change first."""
    return _page(_MINE, person, on=on, cursor=cursor, size=size)


def to_read(person: Person, *, on: dt.date, cursor: str = "", size: int = PAGE) -> OwnPage:
    """Sheets that the person was asked to read before they are published."""
    return _page(_TO_READ, person, on=on, cursor=cursor, size=size)


def _page(sql: str, person: Person, *, on: dt.date, cursor: str, size: int) -> OwnPage:
    before = read_cursor(cursor) if cursor else None
    known = before is not None and len(before) == 2
    key, number = before if before is not None and known else ("infinity", 0)
    values = {"person": person.pk, "key": key, "number": number, "limit": size + 1, "audiences": audience_ids(person)}
    rows = _rows(sql, values)
    shown = rows[:size]
    following = make_cursor([shown[-1][-1], shown[-1][0]]) if len(rows) > size else ""
    return OwnPage([_card(row, on=on) for row in shown], following)


def _card(row: tuple[Any, ...], *, on: dt.date) -> PracticeCard:
    """A card with what waits: who asked to read it and when, or that it came back."""
    asked_by, sent_back, at = row[-3:]
    asked_on = timezone.localdate(at) if asked_by else None
    return replace(card_of(row, on=on), asked_by=asked_by, asked_on=asked_on, sent_back=sent_back)


@prepared
def waiting(person: Person, *, on: dt.date) -> Waiting:
    (row,) = _rows(_WAITING, {"person": person.pk, "on": on, "audiences": audience_ids(person)})
    return Waiting(*row)


@prepared
def oldest_asked(person: Person) -> Asked | None:
    """The reading that has waited longest for this person, in one query; home asks it at each look."""
    rows = _rows(_ASKED, {"person": person.pk})
    return Asked(f"{rows[0][0]}-{rows[0][1]}", rows[0][2], rows[0][3]) if rows else None


@prepared
def due(person: Person, *, until: dt.date, on: dt.date, limit: int = 3) -> list[Due]:
    """Sheets that come to their review date until that day and wait for this person's word, the longest due first."""
    rows = _rows(_DUE, {"person": person.pk, "until": until, "limit": limit})
    return [Due(card_of(row, on=on), row[-1]) for row in rows]


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
