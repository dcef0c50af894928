"""Replies of a thread, in pages by key, in the order in which they came."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from community.models import Reply, Thread
from core.markdown import plain
from people.models import Person

REPLIES_ON_A_PAGE = 50
LEAD_IN = 10
QUOTED = 600
# In the order of ReplyRow and Author.
_AUTHOR = ("author_id", "author__given_name", "author__family_name", "author__photo_path", "author__organisation__acronym")
_COLUMNS = ("pk", "thread_id", "body_html", "language", "created_at", "edited_at", "deleted_at", "deleted_by_id", *_AUTHOR)
_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Author:
    """What a byline shows. Of fifty replies, fifty whole members would cost more than drawing them."""

    pk: int
    given_name: str
    family_name: str
    photo_url: str
    acronym: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper() or "?"


@dataclass(slots=True)
class ReplyRow:
    """A reply as its page shows it. `thread` and `reaction_rows` are given by who completes the page."""

    pk: int
    thread_id: int
    body_html: str
    language: str
    created_at: dt.datetime
    edited_at: dt.datetime | None
    deleted_at: dt.datetime | None
    deleted_by_id: int | None
    author: Author
    thread: Any = None
    reaction_rows: dict[str, tuple[int, bool]] = field(default_factory=dict)

    @property
    def author_id(self) -> int:
        return self.author.pk


@dataclass(frozen=True)
class ReplyPage:
    """Rows in order; `older` and `newer`: the reply from which the neighbouring page is read, None at an end (to be asked
    once the thread is completed)."""

    thread: Any
    rows: list[ReplyRow]

    @property
    def older(self) -> int | None:
        return self.rows[0].pk if self.rows and self.rows[0].pk != self.thread.first_reply_id else None

    @property
    def newer(self) -> int | None:
        return self.rows[-1].pk if self.rows and self.rows[-1].pk != self.thread.last_reply_id else None


def page(thread: Any, *, after: int = 0, before: int = 0, around: int = 0, size: int = REPLIES_ON_A_PAGE) -> ReplyPage:
    """One page: the first, or the one after, before or around a reply. One query."""
    rows = Reply.objects.filter(thread=thread)
    if before:
        rows = _strictly(rows, before, forward=False).order_by("-created_at", "-id")[:size]
        return ReplyPage(thread, _shown(rows)[::-1])
    if after:
        rows = _strictly(rows, after, forward=True)
    elif around:
        rows = _from_shortly_before(rows, thread, around)
    return ReplyPage(thread, _shown(rows.order_by("created_at", "id")[:size]))


def one(pk: int) -> ReplyRow:
    """One reply alone; raises IndexError when there is none."""
    return _shown(Reply.objects.filter(pk=pk))[0]


def _shown(rows: "QuerySet[Reply]") -> list[ReplyRow]:
    found: Any = rows.values_list(*_COLUMNS)
    return [ReplyRow(*(*values[:8], Author(*values[8:]))) for values in found]


def after(thread: Thread, cursor: int, limit: int = REPLIES_ON_A_PAGE) -> list[ReplyRow]:
    """Replies that came after that one, oldest first."""
    rows = Reply.objects.filter(thread=thread)
    if cursor:
        rows = _strictly(rows, cursor, forward=True)
    return _shown(rows.order_by("created_at", "id")[:limit])


def count_after(thread: Thread, cursor: int, *, but: Person, cap: int = 100) -> int:
    """How many replies of others came after that one, counted up to `cap`."""
    rows = Reply.objects.filter(thread=thread, deleted_at=None).exclude(author=but)
    if cursor:
        rows = _strictly(rows, cursor, forward=True)
    return rows[:cap].count()


def visible_to(person: Person) -> "QuerySet[Reply]":
    """Replies of the threads that the person may read: what every view starts from."""
    return Reply.objects.filter(thread__in=Thread.objects.visible_to(person)).select_related("thread__space", "author")


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


def quoted(thread: Thread, number: int) -> str:
    """The beginning of what a reply of the thread says, as a quotation in Markdown; nothing for one that is gone."""
    if not number:
        return ""
    row = Reply.objects.filter(thread=thread.pk, pk=number, deleted_at=None).select_related("author").first()
    return f"> **{row.author.name}**\xa0: {plain(row.body, QUOTED)}\n\n" if row else ""
