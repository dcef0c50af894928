"""How questions fare in a space, over the last twelve months: what a task has counted, and the same counted now."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from community.models import SpaceFigures
from core.database import prepared

OVER = dt.timedelta(days=365)
# With fewer answered questions a median says nothing.
LEAST = 3

_LIVE = """
SELECT count(*), count(useful_at),
  CASE WHEN count(useful_at) >= %(least)s
    THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY useful_at - created_at) END
FROM community_thread
WHERE space_id = %(space)s AND kind = 'question' AND deleted_at IS NULL AND created_at > %(since)s AND created_at <= %(at)s
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """`median_useful`: from the question to the first useful answer; None under LEAST answered questions."""

    questions: int
    answered: int
    median_useful: dt.timedelta | None


@prepared
def of_space(space_id: int) -> Figures | None:
    """What was counted last; None before the first count. For pages."""
    columns = ("questions", "answered", "median_useful")
    row = SpaceFigures.objects.filter(space=space_id).values_list(*columns).first()
    return Figures(*row) if row else None


def medians(space_ids: list[int]) -> dict[int, dt.timedelta]:
    """For a form that lets one choose the space: those that have a median, in one query."""
    rows = SpaceFigures.objects.filter(space__in=space_ids).exclude(median_useful=None)
    pairs = rows.values_list("space_id", "median_useful")
    return {number: median for number, median in pairs if median is not None}


def live(space_id: int, *, at: dt.datetime) -> Figures:
    """Counted from the threads themselves: what the task's row must equal."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE, {"space": space_id, "since": at - OVER, "at": at, "least": LEAST})
        return Figures(*cursor.fetchone())
