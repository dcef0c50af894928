"""Keeping something to find it again."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Model

from activity.models import Bookmark, BookmarkCollection
from activity.queries.targets import Ref, ref_of
from people.models import Person

HANGING = ("created_at", "collection_id", "note", "remind_at", "reminded_at")


@transaction.atomic
def toggle(*, person: Person, target: Model | Ref, at: dt.datetime) -> bool:
    """Keep it, or let it go when it was kept; True when it is kept now."""
    ref = ref_of(target)
    row, created = Bookmark.objects.get_or_create(
        person=person, content_type_id=ref.type_id, object_id=ref.object_id, defaults={"created_at": at}
    )
    if not created:
        row.delete()
    return created


def remove(*, person: Person, target: Model | Ref) -> dict[str, Any] | None:
    """Let it go; None when it was not kept, else what hung on it (collection, note, reminder), for `put_back`."""
    ref = ref_of(target)
    row = Bookmark.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id).first()
    if row is None:
        return None
    row.delete()
    return {name: getattr(row, name) for name in HANGING}


@transaction.atomic
def put_back(*, person: Person, target: Ref, hanging: dict[str, Any]) -> None:
    """Keep it again as it was; in no collection if that one is gone. What was kept again meanwhile stays as it is."""
    own = BookmarkCollection.objects.filter(pk=hanging["collection_id"], person=person).first()
    values = hanging | {"collection_id": own.pk if own else None}
    Bookmark.objects.get_or_create(
        person=person, content_type_id=target.type_id, object_id=target.object_id, defaults=values
    )
