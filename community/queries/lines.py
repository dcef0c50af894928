"""Threads of a list, as lines of the feed: their cards are those of home, drawn once for everybody and kept.

Only the lines are read here, by key; what a card shows is read for those that are not kept (see activity.views.cards).
Threads of people whom the reader muted keep their place, folded up: a list of all threads must hold them all.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from activity.queries.feed import Line
from activity.queries.targets import type_id
from community.enums import ThreadKind
from community.models import Space, Thread
from core.database import prepared
from core.pagination import make_cursor, read_cursor
from core.search import groups
from people.models import Person
from people.queries.audiences import closed_audience_ids

ON_A_PAGE = 20

_LINES = """
SELECT line.id, line.kind, line.content_type_id, line.object_id, line.at, thread.author_id IN (
  SELECT object_id FROM activity_subscription
  WHERE person_id = %(person)s AND content_type_id = %(people)s AND level = 'none'
), thread.last_activity_at, thread.id
FROM community_thread thread
JOIN activity_feedline line ON line.content_type_id = %(type)s AND line.object_id = thread.id
WHERE thread.deleted_at IS NULL {place} {kind} {state} {words} {after}
ORDER BY thread.last_activity_at DESC, thread.id DESC LIMIT {limit}
"""
_OF_SPACE = "AND thread.space_id = %(space)s"
_READABLE = """
AND thread.space_id IN (SELECT id FROM community_space WHERE access = 'open'
                        UNION ALL SELECT space_id FROM community_membership WHERE person_id = %(person)s)
"""
# In the title, the topics, the opening text or one reply: all words together (core.search.groups).
_WORDS = "AND thread.id = ANY(%(hits)s::bigint[])"
_STATES = {
    "sans-reponse": "AND thread.kind = 'question' AND thread.accepted_id IS NULL AND thread.reply_count = 0",
    "ouverte": "AND thread.kind = 'question' AND thread.accepted_id IS NULL",
    "resolue": "AND thread.kind = 'question' AND thread.accepted_id IS NOT NULL",
}


@dataclass(frozen=True)
class LinePage:
    """Lines, the newest activity first; `next_cursor` of the older ones, "" at the end."""

    lines: list[Line]
    next_cursor: str


def of_space(
    space: Space, person: Person, *, kind: str = "", state: str = "", text: str = "", cursor: str | None = None,
    size: int = ON_A_PAGE,
) -> LinePage:  # fmt: skip
    """Threads of one space, those with the words of `text`. The caller has checked that the person reads it."""
    values = {"space": space.pk, "person": person.pk, "hits": _hits(text, person, space.search_mark)}
    return _page(_OF_SPACE, values, kind, state, cursor, size)


def of_all(
    person: Person, *, kind: str = "", state: str = "", text: str = "", cursor: str | None = None, size: int = ON_A_PAGE
) -> LinePage:
    """Threads of every space that the person reads, those with the words of `text`."""
    return _page(_READABLE, {"person": person.pk, "hits": _hits(text, person)}, kind, state, cursor, size)


def _hits(text: str, person: Person, mark: str = "") -> list[int] | None:
    return groups(text, audiences=closed_audience_ids(person), facet="thread", mark=mark) if text else None


@prepared
def _page(place: str, values: dict[str, Any], kind: str, state: str, cursor: str | None, size: int) -> LinePage:
    """An unknown kind or state narrows nothing; a cursor that was tampered with counts as none."""
    before = read_cursor(cursor) if cursor else None
    known = kind in ThreadKind.values
    sql = _LINES.format(
        place=place,
        kind="AND thread.kind = %(kind)s" if known else "",
        state=_STATES.get(state, ""),
        words="" if values["hits"] is None else _WORDS,
        after="AND (thread.last_activity_at, thread.id) < (%(at)s, %(number)s)" if before else "",
        limit=size + 1,  # written out: a plan for any number of rows walks all of them first (24 ms for 0.5)
    )
    values |= {"type": type_id(Thread), "people": type_id(Person), "kind": kind}
    if before:
        values |= {"at": before[0], "number": before[1]}
    with connection.cursor() as db:
        db.execute(sql, values)
        rows = db.fetchall()
    shown = rows[:size]
    cursor = make_cursor([*shown[-1][6:]]) if len(rows) > size else ""
    return LinePage([Line(*row[:6]) for row in shown], cursor)
