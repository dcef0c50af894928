"""Answering, editing an answer, deleting it and undoing that."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from activity.actions import feed, notifications, subscriptions
from community import permissions
from community.actions import figures, reading, texts, threads
from community.events import ReplyDeleted, ReplyEdited, ReplyPosted
from community.models import Reply, Space, Thread
from core import outbox
from people.actions.files import move_attachments
from people.models import Person

SPACE_CLOCK = dt.timedelta(minutes=1)


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
    thread = threads.locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_reply(by, thread):
        raise ThreadClosed if thread.closed_at else PermissionDenied(_("Joignez l’espace pour répondre."))
    prepared = texts.prepare(body, by=by, space=thread.space)
    if twin := _twin(by, thread, prepared.body, at):
        return twin
    moment = max(at, thread.last_activity_at)
    reply = Reply.objects.create(
        thread=thread, author=by, body=prepared.body, body_html=prepared.html, language=language, created_at=moment
    )
    texts.attach(reply, prepared)
    texts.record_mentions(thread=thread, reply=reply, person_ids=prepared.mentioned)
    new_follower = subscriptions.follow(person=by, target=thread, at=at)
    Thread.objects.filter(pk=thread.pk).update(
        reply_count=F("reply_count") + 1,
        follower_count=F("follower_count") + int(new_follower),
        last_reply_id=reply.pk,
        last_activity_at=moment,
        last_actor=by,
    )
    space = Space.objects.filter(pk=thread.space_id, last_activity_at__lt=moment - SPACE_CLOCK)
    space.update(last_activity_at=moment, dormant_since=None)
    feed.touch_line(obj=thread, actor=by, at=moment)
    reading.mark_read(by=by, thread=thread, last_reply_id=reply.pk, reply_count=thread.reply_count + 1, at=at)
    outbox.publish(ReplyPosted(reply_id=reply.pk, thread_id=thread.pk, space_id=thread.space_id, author_id=by.pk, at=at))
    return reply


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
