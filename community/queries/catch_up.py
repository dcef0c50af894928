"""What a person missed: threads with something unread and new sheets, of where they belong and what they follow.

Each source is bounded by an index, and at most CONSIDERED threads (the newest activity first) are looked into and ranked in
the process: the page costs the same at any size of the network. Only what one joined or follows is read.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from activity.queries.targets import type_id
from community.models import Space, Thread
from community.rules.catch_up import Missed, score, why
from competencies.models import Competency, Topic
from core.addresses import address
from core.database import prepared
from core.pagination import make_cursor, read_cursor
from people.models import Person

CONSIDERED, PER_SPACE, PER_FOLLOWED = 100, 40, 20
SHEETS_PER_SPACE, PAGE_SIZE, MOST_REPLIES = 5, 20, 50
AWAY = dt.timedelta(days=5)
OFFERED_FOR = dt.timedelta(days=7)
LONGEST = dt.timedelta(days=90)
USUAL = dt.timedelta(days=7)

# Threads that moved in the period, by reason: 2 followed closely, 1 a space of one's own. A muted space or thread is left
# out. Each is read once, with all that the rest asks of it. Parameters: person, since, until, space (0: all), and the
# numbers of types.
_OF_THREAD = ", ".join(
    f"thread.{name}"
    for name in (
        "id", "space_id", "title", "language", "author_id", "accepted_id", "created_at", "last_activity_at", "last_reply_id",
        "reply_count", "kind",
    )
)  # fmt: skip
CANDIDATES = f"""
muted AS MATERIALIZED (
  SELECT content_type_id AS type, object_id AS id FROM activity_subscription
  WHERE person_id = %(person)s AND level = 'none' AND content_type_id = ANY(%(mutable)s::int[])
), candidate AS (
  SELECT thread.*, 1 AS place
  FROM community_membership member CROSS JOIN LATERAL (
    SELECT {_OF_THREAD} FROM community_thread thread
    WHERE space_id = member.space_id AND deleted_at IS NULL AND last_activity_at > %(since)s
      AND last_activity_at <= %(until)s
    ORDER BY last_activity_at DESC, id DESC LIMIT %(per_space)s
  ) AS thread
  WHERE member.person_id = %(person)s AND (%(space)s = 0 OR member.space_id = %(space)s)
    AND NOT EXISTS (SELECT 1 FROM muted WHERE muted.type = %(space_type)s AND muted.id = member.space_id)
  UNION ALL
  SELECT {_OF_THREAD}, 2
  FROM (
    SELECT followed.object_id FROM activity_subscription followed
    WHERE followed.person_id = %(person)s AND followed.content_type_id = %(type)s AND followed.level <> 'none'
    UNION ALL
    SELECT line.object_id
    FROM activity_subscription followed CROSS JOIN LATERAL (
      SELECT feed.object_id FROM activity_feedsource source JOIN activity_feedline feed ON feed.id = source.line_id
      WHERE source.source_type_id = followed.content_type_id AND source.source_id = followed.object_id
        AND source.at > %(since)s AND source.at <= %(until)s AND feed.content_type_id = %(type)s
      ORDER BY source.at DESC, source.line_id DESC LIMIT %(per_followed)s
    ) AS line
    WHERE followed.person_id = %(person)s AND followed.content_type_id = ANY(%(others)s::int[]) AND followed.level <> 'none'
  ) AS followed JOIN community_thread thread ON thread.id = followed.object_id
  WHERE thread.deleted_at IS NULL AND thread.last_activity_at > %(since)s AND thread.last_activity_at <= %(until)s
    AND (%(space)s = 0 OR thread.space_id = %(space)s)
), unread AS (
  SELECT thread.*, space.name AS space, mark.id IS NULL AS never, coalesce(mark.last_reply_id, 0) AS seen,
    mark.last_reply_id AS before_reply, mark.reply_count AS before_count
  FROM (
    SELECT DISTINCT ON (last_activity_at, id) * FROM candidate ORDER BY last_activity_at DESC, id DESC, place DESC
  ) AS thread
  JOIN community_space space ON space.id = thread.space_id
  LEFT JOIN community_threadread mark ON mark.thread_id = thread.id AND mark.person_id = %(person)s
  WHERE (mark.id IS NULL AND thread.author_id <> %(person)s OR mark.last_reply_id < thread.last_reply_id)
    AND (thread.place = 1 OR space.access = 'open' OR EXISTS (SELECT 1 FROM community_membership inside
      WHERE inside.space_id = space.id AND inside.person_id = %(person)s))
    AND NOT EXISTS (SELECT 1 FROM muted WHERE muted.type = %(type)s AND muted.id = thread.id
      OR muted.type = %(person_type)s AND muted.id = thread.author_id
      OR muted.type = %(space_type)s AND muted.id = thread.space_id)
  ORDER BY thread.last_activity_at DESC, thread.id DESC LIMIT %(considered)s
)
"""  # noqa: S608 (names of our own columns)
_MISSED = f"""
WITH {CANDIDATES}
SELECT 'thread', unread.id, unread.title, unread.language, unread.space,
  extract(epoch FROM unread.last_activity_at)::float8, unread.seen,
  EXISTS (SELECT 1 FROM community_mention mention WHERE mention.thread_id = unread.id AND mention.person_id = %(person)s
    AND (mention.reply_id > unread.seen OR mention.reply_id IS NULL AND unread.never)),
  unread.author_id = %(person)s, coalesce(fresh.answered, false), unread.place = 2,
  coalesce(fresh.people, 0) + (unread.never AND unread.author_id <> %(person)s)::int, coalesce(fresh.replies, 0), ''
FROM unread LEFT JOIN LATERAL (
  SELECT count(*) AS replies, count(DISTINCT latest.author_id) AS people,
    bool_or(latest.helped_count > 0 OR latest.id = unread.accepted_id) AS answered
  FROM (SELECT id, author_id, helped_count FROM community_reply
    WHERE thread_id = unread.id AND id > unread.seen AND deleted_at IS NULL AND author_id <> %(person)s
      AND created_at > %(since)s ORDER BY created_at DESC, id DESC LIMIT {MOST_REPLIES}) AS latest
) AS fresh ON unread.last_reply_id > unread.seen
UNION ALL
SELECT 'sheet', sheet.id, sheet.title, sheet.language, sheet.space, extract(epoch FROM sheet.published_at)::float8, 0,
  false, false, false, false, 0, 0, sheet.slug
FROM community_membership member CROSS JOIN LATERAL (
  SELECT page.id, page.title, page.slug, written.language, written.published_at, space.name AS space
  FROM community_practicepage written JOIN wagtailcore_page page ON page.id = written.page_ptr_id
  JOIN community_space space ON space.id = written.space_id
  WHERE written.space_id = member.space_id AND written.state = 'published' AND written.published_at > %(settled)s
    AND written.published_at <= %(until)s AND written.person_owner_id <> %(person)s
    AND written.person_owner_id NOT IN (SELECT object_id FROM activity_subscription
      WHERE person_id = %(person)s AND content_type_id = %(person_type)s AND level = 'none')
  ORDER BY written.published_at DESC LIMIT {SHEETS_PER_SPACE}
) AS sheet
WHERE member.person_id = %(person)s AND (%(space)s = 0 OR member.space_id = %(space)s)
"""  # noqa: S608 (constants)


@dataclass(frozen=True)
class MissedThing:
    """A line of the page: a thread (`seen`: the last reply read) or a sheet, how much is new, the one reason why."""

    kind: str
    pk: int
    title: str
    language: str
    space: str
    url: str
    missed: Missed
    score: float

    @property
    def why(self) -> str:
        return why(self.missed)


@dataclass(frozen=True)
class MissedPage:
    rows: list[MissedThing]
    next_cursor: str
    total: int


@dataclass(frozen=True)
class Period:
    """From when to when; `key` names the choice in the address; `space` 0: all; `away`: an absence can be chosen."""

    key: str
    since: dt.datetime
    until: dt.datetime
    settled: dt.datetime
    space: int = 0
    away: bool = False


def values_of(person: Person, period: Period, *, considered: int = CONSIDERED, per_space: int = PER_SPACE) -> dict[str, Any]:
    """The parameters of CANDIDATES."""
    thread, space, someone = type_id(Thread), type_id(Space), type_id(Person)
    return {
        "person": person.pk, "since": period.since, "until": period.until, "space": period.space,
        "settled": period.settled, "type": thread, "space_type": space, "person_type": someone,
        "mutable": [thread, space, someone], "others": [type_id(Topic), type_id(Competency), someone],
        "considered": considered, "per_space": per_space, "per_followed": PER_FOLLOWED,
    }  # fmt: skip


def page(person: Person, period: Period, cursor: str | None = None, size: int = PAGE_SIZE) -> MissedPage:
    """The best first. The cursor carries the moment of the first page, so that scores do not move from page to page."""
    after = read_cursor(cursor) if cursor else None
    if after is not None and len(after) == 4:
        period = replace(period, until=after[0])
    else:
        after = None
    ranked = sorted(_ranked(person, period), key=_place)
    rest = [one for one in ranked if after is None or _place(one) > (-after[1], after[2], after[3])]
    shown = rest[:size]
    cursor = make_cursor([period.until, shown[-1][0], *_place(shown[-1])[1:]]) if len(rest) > size else ""
    return MissedPage([_thing(*one) for one in shown], cursor, len(ranked))


Ranked = tuple[float, Missed, tuple[Any, ...]]


def _place(one: Ranked) -> tuple[float, str, int]:
    return (-one[0], one[2][0], -one[2][1])


def _ranked(person: Person, period: Period) -> list[Ranked]:
    """Scores of all that is looked into."""
    found = []
    for row in _rows(person, period):
        moment = dt.datetime.fromtimestamp(row[5], dt.UTC)
        missed = Missed(
            at=moment, named=row[7], mine=row[8], answered=row[9], followed=row[10], people=row[11], replies=row[12],
            sheet=row[0] == "sheet",
        )  # fmt: skip
        found.append((score(missed, at=period.until), missed, row))
    return found


@prepared
def _rows(person: Person, period: Period) -> list[tuple[Any, ...]]:
    """What is looked into, unsorted. One plan for all members: every branch goes along an index and is bounded, whatever the
    values, and planning took as long as running. Moments come as seconds of the epoch, which are read ten times faster."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, values_of(person, period))
        return cursor.fetchall()


def _thing(points: float, missed: Missed, row: tuple[Any, ...]) -> MissedThing:
    kind, pk, title, language, space, _at, seen = row[:7]
    if missed.sheet:
        url = address("community:practice-detail", f"{pk}-{row[-1]}")
    else:
        url = address("community:thread-detail", pk) + (f"?apres={seen}#nouveau" if seen else "")
    return MissedThing(kind, pk, title, language, space, url, missed, points)


State = tuple[dt.datetime | None, dt.datetime | None, dt.datetime | None]
_STATE = "SELECT away_since, returned_at, settled_at FROM community_catchup WHERE person_id = %s"


@prepared
def _state_of(person: Person) -> State:
    """Away since, back at, settled at: what is kept of the person's last absence."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [person.pk])
        row: State | None = cursor.fetchone()
    return row or (None, None, None)


def absence_of(person: Person, *, at: dt.datetime) -> dt.datetime | None:
    """Since when the person was away, as long as that is offered: back for less than OFFERED_FOR, not settled; else None.

    On the very first page after an absence the person's own mark tells; then what `PersonReturned` left.
    """
    if _is_just_back(person, at):
        return person.home_seen_at
    return _offered(_state_of(person), at)


def _is_just_back(person: Person, at: dt.datetime) -> bool:
    return person.home_seen_at is not None and at - person.home_seen_at >= AWAY


def _offered(state: State, at: dt.datetime) -> dt.datetime | None:
    away_since, returned_at, settled_at = state
    if away_since is None or returned_at is None or at - returned_at > OFFERED_FOR:
        return None
    return None if settled_at is not None and settled_at >= returned_at else away_since


def period_of(person: Person, key: str, *, at: dt.datetime, space: int = 0) -> Period:
    """`key`: absence, 7, 14, 30 (days) or "" (the absence if there is one, else a week). Never longer than LONGEST."""
    state = _state_of(person)
    away = person.home_seen_at if _is_just_back(person, at) else _offered(state, at)
    if key not in ("7", "14", "30"):
        key = "absence" if away else "7"
    since = away if key == "absence" and away else at - (dt.timedelta(days=int(key)) if key != "absence" else USUAL)
    since = max(since, at - LONGEST)
    settled = state[2]
    return Period(key, since, at, max(since, settled) if settled else since, space, away is not None)
