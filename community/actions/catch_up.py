"""« Tout marquer comme lu » and its undoing; since when somebody was away."""

import datetime as dt

from django.db import connection, transaction

from community.models import CatchUp
from community.queries.catch_up import CANDIDATES, Period, values_of
from people.models import Person

AT_ONCE = 5000

# One statement, whatever the number of threads. Marks only move forward; where each stood is kept for the undoing.
_SETTLE = f"""
WITH {CANDIDATES}
INSERT INTO community_threadread AS mark
  (person_id, thread_id, last_reply_id, reply_count, read_at, caught_up_at, before_reply_id, before_count)
SELECT %(person)s, id, last_reply_id, reply_count, %(at)s, %(at)s, before_reply, before_count FROM unread
ON CONFLICT (person_id, thread_id) DO UPDATE SET before_reply_id = mark.last_reply_id, before_count = mark.reply_count,
  last_reply_id = excluded.last_reply_id, reply_count = excluded.reply_count, read_at = excluded.read_at,
  caught_up_at = excluded.caught_up_at
  WHERE mark.last_reply_id < excluded.last_reply_id
"""  # noqa: S608 (constants)
# A thread that was opened meanwhile keeps its mark: reading it took `caught_up_at` away (actions/reading.py).
_UNDO = """
WITH made AS (
  DELETE FROM community_threadread
  WHERE person_id = %(person)s AND caught_up_at = %(at)s AND before_reply_id IS NULL RETURNING 1
), moved AS (
  UPDATE community_threadread SET last_reply_id = before_reply_id, reply_count = before_count, caught_up_at = NULL,
    before_reply_id = NULL, before_count = NULL
  WHERE person_id = %(person)s AND caught_up_at = %(at)s AND before_reply_id IS NOT NULL RETURNING 1
)
SELECT (SELECT count(*) FROM made) + (SELECT count(*) FROM moved)
"""


@transaction.atomic
def settle(*, by: Person, period: Period, at: dt.datetime) -> int:
    """Everything of the period (and space) is read; returns how many threads. Twice changes nothing more."""
    with connection.cursor() as cursor:
        values = values_of(by, period, considered=AT_ONCE, per_space=AT_ONCE)
        cursor.execute(_SETTLE, {**values, "at": at})
        number = int(cursor.rowcount)
    if not period.space:
        CatchUp.objects.update_or_create(person=by, defaults={"settled_at": at})
    return number


@transaction.atomic
def unsettle(*, by: Person, settled_at: dt.datetime) -> int:
    """Undo the one of that moment; marks are where they stood before. Returns how many threads."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDO, {"person": by.pk, "at": settled_at})
        number = int(cursor.fetchone()[0])
    CatchUp.objects.filter(person=by, settled_at=settled_at).update(settled_at=None)
    return number


@transaction.atomic
def note_absence(*, person_id: int, away_since: dt.datetime, at: dt.datetime) -> None:
    """The person is back after days away; an older absence is forgotten."""
    if Person.objects.filter(pk=person_id).exists():
        CatchUp.objects.update_or_create(person_id=person_id, defaults={"away_since": away_since, "returned_at": at})


def forget(*, person: Person) -> int:
    """Erasure."""
    return CatchUp.objects.filter(person=person).delete()[0]
