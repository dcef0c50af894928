"""Threads as a person sees them: lists, cards, one thread with what its page needs."""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from community.models import PostRevision, Reply, Space, Thread
from community.models.threads import ThreadQuerySet
from community.queries.beside import chips_of, complete_thread, complete_threads
from core.database import prepared
from core.markdown import plain
from people.models import Person

NEW_WITHIN = dt.timedelta(days=30)
EXCERPT, CHIPS = 180, 4


def visible_to(person: Person) -> ThreadQuerySet:
    """Threads that the person may read, with their space: what every view starts from."""
    return Thread.objects.visible_to(person).select_related("space")


def deleted_among(person: Person) -> "QuerySet[Thread]":
    """Deleted threads of the spaces that the person reads (for undoing; who may is a permission)."""
    readable = Space.objects.readable_by(person)
    return Thread.objects.exclude(deleted_at=None).filter(space__in=readable).select_related("space")


@prepared
def readable(person: Person, pk: int) -> Any:
    """One thread with its byline; `complete_thread` adds its accepted answer and what stands beside. Raises DoesNotExist."""
    return Thread.objects.visible_to(person).with_byline().get(pk=pk)


@prepared
def reference(person: Person, pk: int) -> Thread:
    """The thread if the person may read it, of which nothing but the number is read: for an action, which reads the row
    anew when it holds it. Raises DoesNotExist."""
    return Thread.objects.visible_to(person).only("pk").get(pk=pk)


@prepared
def for_page(person: Person, pk: int) -> Any:
    """The same, completed, for what shows the thread without its replies."""
    thread = readable(person, pk)
    complete_thread(thread, person)
    return thread


def count_moved(space: Space, since_ms: int, *, but: Person, cap: int = 50) -> int:
    """In how many threads of the space somebody else wrote since that moment (milliseconds of the epoch), up to `cap`."""
    since = dt.datetime.fromtimestamp(since_ms / 1000, tz=dt.UTC)
    rows = Thread.objects.filter(space=space, deleted_at=None, last_activity_at__gt=since).exclude(last_actor=but)
    return rows.order_by("-last_activity_at", "-id")[:cap].count()


def card(thread: Any) -> dict[str, Any]:
    """The card of a thread with its labels, the same for everybody who reads it."""
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
        "lang": "" if thread.language == (get_language() or "fr")[:2] else thread.language,
        "note": "",
        "excerpt": plain(thread.excerpt, EXCERPT),
        "tags": chips_of(thread)[:CHIPS],
        "unread": False,
        "actions": [{"label": _replies(thread), "url": f"{thread.get_absolute_url()}#repondre"}],
        "moved_label": pgettext("réponse", "la dernière") if thread.reply_count > 1 else "",
        "moved_at": thread.last_activity_at if thread.reply_count else None,
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


@prepared
def feed_cards(line_of: dict[int, int]) -> dict[int, dict[str, Any]]:
    """The card of each thread by its line's id (`line_of`: thread id → line id), the same for every reader; two queries."""
    threads = list(Thread.objects.filter(pk__in=line_of, deleted_at=None).with_byline())
    complete_threads(threads)
    return {line_of[thread.pk]: card(thread) for thread in threads}


# Plain SQL: home asks it at each look, and building it through the ORM took five times as long as running it.
_UNREAD = """
SELECT t.id, CASE WHEN r.id IS NULL THEN 0 ELSE GREATEST(t.reply_count - r.reply_count, 1) END, r.id IS NULL
FROM community_thread t LEFT JOIN community_threadread r ON r.thread_id = t.id AND r.person_id = %(person)s
WHERE t.id = ANY(%(ids)s::bigint[])
  AND CASE WHEN r.id IS NULL THEN t.author_id <> %(person)s AND t.last_activity_at > %(since)s
      ELSE r.last_reply_id < t.last_reply_id END
"""


@prepared
def unread_counts(person: Person, ids: list[int]) -> dict[int, tuple[int, bool]]:
    """For these threads: how many replies came since the person's last visit, and whether they never opened it.

    Own threads are never « not opened », nor are those that have slept for a month: a newcomer is not behind with years of
    talk. One query; a thread that is wholly read is left out.
    """
    since = timezone.now() - NEW_WITHIN
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, {"person": person.pk, "ids": ids, "since": since})
        return {pk: (count, never) for pk, count, never in cursor.fetchall()}
