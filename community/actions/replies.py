"""Answering, editing an answer, deleting it and undoing that."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from activity.actions import feed, notifications, subscriptions
from community import permissions
from community.actions import figures, reading, texts, threads
from community.events import ReplyDeleted, ReplyEdited, ReplyPosted
from community.models import Reply, Space, Thread
from core import outbox
from core.database import prepared
from people.actions.files import move_attachments
from people.models import Person

SPACE_CLOCK = dt.timedelta(minutes=1)

# Answering in plain SQL: it is the verb that most people wait for, and the ORM took longer than PostgreSQL. What is not
# read here is read when it is asked for.
_THREAD = [
    "id", "space_id", "kind", "author_id", "reply_count", "last_reply_id", "last_activity_at", "closed_at", "deleted_at",
]  # fmt: skip
_HOLD = f"SELECT {', '.join(_THREAD)} FROM community_thread WHERE id = %s FOR NO KEY UPDATE"  # noqa: S608 (constants)
_SPACE = ["id", "access", "audience_id", "archived_at"]
_PLACE = f"""
SELECT {", ".join(f"space.{name}" for name in _SPACE)}, member.role, EXISTS (SELECT 1 FROM community_reply
  WHERE author_id = %(by)s AND created_at >= %(since)s AND thread_id = %(thread)s AND deleted_at IS NULL)
FROM community_space space
LEFT JOIN community_membership member ON member.space_id = space.id AND member.person_id = %(by)s
WHERE space.id = %(space)s
"""  # noqa: S608 (constants)
_WRITE = f"""
WITH written AS (
  INSERT INTO community_reply (thread_id, author_id, body, body_html, language, reaction_count, helped_count, created_at)
  VALUES (%(thread)s, %(by)s, %(body)s, %(html)s, %(language)s, 0, 0, %(moment)s) RETURNING id
), counted AS (
  UPDATE community_thread SET reply_count = reply_count + 1, follower_count = follower_count + %(followers)s,
    last_reply_id = written.id, last_activity_at = %(moment)s, last_actor_id = %(by)s
  FROM written WHERE community_thread.id = %(thread)s RETURNING community_thread.reply_count
), stirred AS (
  UPDATE community_space SET last_activity_at = %(moment)s, dormant_since = NULL
  WHERE id = %(space)s AND last_activity_at < %(quiet_since)s
)
INSERT INTO community_threadread (person_id, thread_id, last_reply_id, reply_count, read_at)
SELECT %(by)s, %(thread)s, written.id, counted.reply_count, %(at)s FROM written, counted
{reading.ON_MARK} RETURNING (SELECT id FROM written)
"""  # noqa: S608 (constants)


class ThreadClosed(PermissionDenied):
    """Nobody replies in a closed thread."""

    def __init__(self) -> None:
        super().__init__(_("Ce fil est fermé\xa0: on n’y répond plus."))


@transaction.atomic
def post_reply(*, by: Person, thread: Thread, body: str, at: dt.datetime, language: str = "fr") -> Reply:
    """Answer. The same text sent twice within a minute gives the one reply.

    Costs the same whatever the number of members: who hears of it is worked out behind, from `ReplyPosted`.
    Raises PermissionDenied (not a member, archived), ThreadClosed, texts.TextRefused.
    """
    thread, wrote_just_now = _held(thread, by=by, at=at)
    if not permissions.can_reply(by, thread):
        raise ThreadClosed if thread.closed_at else PermissionDenied(_("Joignez l’espace pour répondre."))
    prepared_text = texts.prepare(body, by=by, space=thread.space)
    if wrote_just_now and (twin := _twin(by, thread, prepared_text.body, at)):
        return twin
    moment = max(at, thread.last_activity_at)
    reply = Reply(
        thread=thread, author=by, body=prepared_text.body, body_html=prepared_text.html, language=language, created_at=moment
    )
    _write(reply, followers=int(subscriptions.follow(person=by, target=thread, at=at)), at=at)
    texts.attach(reply, prepared_text)
    texts.record_mentions(thread=thread, reply=reply, person_ids=prepared_text.mentioned)
    feed.touch_line(obj=thread, actor=by, at=moment)
    outbox.publish(ReplyPosted(reply_id=reply.pk, thread_id=thread.pk, space_id=thread.space_id, author_id=by.pk, at=at))
    return reply


@prepared
def _held(thread: Thread, *, by: Person, at: dt.datetime) -> tuple[Thread, bool]:
    """The thread, held until the end of the transaction, with its space and the person's role there; whether the person
    answered here a moment ago. The second statement sees what was committed while the first one waited."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [thread.pk])
        row = cursor.fetchone()
        if row is None:
            raise Thread.DoesNotExist
        held = Thread.from_db(connection.alias, _THREAD, row)
        since = at - threads.DOUBLE_PRESS
        cursor.execute(_PLACE, {"space": held.space_id, "thread": held.pk, "by": by.pk, "since": since})
        *place, role, wrote_just_now = cursor.fetchone()
    held.space = Space.from_db(connection.alias, _SPACE, place)
    permissions.remember_role(by, held.space, role)
    return held, wrote_just_now


@prepared
def _write(reply: Reply, *, followers: int, at: dt.datetime) -> None:
    """The reply gets its number. One statement: who answers waits for each."""
    thread = reply.thread
    values: dict[str, Any] = {
        "thread": thread.pk, "space": thread.space_id, "by": reply.author_id, "body": reply.body, "html": reply.body_html,
        "language": reply.language, "moment": reply.created_at, "quiet_since": reply.created_at - SPACE_CLOCK,
        "followers": followers, "at": at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        (reply.pk,) = cursor.fetchone()
    reply._state.adding, reply._state.db = False, connection.alias
    thread.reply_count, thread.last_reply_id, thread.last_activity_at = thread.reply_count + 1, reply.pk, reply.created_at


def _twin(by: Person, thread: Thread, body: str, at: dt.datetime) -> Reply | None:
    recent = Reply.objects.filter(author=by, created_at__gte=at - threads.DOUBLE_PRESS, thread=thread, deleted_at=None)
    return next((reply for reply in recent if reply.body == body), None)


@transaction.atomic
def edit_reply(*, by: Person, reply: Reply, body: str, at: dt.datetime, language: str = "fr") -> Reply:
    """Change an answer; the text before is kept for its readers. Raises PermissionDenied, texts.TextRefused."""
    reply = locked(reply)
    permissions.forget_roles_in_spaces(by)
    if reply.deleted_at is not None or not permissions.can_edit(by, reply):
        raise PermissionDenied
    named_before = reply.mentions.values_list("person_id", flat=True)
    prepared = texts.prepare(body, by=by, space=reply.thread.space, named_before=named_before)
    if prepared.body != reply.body:
        texts.keep_revision(reply, by=by, at=at)
        reply.body, reply.body_html, reply.edited_at = prepared.body, prepared.html, at
    reply.language = language
    reply.save(update_fields=["body", "body_html", "language", "edited_at"])
    texts.attach(reply, prepared)
    named = texts.replace_mentions(thread=reply.thread, reply=reply, person_ids=prepared.mentioned)
    _announce_edit(reply, by=by, named=named, at=at)
    return reply


@transaction.atomic
def delete_reply(*, by: Person, reply: Reply, at: dt.datetime) -> None:
    """Take an answer away; its place stays, without the text. An accepted one is accepted no more."""
    thread = threads.locked(reply.thread)
    reply = locked(reply)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_edit(by, reply):
        raise PermissionDenied
    if reply.deleted_at is not None:
        return
    if thread.accepted_id == reply.pk:
        threads.release_accepted(thread, by=by, at=at)
    reply.deleted_at, reply.deleted_by = at, by
    reply.save(update_fields=["deleted_at", "deleted_by"])
    figures.refresh_useful(reply.thread_id)
    Thread.objects.filter(pk=thread.pk).update(reply_count=F("reply_count") - 1)
    move_attachments(attachments=reply.attachments.all(), audience=None)
    notifications.withdraw(event_key=f"reply:{reply.pk}")
    feed.forget_card(obj=thread)
    outbox.publish(ReplyDeleted(reply_id=reply.pk, thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, at=at))


@transaction.atomic
def restore_reply(*, by: Person, reply: Reply, at: dt.datetime) -> Reply:
    """Undo a deletion. Raises PermissionDenied (see permissions.can_restore)."""
    threads.locked(reply.thread)
    reply = locked(reply)
    permissions.forget_roles_in_spaces(by)
    if reply.deleted_at is None:
        return reply
    if not permissions.can_restore(by, reply):
        raise PermissionDenied
    reply.deleted_at = reply.deleted_by = None
    reply.save(update_fields=["deleted_at", "deleted_by"])
    figures.refresh_useful(reply.thread_id)
    Thread.objects.filter(pk=reply.thread_id).update(reply_count=F("reply_count") + 1)
    move_attachments(attachments=reply.attachments.all(), audience=reply.thread.space.audience_id)
    feed.forget_card(obj=reply.thread)
    _announce_edit(reply, by=by, named=(), at=at)
    return reply


def _announce_edit(reply: Reply, *, by: Person, named: tuple[int, ...], at: dt.datetime) -> None:
    thread = reply.thread
    outbox.publish(
        ReplyEdited(
            reply_id=reply.pk, thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, mentioned_ids=named, at=at
        )
    )


def locked(reply: Reply) -> Reply:
    """The answer as it is now, held until the end of the transaction, with its thread and space."""
    return Reply.objects.select_for_update(of=("self",), no_key=True).select_related("thread__space").get(pk=reply.pk)
