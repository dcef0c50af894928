"""How far somebody has read."""

import datetime as dt

from django.db import connection

from activity.actions import notifications
from community.models import Reply, Thread
from people.models import Person

# A mark only moves forward: two tabs, or a late request, never make read things new again.
ON_MARK = """ON CONFLICT (person_id, thread_id) DO UPDATE SET
  last_reply_id = GREATEST(community_threadread.last_reply_id, excluded.last_reply_id),
  reply_count = GREATEST(community_threadread.reply_count, excluded.reply_count), read_at = excluded.read_at,
  caught_up_at = NULL, before_reply_id = NULL, before_count = NULL"""
_MARK = f"""
INSERT INTO community_threadread (person_id, thread_id, last_reply_id, reply_count, read_at) VALUES (%s, %s, %s, %s, %s)
{ON_MARK}
"""  # noqa: S608 (constants)


def mark_read(*, by: Person, thread: Thread, last_reply_id: int, at: dt.datetime, reply_count: int | None = None) -> None:
    """The person has read up to that reply (0: the opening text); `reply_count`: how many stand up to it (None: all)."""
    count = thread.reply_count if reply_count is None else reply_count
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [by.pk, thread.pk, last_reply_id, count, at])


def see_thread(*, by: Person, thread: Thread, last_reply_id: int, at: dt.datetime) -> None:
    """The page was looked at: the mark moves, never past the end, and notices that led here are read."""
    last = min(max(last_reply_id, 0), thread.last_reply_id)
    count = thread.reply_count
    if last < thread.last_reply_id:
        count = Reply.objects.filter(thread=thread, pk__lte=last, deleted_at=None).count()
    mark_read(by=by, thread=thread, last_reply_id=last, reply_count=count, at=at)
    notifications.mark_read(person=by, target=thread, at=at)
