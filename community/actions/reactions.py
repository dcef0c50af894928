"""J’aime, Merci, Utile."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from community import permissions
from community.enums import ReactionKind
from community.events import Reacted
from community.models import Reaction, Reply, Thread
from core import outbox
from people.models import Person


@transaction.atomic
def react(*, by: Person, post: Thread | Reply, kind: ReactionKind | str, wanted: bool, at: dt.datetime) -> bool:
    """Put a reaction or take it back; asking for what is so already changes nothing. Returns whether it changed."""
    kind = ReactionKind(kind)
    thread = post.thread if isinstance(post, Reply) else post
    if post.deleted_at is not None or not permissions.can_react(by, thread):
        raise PermissionDenied
    content_type = ContentType.objects.get_for_model(type(post))
    rows = Reaction.objects.filter(person=by, kind=kind, content_type=content_type, object_id=post.pk)
    if not wanted:
        deleted, _rows = rows.delete()
        if deleted:
            _count(post, -1)
        return bool(deleted)
    _row, created = Reaction.objects.get_or_create(
        person=by, kind=kind, content_type=content_type, object_id=post.pk, defaults={"created_at": at}
    )
    if created:
        _count(post, 1)
        reply_id = post.pk if isinstance(post, Reply) else None
        outbox.publish(Reacted(thread_id=thread.pk, reply_id=reply_id, person_id=by.pk, kind=kind.value, at=at))
    return created


def _count(post: Thread | Reply, change: int) -> None:
    type(post)._default_manager.filter(pk=post.pk).update(reaction_count=Greatest(F("reaction_count") + change, 0))


@transaction.atomic
def forget_person(*, person: Person) -> int:
    """Take back every reaction of a person (erasure); the counts follow."""
    gone = 0
    for reaction in Reaction.objects.filter(person=person).select_related("content_type"):
        model = reaction.content_type.model_class()
        if model is not None:
            rows = model._default_manager.filter(pk=reaction.object_id)
            rows.update(reaction_count=Greatest(F("reaction_count") - 1, 0))
        reaction.delete()
        gone += 1
    return gone
