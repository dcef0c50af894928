"""The feed of one member: the newest lines of everything the person follows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from activity.enums import SubscriptionLevel
from activity.models import FeedLine
from core.pagination import make_cursor, read_cursor
from people.models import Person
from people.queries.audiences import network_audience_id

PAGE_SIZE = 20
_COLUMNS = [field.attname for field in FeedLine._meta.concrete_fields]
_LINE = ", ".join(f"line.{name}" for name in _COLUMNS)
_NEWEST = (dt.datetime(9999, 1, 1, tzinfo=dt.UTC), 0)
_READABLE = """({alias}.audience_id = %(network)s OR {alias}.audience_id IN (
  SELECT audience_id FROM people_audiencemember WHERE person_id = %(person)s))"""

# Per followed thing a short scan of the index feed_source_newest, then the merge. See docs of `page`.
_FOLLOWED = f"""
SELECT {_LINE} FROM (
  SELECT DISTINCT hit.at, hit.line_id
  FROM activity_subscription followed CROSS JOIN LATERAL (
    SELECT source.at, source.line_id FROM activity_feedsource source
    WHERE source.source_type_id = followed.content_type_id AND source.source_id = followed.object_id
      AND (source.at, source.line_id) < (%(at)s, %(line)s) AND {_READABLE.format(alias="source")}
    ORDER BY source.at DESC, source.line_id DESC LIMIT %(limit)s
  ) AS hit
  WHERE followed.person_id = %(person)s AND followed.level <> %(muted)s
  ORDER BY hit.at DESC, hit.line_id DESC LIMIT %(limit)s
) AS newest JOIN activity_feedline line ON line.id = newest.line_id
ORDER BY newest.at DESC, newest.line_id DESC
"""  # noqa: S608 (constant names of this module)

_EVERYTHING = f"""
SELECT {_LINE} FROM activity_feedline line
WHERE (line.at, line.id) < (%(at)s, %(line)s) AND line.audience_id = %(network)s
ORDER BY line.at DESC, line.id DESC LIMIT %(limit)s
"""  # noqa: S608


@dataclass(frozen=True)
class FeedPage:
    """Lines, newest first; `next_cursor` of the older ones, "" at the end; `everybody`: these are the whole network's."""

    lines: list[FeedLine]
    next_cursor: str
    everybody: bool = False


def page(person: Person, cursor: str | None = None, size: int = PAGE_SIZE) -> FeedPage:
    """One page of what the person follows; for who follows nothing yet, of what everybody may read."""
    before = read_cursor(cursor) if cursor else None
    everybody = bool(before and len(before) == 3 and before[2])
    if not everybody:
        lines = _lines(_FOLLOWED, person, before, size)
        if lines or before:
            return _page(lines, size, everybody=False)
    return _page(_lines(_EVERYTHING, person, before, size), size, everybody=True)


def _lines(sql: str, person: Person, before: list[Any] | None, size: int) -> list[FeedLine]:
    at, line = (before[0], before[1]) if before else _NEWEST
    values = {
        "person": person.pk,
        "network": network_audience_id(),
        "muted": SubscriptionLevel.NONE.value,
        "at": at,
        "line": line,
        "limit": size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [FeedLine.from_db("default", _COLUMNS, row) for row in cursor.fetchall()]


def _page(lines: list[FeedLine], size: int, *, everybody: bool) -> FeedPage:
    shown = lines[:size]
    more = len(lines) > size
    cursor = make_cursor([shown[-1].at, shown[-1].pk, everybody]) if more else ""
    return FeedPage(shown, cursor, everybody)
