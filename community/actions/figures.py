"""How questions fare: when a question got its first useful answer, and the figures of each space over twelve months."""

import datetime as dt

from django.db import connection, transaction

from community.queries.figures import LEAST, OVER

# The first answer of somebody else that was accepted or that helped a reader, by the moment when it was written. One's own
# answer to one's own question says nothing of how long one waits here.
_USEFUL = """
UPDATE community_thread thread SET useful_at = found.at
FROM (
  SELECT min(reply.created_at) AS at FROM community_reply reply JOIN community_thread asked ON asked.id = reply.thread_id
  WHERE reply.thread_id = %(thread)s AND reply.deleted_at IS NULL AND reply.author_id <> asked.author_id
    AND (reply.helped_count > 0 OR reply.id = asked.accepted_id)
) AS found
WHERE thread.id = %(thread)s AND thread.kind = 'question' AND thread.useful_at IS DISTINCT FROM found.at
RETURNING thread.id
"""

# The same as community.queries.figures.live, for every space at once.
_COUNT = """
INSERT INTO community_spacefigures (space_id, questions, answered, median_useful, computed_at)
SELECT space.id, count(thread.id), count(thread.useful_at),
  CASE WHEN count(thread.useful_at) >= %(least)s
    THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY thread.useful_at - thread.created_at) END,
  %(at)s
FROM community_space space
LEFT JOIN community_thread thread ON thread.space_id = space.id AND thread.kind = 'question'
  AND thread.deleted_at IS NULL AND thread.created_at > %(since)s AND thread.created_at <= %(at)s
GROUP BY space.id
ON CONFLICT (space_id) DO UPDATE SET questions = excluded.questions, answered = excluded.answered,
  median_useful = excluded.median_useful, computed_at = excluded.computed_at
"""


def refresh_useful(thread_id: int) -> bool:
    """Work out anew when the question got its first useful answer (in the caller's transaction); True when it changed."""
    with connection.cursor() as cursor:
        cursor.execute(_USEFUL, {"thread": thread_id})
        return cursor.fetchone() is not None


@transaction.atomic
def count_figures(*, at: dt.datetime) -> int:
    """Write the figures of every space, one statement; returns how many spaces. Running it again gives the same rows."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"since": at - OVER, "at": at, "least": LEAST})
        return int(cursor.rowcount)
