"""Keeping something to find it again."""

import datetime as dt

from django.db import transaction
from django.db.models import Model

from activity.models import Bookmark
from activity.queries.targets import Ref, ref_of
from people.models import Person


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


def remove(*, person: Person, target: Model | Ref) -> bool:
    """Let it go; True when it was kept."""
    ref = ref_of(target)
    return bool(Bookmark.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id).delete()[0])
