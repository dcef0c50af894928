"""J’aime, Merci, Utile on any post; « M’a aidé aussi » on the answers of others to a question."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from community import permissions
from community.actions import figures
from community.enums import ReactionKind
from community.events import Reacted
from community.models import PracticePage, Reaction, Reply, Thread
from core import outbox
from people.models import Person


@transaction.atomic
def react(*, by: Person, post: Thread | Reply, kind: ReactionKind | str, wanted: bool, at: dt.datetime) -> bool:
    """Put a reaction or take it back; asking for what is so already changes nothing. Returns whether it changed.

    « M’a aidé aussi » has a count of its own, and moves when the question got its first useful answer.
    """
    kind = ReactionKind(kind)
    _check(by, post, kind)
    content_type = ContentType.objects.get_for_model(type(post))
    rows = Reaction.objects.filter(person=by, kind=kind, content_type=content_type, object_id=post.pk)
    if not wanted:
        deleted, _rows = rows.delete()
        if deleted:
            _count(post, kind, -1)
        return bool(deleted)
    _row, created = Reaction.objects.get_or_create(
        person=by, kind=kind, content_type=content_type, object_id=post.pk, defaults={"created_at": at}
    )
    if created:
        _count(post, kind, 1)
        thread_id, reply_id = (post.thread_id, post.pk) if isinstance(post, Reply) else (post.pk, None)
        outbox.publish(Reacted(thread_id=thread_id, reply_id=reply_id, person_id=by.pk, kind=kind.value, at=at))
    return created


def _check(by: Person, post: Thread | Reply, kind: ReactionKind) -> None:
    """Raises PermissionDenied."""
    thread = post.thread if isinstance(post, Reply) else post
    may = permissions.can_say_it_helped if kind == ReactionKind.HELPED else None
    if post.deleted_at is not None or not permissions.can_react(by, thread) or (may and not may(by, post)):
        raise PermissionDenied


def _count(post: Thread | Reply | PracticePage, kind: str, change: int) -> None:
    name = "helped_count" if kind == ReactionKind.HELPED else "reaction_count"
    if isinstance(post, PracticePage):
        name = "useful_count"
    model: Any = type(post)
    model._default_manager.filter(pk=post.pk).update(**{name: Greatest(F(name) + change, 0)})
    if kind == ReactionKind.HELPED and isinstance(post, Reply):
        figures.refresh_useful(post.thread_id)


@transaction.atomic
def forget_person(*, person: Person) -> int:
    """Take back every reaction of a person (erasure); the counts follow."""
    gone = 0
    for reaction in Reaction.objects.filter(person=person).select_related("content_type"):
        model = reaction.content_type.model_class()
        post = model._default_manager.filter(pk=reaction.object_id).first() if model is not None else None
        reaction.delete()
        if isinstance(post, Thread | Reply | PracticePage):
            _count(post, reaction.kind, -1)
        gone += 1
    return gone
