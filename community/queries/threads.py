"""Threads as a person sees them: lists, cards, one thread with what its page needs."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, CharField, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.models import Bookmark, Subscription
from community.enums import ThreadKind
from community.models import PostRevision, Reply, Space, Thread, ThreadRead
from community.models.threads import ThreadQuerySet
from community.permissions import remember_role
from community.queries.labels import chips_of, with_labels
from community.queries.reactions import reactions_of
from community.queries.spaces import role_of
from core.markdown import plain
from core.pagination import KeyPage, page_by_key
from people.models import Person

THREADS_ON_A_PAGE = 20
NEW_WITHIN = dt.timedelta(days=30)
EXCERPT, CHIPS = 180, 4


def visible_to(person: Person) -> ThreadQuerySet:
    """Threads that the person may read, with their space: what every view starts from."""
    return Thread.objects.visible_to(person).select_related("space")


def deleted_among(person: Person) -> "QuerySet[Thread]":
    """Deleted threads of the spaces that the person reads (for undoing; who may is a permission)."""
    readable = Space.objects.readable_by(person)
    return Thread.objects.exclude(deleted_at=None).filter(space__in=readable).select_related("space")


def for_page(person: Person, pk: int) -> Thread:
    """One thread, wholly, in one query: byline, labels, accepted answer, what the person follows, kept and read of it.

    Raises DoesNotExist. `first_reply_id`: where the replies begin; `mark`: last reply read (None: never opened).
    """
    content_type = ContentType.objects.get_for_model(Thread)
    own = {"person": person, "content_type": content_type, "object_id": OuterRef("pk")}
    first = Reply.objects.filter(thread=OuterRef("pk")).order_by("created_at", "id").values("pk")[:1]
    rows = Thread.objects.visible_to(person).select_related(
        "space__organisation", "author__organisation", "accepted__author__organisation"
    )
    rows = rows.annotate(
        follow_level=Subquery(Subscription.objects.filter(**own).values("level")[:1], output_field=CharField()),
        kept=Exists(Bookmark.objects.filter(**own)),
        mark=_mark(person, "last_reply_id"),
        first_reply_id=Subquery(first, output_field=BigIntegerField()),
        viewer_role=role_of(person, "space_id"),
        reaction_rows=reactions_of(Thread, person),
        accepted_reaction_rows=reactions_of(Reply, person, key="accepted_id"),
    )
    thread = with_labels(rows, Thread).get(pk=pk)
    remember_role(person, thread.space, thread.viewer_role)
    return thread


def _mark(person: Person, name: str) -> Subquery:
    read = ThreadRead.objects.filter(person=person, thread=OuterRef("pk"))
    return Subquery(read.values(name)[:1], output_field=BigIntegerField())


def with_card(rows: ThreadQuerySet, person: Person) -> ThreadQuerySet:
    """What a card of a list shows: byline, labels, how far the person has read."""
    return with_labels(rows.with_byline().annotate(mark=_mark(person, "last_reply_id")), Thread)


def page_of_space(
    person: Person,
    space: Space,
    *,
    kind: str = "",
    state: str = "",
    cursor: str | None = None,
    size: int = THREADS_ON_A_PAGE,
) -> KeyPage[Thread]:
    """Threads of one space, the newest activity first. The caller has checked that the person reads the space."""
    rows = _narrow(Thread.objects.filter(space=space, deleted_at=None), kind, state)
    return page_by_key(with_card(rows, person), keys=("-last_activity_at", "-id"), cursor=cursor, size=size)


def page_of_all(
    person: Person, *, kind: str = "", state: str = "", cursor: str | None = None, size: int = THREADS_ON_A_PAGE
) -> KeyPage[Thread]:
    """Threads of every space that the person reads, the newest activity first."""
    rows = _narrow(Thread.objects.visible_to(person), kind, state)
    return page_by_key(with_card(rows, person), keys=("-last_activity_at", "-id"), cursor=cursor, size=size)


def _narrow(rows: ThreadQuerySet, kind: str, state: str) -> ThreadQuerySet:
    if kind in ThreadKind.values:
        rows = rows.filter(kind=kind)
    if state == "sans-reponse":
        rows = rows.unanswered()
    elif state == "resolue":
        rows = rows.questions().exclude(accepted=None)
    elif state == "ouverte":
        rows = rows.questions().filter(accepted=None)
    return rows


def open_questions(person: Person, space: Space, limit: int = 5) -> list[Thread]:
    """Questions of the space that nobody has answered yet, the newest first."""
    rows = Thread.objects.filter(space=space, deleted_at=None).unanswered()
    return list(with_card(rows, person).order_by("-created_at", "-id")[:limit])


def count_moved(space: Space, since_ms: int, *, but: Person, cap: int = 50) -> int:
    """In how many threads of the space somebody else wrote since that moment (milliseconds of the epoch), up to `cap`."""
    since = dt.datetime.fromtimestamp(since_ms / 1000, tz=dt.UTC)
    rows = Thread.objects.filter(space=space, deleted_at=None, last_activity_at__gt=since).exclude(last_actor=but)
    return rows.order_by("-last_activity_at", "-id")[:cap].count()


def is_new(thread: Any, *, at: dt.datetime) -> bool:
    """Whether something in it is unread (a thread read with its mark); what is older than a month is not called new."""
    if thread.last_activity_at < at - NEW_WITHIN:
        return False
    return thread.mark is None or thread.mark < thread.last_reply_id


def card(thread: Any, *, at: dt.datetime, in_space: bool = False) -> dict[str, Any]:
    """A thread read `with_card`, as the feed card shows it; `in_space`: the space goes without saying."""
    shown = _shared_card(thread) | {"unread": is_new(thread, at=at)}
    return shown | {"container_name": "", "container_url": ""} if in_space else shown


def _shared_card(thread: Any) -> dict[str, Any]:
    """The card without what depends on the reader."""
    return {
        "author": thread.author,
        "author_url": thread.author.get_absolute_url(),
        "organisation": thread.author.organisation.acronym,
        "at": thread.created_at,
        "container_name": thread.space.name,
        "container_url": thread.space.get_absolute_url(),
        "kind": pill(thread),
        "kind_label": pill_label(thread),
        "title": thread.title,
        "url": thread.get_absolute_url(),
        "lang": "" if thread.language == "fr" else thread.language,
        "note": "",
        "excerpt": plain(thread.excerpt, EXCERPT),
        "tags": chips_of(thread)[:CHIPS],
        "unread": False,
        "actions": [{"label": _replies(thread), "url": f"{thread.get_absolute_url()}#repondre"}],
        "side": _followers(thread),
    }


def _replies(thread: Thread) -> str:
    if not thread.reply_count:
        return _("Répondre")
    return ngettext("%(count)s réponse", "%(count)s réponses", thread.reply_count) % {"count": thread.reply_count}


def _followers(thread: Thread) -> str:
    if thread.follower_count < 2:
        return ""
    return _("%(count)s personnes suivent ce fil") % {"count": thread.follower_count}


def pill_label(thread: Thread) -> str:
    """Other words for the pill where its usual ones would be wrong: a question that was talked about, not yet settled."""
    return _("Question · ouverte") if thread.is_question and thread.reply_count and not thread.accepted_id else ""


def pill(thread: Thread) -> str:
    """The key of the pill that names what the thread is and where it stands."""
    if not thread.is_question:
        return "discussion"
    return "answered" if thread.accepted_id else "question"


def revisions(post: Thread | Reply, limit: int = 50) -> list[PostRevision]:
    """The texts as they were before each edit, the newest first."""
    rows = PostRevision.objects.filter(reply=post) if isinstance(post, Reply) else PostRevision.objects.filter(thread=post)
    return list(rows.select_related("edited_by")[:limit])


def written_by(author: Person, viewer: Person, limit: int = 5) -> list[Thread]:
    """The author's newest threads that the viewer may read."""
    rows = Thread.objects.visible_to(viewer).filter(author=author)
    return list(rows.with_byline().order_by("-created_at", "-id")[:limit])


def feed_cards(line_of: dict[int, int]) -> dict[int, dict[str, Any]]:
    """The card of each thread by its line's id (`line_of`: thread id → line id), the same for every reader; one query."""
    rows = with_labels(Thread.objects.filter(pk__in=line_of, deleted_at=None).with_byline(), Thread)
    return {line_of[thread.pk]: _shared_card(thread) for thread in rows}


# Plain SQL: home asks it at each look, and building it through the ORM took five times as long as running it.
_UNREAD = """
SELECT t.id, CASE WHEN r.id IS NULL THEN 0 ELSE GREATEST(t.reply_count - r.reply_count, 1) END, r.id IS NULL
FROM community_thread t LEFT JOIN community_threadread r ON r.thread_id = t.id AND r.person_id = %(person)s
WHERE t.id = ANY(%(ids)s::bigint[])
  AND CASE WHEN r.id IS NULL THEN t.author_id <> %(person)s ELSE r.last_reply_id < t.last_reply_id END
"""


def unread_counts(person: Person, ids: list[int]) -> dict[int, tuple[int, bool]]:
    """For these threads: how many replies came since the person's last visit, and whether they never opened it.

    Own threads are never « not opened ». One query; a thread that is wholly read is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, {"person": person.pk, "ids": ids})
        return {pk: (count, never) for pk, count, never in cursor.fetchall()}
