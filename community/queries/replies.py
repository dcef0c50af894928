"""Replies of a thread, in pages by key, in the order in which they came."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from community.models import Reply, Thread
from community.queries.reactions import reactions_of
from people.models import Person

REPLIES_ON_A_PAGE = 50
LEAD_IN = 10
_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class ReplyPage:
    """Rows in order; `older` and `newer`: the reply from which the neighbouring page is read, None at an end."""

    rows: list[Any]
    older: int | None
    newer: int | None

    @property
    def last_id(self) -> int:
        return max((row.pk for row in self.rows), default=0)


def page(
    thread: Any, person: Person, *, after: int = 0, before: int = 0, around: int = 0, size: int = REPLIES_ON_A_PAGE
) -> ReplyPage:
    """One page of a thread read `for_page`: the first, or the one after, before or around a reply. One query."""
    rows = with_byline(Reply.objects.filter(thread=thread), person)
    if before:
        rows = _strictly(rows, before, forward=False).order_by("-created_at", "-id")[:size]
        found = list(rows)[::-1]
    else:
        if after:
            rows = _strictly(rows, after, forward=True)
        elif around:
            rows = _from_shortly_before(rows, thread, around)
        found = list(rows.order_by("created_at", "id")[:size])
    if not found:
        return ReplyPage([], None, None)
    older = found[0].pk if found[0].pk != thread.first_reply_id else None
    newer = found[-1].pk if found[-1].pk != thread.last_reply_id else None
    return ReplyPage(found, older, newer)


def with_byline(rows: "QuerySet[Reply]", person: Person) -> "QuerySet[Reply]":
    """What one reply shows: author, reactions."""
    return rows.select_related("author__organisation").annotate(reaction_rows=reactions_of(Reply, person))


def after(thread: Thread, person: Person, cursor: int, limit: int = REPLIES_ON_A_PAGE) -> list[Reply]:
    """Replies that came after that one, oldest first."""
    rows = with_byline(Reply.objects.filter(thread=thread), person)
    if cursor:
        rows = _strictly(rows, cursor, forward=True)
    return list(rows.order_by("created_at", "id")[:limit])


def count_after(thread: Thread, cursor: int, *, but: Person, cap: int = 100) -> int:
    """How many replies of others came after that one, counted up to `cap`."""
    rows = Reply.objects.filter(thread=thread, deleted_at=None).exclude(author=but)
    if cursor:
        rows = _strictly(rows, cursor, forward=True)
    return rows[:cap].count()


def visible_to(person: Person) -> "QuerySet[Reply]":
    """Replies of the threads that the person may read: what every view starts from."""
    return Reply.objects.filter(thread__in=Thread.objects.visible_to(person)).select_related("thread__space", "author")


def one(person: Person, pk: int) -> Any:
    """One reply as its page shows it. Raises DoesNotExist."""
    rows = Reply.objects.filter(thread__in=Thread.objects.visible_to(person))
    return with_byline(rows, person).select_related("author__organisation", "thread__space").get(pk=pk)


def given_by(author: Person, viewer: Person, limit: int = 5) -> list[Reply]:
    """The author's newest replies that the viewer may read."""
    rows = Reply.objects.filter(author=author, deleted_at=None, thread__in=Thread.objects.visible_to(viewer))
    return list(rows.select_related("thread__space").order_by("-created_at", "-id")[:limit])


def _strictly(rows: "QuerySet[Reply]", reply_id: int, *, forward: bool) -> "QuerySet[Reply]":
    """Rows after (or before) a reply in the order (created_at, id); nothing when there is no such reply."""
    moment = Subquery(Reply.objects.filter(pk=reply_id).values("created_at"))
    if forward:
        return rows.filter(created_at__gte=moment).exclude(created_at=moment, pk__lte=reply_id)
    return rows.filter(created_at__lte=moment).exclude(created_at=moment, pk__gte=reply_id)


def _from_shortly_before(rows: "QuerySet[Reply]", thread: Thread, reply_id: int) -> "QuerySet[Reply]":
    """From LEAD_IN places before that reply on; from the beginning when fewer stand there."""
    anchor = Subquery(Reply.objects.filter(pk=reply_id, thread=thread).values("created_at"))
    earlier = Reply.objects.filter(thread=thread, created_at__lte=anchor).exclude(created_at=anchor, pk__gt=reply_id)
    first = earlier.order_by("-created_at", "-id")[LEAD_IN : LEAD_IN + 1]
    moment = Coalesce(Subquery(first.values("created_at")), Value(_BEGINNING))
    number = Coalesce(Subquery(first.values("pk")), Value(0))
    return rows.filter(created_at__gte=moment).filter(Q(created_at__gt=moment) | Q(pk__gte=number))
