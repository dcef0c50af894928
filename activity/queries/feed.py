"""The feed of one member: the newest lines of everything the person follows.

The merge itself stands in the database function `activity_feed_page` (migrations 0003, 0007): planning took as long as
running, and a function keeps its plan. Its cost grows with the number of things followed (about 10 µs each), not with the
number of lines nor with the depth of the page.

What people whom the member muted wrote is left out, unless somebody else wrote it with them.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from activity.queries.targets import type_id
from core.database import prepared
from people.models import Person
from people.queries.audiences import network_audience_id

PAGE_SIZE = 20
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})(-t)?")
_NEWEST = (dt.datetime(9999, 1, 1, tzinfo=dt.UTC), 0)
_FOLLOWED = "SELECT * FROM activity_feed_page(%s, %s, %s, %s, %s)"
# For who follows nothing yet: the newest lines that everybody may read, by the index feed_line_newest.
_EVERYBODY = """
WITH muted AS MATERIALIZED (
  SELECT object_id AS id, content_type_id AS type FROM activity_subscription
  WHERE person_id = %s AND level = 'none' AND content_type_id = %s
)
SELECT id, kind, content_type_id, object_id, at FROM activity_feedline line
WHERE (at, id) < (%s, %s) AND audience_id = %s AND (NOT EXISTS (SELECT 1 FROM muted) OR coalesce((
  SELECT NOT bool_and(writer.source_id IN (SELECT id FROM muted)) FROM activity_feedsource writer
  WHERE writer.line_id = line.id AND writer.source_type_id = (SELECT min(type) FROM muted)), true))
ORDER BY at DESC, id DESC LIMIT %s
"""


class Line(NamedTuple):
    """A line of the feed: what its kind needs to load the card. `at`: its last activity. `muted`: by somebody whom the
    viewer muted; lists that do not leave it out show it folded up."""

    id: int
    kind: str
    content_type_id: int
    object_id: int
    at: dt.datetime
    muted: bool = False


@dataclass(frozen=True)
class FeedPage:
    """Lines, newest first; `next_cursor` of the older ones, "" at the end; `everybody`: these are the whole network's."""

    lines: list[Line]
    next_cursor: str
    everybody: bool = False


def page(person: Person, cursor: str | None = None, size: int = PAGE_SIZE) -> FeedPage:
    """One page of what the person follows; for who follows nothing yet, of what everybody may read.

    A line that moved up meanwhile is on the first page again, never twice on one page. The cursor is a place in the order,
    nothing else; one that cannot be read counts as none.
    """
    before = _read_cursor(cursor or "")
    at, number, everybody = before or (*_NEWEST, False)
    if not everybody:
        lines = _fetch(_FOLLOWED, [person.pk, network_audience_id(), at, number, size + 1])
        if lines or before:
            return _page(lines, size, everybody=False)
    values = [person.pk, type_id(Person), at, number, network_audience_id(), size + 1]
    return _page(_fetch(_EVERYBODY, values), size, everybody=True)


@prepared
def _fetch(sql: str, values: list[Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Line(*row) for row in cursor.fetchall()]


def _page(lines: list[Line], size: int, *, everybody: bool) -> FeedPage:
    shown = lines[:size]
    cursor = _cursor_after(shown[-1], everybody) if len(lines) > size else ""
    return FeedPage(shown, cursor, everybody)


def _cursor_after(line: Line, everybody: bool) -> str:
    """`1795469463510000-12`, with `-t` for a page of the whole network: microseconds and number of the line."""
    return f"{(line.at - _EPOCH) // _MICROSECOND}-{line.id}{'-t' if everybody else ''}"


def _read_cursor(cursor: str) -> tuple[dt.datetime, int, bool] | None:
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        return None
    return _EPOCH + int(found[1]) * _MICROSECOND, int(found[2]), bool(found[3])


def newer_than(person: Person, moment: dt.datetime, limit: int = 100) -> int:
    """How many lines of the person's feed moved after that moment, counted up to `limit`."""
    lines = _fetch(_FOLLOWED, [person.pk, network_audience_id(), *_NEWEST, limit])
    return sum(line.at > moment for line in lines)
