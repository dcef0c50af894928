"""Asking, opening a discussion, editing, deleting and its undoing, closing, accepting an answer."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from activity.actions import feed, notifications
from community import permissions
from community.actions import figures, following, memberships, reading, texts
from community.enums import ThreadKind
from community.events import (
    AnswerAccepted,
    AnswerUnaccepted,
    ThreadDeleted,
    ThreadEdited,
    ThreadKindChanged,
    ThreadPosted,
    ThreadRestored,
)
from community.models import PracticePage, Reply, Space, Thread
from competencies.actions.topics import get_or_create_topics
from competencies.models import Topic
from competencies.queries.frameworks import by_codes
from core import outbox
from people.actions.files import move_attachments
from people.models import Person

DOUBLE_PRESS = dt.timedelta(seconds=60)
MAX_TOPICS = 8


@transaction.atomic
def post_thread(
    *,
    by: Person,
    space: Space,
    kind: ThreadKind | str,
    title: str,
    body: str,
    at: dt.datetime,
    language: str = "fr",
    topic_names: Iterable[str] = (),
    competency_codes: Iterable[str] = (),
    about: PracticePage | None = None,
    joining: bool = False,
) -> Thread:
    """Ask or open a discussion. The same text sent twice within a minute gives the one thread.

    `about`: a practice sheet, kept when it stands in that space. `joining`: an open space is joined first.
    Raises PermissionDenied (not a member, archived), texts.TextRefused.
    """
    if joining and permissions.can_join(by, space):
        memberships.join(by=by, space=space, at=at)
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_post(by, space):
        raise PermissionDenied(_("Joignez l’espace pour y écrire."))
    prepared = texts.prepare(body, by=by, space=space)
    twin = Thread.objects.filter(
        author=by, space=space, title=title.strip(), body=prepared.body, created_at__gte=at - DOUBLE_PRESS, deleted_at=None
    ).first()
    if twin is not None:
        return twin
    thread = Thread.objects.create(
        space=space, kind=kind, author=by, title=title.strip(), body=prepared.body, body_html=prepared.html,
        excerpt=prepared.excerpt, language=language, created_at=at, last_activity_at=at, last_actor=by,
        about=about if about is not None and about.space_id == space.pk else None,
    )  # fmt: skip
    topics = _label(thread, topic_names, competency_codes)
    texts.attach(thread, prepared)
    texts.record_mentions(thread=thread, reply=None, person_ids=prepared.mentioned)
    Space.objects.filter(pk=space.pk).update(thread_count=F("thread_count") + 1, last_activity_at=at, dormant_since=None)
    _record_line(thread, topics, at=at)
    following.follow_thread(by=by, thread=thread, at=at)
    reading.mark_read(by=by, thread=thread, last_reply_id=0, reply_count=0, at=at)
    outbox.publish(ThreadPosted(thread_id=thread.pk, space_id=space.pk, author_id=by.pk, at=at))
    return thread


@transaction.atomic
def edit_thread(
    *,
    by: Person,
    thread: Thread,
    title: str,
    body: str,
    at: dt.datetime,
    language: str = "fr",
    topic_names: Iterable[str] = (),
    competency_codes: Iterable[str] = (),
) -> Thread:
    """Change the opening text; the text before is kept for its readers. Raises PermissionDenied, texts.TextRefused."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_edit(by, thread):
        raise PermissionDenied
    named_before = thread.mentions.filter(reply=None).values_list("person_id", flat=True)
    prepared = texts.prepare(body, by=by, space=thread.space, named_before=named_before)
    if (title.strip(), prepared.body) != (thread.title, thread.body):
        texts.keep_revision(thread, by=by, at=at)
        thread.title, thread.edited_at = title.strip(), at
        thread.body, thread.body_html, thread.excerpt = prepared.body, prepared.html, prepared.excerpt
    thread.language = language
    thread.save(update_fields=["title", "body", "body_html", "excerpt", "language", "edited_at"])
    topics = _label(thread, topic_names, competency_codes)
    texts.attach(thread, prepared)
    named = texts.replace_mentions(thread=thread, reply=None, person_ids=prepared.mentioned)
    _record_line(thread, topics, at=thread.last_activity_at)
    outbox.publish(ThreadEdited(thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, mentioned_ids=named, at=at))
    return thread


@transaction.atomic
def delete_thread(*, by: Person, thread: Thread, at: dt.datetime) -> None:
    """Take a thread away; `restore_thread` undoes it. Its files are closed to everybody meanwhile."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_edit(by, thread):
        raise PermissionDenied
    if thread.deleted_at is not None:
        return
    thread.deleted_at, thread.deleted_by = at, by
    thread.save(update_fields=["deleted_at", "deleted_by"])
    Space.objects.filter(pk=thread.space_id).update(thread_count=F("thread_count") - 1)
    _move_files(thread, audience=None)
    feed.remove_line(obj=thread)
    notifications.withdraw(target=thread)
    outbox.publish(ThreadDeleted(thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, at=at))


@transaction.atomic
def restore_thread(*, by: Person, thread: Thread, at: dt.datetime) -> Thread:
    """Undo a deletion. Raises PermissionDenied (see permissions.can_restore)."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if thread.deleted_at is None:
        return thread
    if not permissions.can_restore(by, thread):
        raise PermissionDenied
    thread.deleted_at = thread.deleted_by = None
    thread.save(update_fields=["deleted_at", "deleted_by"])
    Space.objects.filter(pk=thread.space_id).update(thread_count=F("thread_count") + 1)
    _move_files(thread, audience=thread.space.audience_id)
    _record_line(thread, list(thread.topics.all()), at=thread.last_activity_at)
    outbox.publish(ThreadRestored(thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, at=at))
    return thread


@transaction.atomic
def close_thread(*, by: Person, thread: Thread, closed: bool, at: dt.datetime) -> Thread:
    """Close to new replies, or open again."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_close(by, thread):
        raise PermissionDenied
    if (thread.closed_at is not None) != closed:
        thread.closed_at = at if closed else None
        thread.save(update_fields=["closed_at"])
        outbox.publish(ThreadEdited(thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, at=at))
    return thread


@transaction.atomic
def change_kind(*, by: Person, thread: Thread, kind: ThreadKind, at: dt.datetime) -> Thread:
    """A discussion that asks becomes a question, which is offered and may be answered; or the other way round."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_change_kind(by, thread):
        raise PermissionDenied(_("Une question dont une réponse est acceptée reste une question."))
    if thread.kind != kind:
        thread.kind = kind
        thread.save(update_fields=["kind"])
        figures.refresh_useful(thread.pk)
        _record_line(thread, list(thread.topics.all()), at=thread.last_activity_at)
        outbox.publish(ThreadKindChanged(thread_id=thread.pk, space_id=thread.space_id, by_id=by.pk, at=at))
    return thread


@transaction.atomic
def accept_answer(*, by: Person, thread: Thread, reply: Reply, at: dt.datetime) -> Thread:
    """Say that this reply answers the question; one at most, another one takes its place."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_accept(by, thread):
        raise PermissionDenied
    if reply.thread_id != thread.pk or Reply.objects.filter(pk=reply.pk).exclude(deleted_at=None).exists():
        raise ValidationError(_("Cette réponse n’est plus là."))
    if thread.accepted_id == reply.pk:
        return thread
    _announce_unaccepted(thread, by=by, at=at)
    thread.accepted = reply
    thread.save(update_fields=["accepted"])
    figures.refresh_useful(thread.pk)
    feed.forget_card(obj=thread)
    outbox.publish(
        AnswerAccepted(
            thread_id=thread.pk, reply_id=reply.pk, space_id=thread.space_id, author_id=reply.author_id, by_id=by.pk, at=at
        )
    )
    return thread


@transaction.atomic
def unaccept_answer(*, by: Person, thread: Thread, at: dt.datetime) -> Thread:
    """The question is open again."""
    thread = locked(thread)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_accept(by, thread):
        raise PermissionDenied
    release_accepted(thread, by=by, at=at)
    return thread


def release_accepted(thread: Thread, *, by: Person, at: dt.datetime) -> None:
    """No answer is accepted any more (inside the caller's transaction, the thread locked)."""
    if thread.accepted_id is None:
        return
    _announce_unaccepted(thread, by=by, at=at)
    thread.accepted = None
    thread.save(update_fields=["accepted"])
    figures.refresh_useful(thread.pk)
    feed.forget_card(obj=thread)


def locked(thread: Thread) -> Thread:
    """The thread as it is now, held until the end of the transaction, with its space.

    `no_key`: rows that point at it (read marks, reactions) are written meanwhile without waiting, and without deadlock.
    """
    return Thread.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=thread.pk)


def _announce_unaccepted(thread: Thread, *, by: Person, at: dt.datetime) -> None:
    if thread.accepted is None:
        return
    outbox.publish(
        AnswerUnaccepted(
            thread_id=thread.pk, reply_id=thread.accepted.pk, space_id=thread.space_id,
            author_id=thread.accepted.author_id, by_id=by.pk, at=at,
        )
    )  # fmt: skip


def _label(thread: Thread, topic_names: Iterable[str], competency_codes: Iterable[str]) -> list[Topic]:
    topics = get_or_create_topics(list(topic_names)[:MAX_TOPICS])
    thread.topics.set(topics)
    thread.competencies.set(by_codes(list(competency_codes)))
    return topics


def _record_line(thread: Thread, topics: list[Topic], *, at: dt.datetime) -> None:
    """The thread's line in the feed, followed by its space, author, topics and competencies."""
    feed.record_line(
        kind=thread.kind,
        obj=thread,
        container=thread.space,
        actor=thread.last_actor or thread.author,
        sources=[thread.space, thread.author, *topics, *thread.competencies.all()],
        topic_ids=[topic.pk for topic in topics],
        audience_id=thread.space.audience_id,
        at=at,
    )


def _move_files(thread: Thread, *, audience: int | None) -> None:
    move_attachments(attachments=thread.attachments.all(), audience=audience)
    for reply in thread.replies.filter(deleted_at=None).exclude(attachments=None).distinct():
        move_attachments(attachments=reply.attachments.all(), audience=audience)
