"""What members let each other see, until when."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from core.pagination import KeyPage, page_by_key
from people.models import Grant, Person


def in_force(on: dt.date) -> QuerySet[Grant]:
    """Grants that open something that day (the last day included)."""
    return Grant.objects.filter(revoked_at=None, until__gte=on)


def may_see(viewer: Person | None, target: Model, on: dt.date) -> bool:
    """Whether somebody granted `viewer` a look at exactly this."""
    if viewer is None or not viewer.is_active:
        return False
    kind = ContentType.objects.get_for_model(target)
    return in_force(on).filter(grantee=viewer, content_type=kind, object_id=target.pk).exists()


def given_by(person: Person, *, cursor: str | None = None, size: int = 30) -> KeyPage[Grant]:
    """Everything the person granted, ended ones too, newest first."""
    grants = Grant.objects.filter(person=person).select_related("grantee__organisation")
    return page_by_key(grants, keys=("-created_at", "-id"), cursor=cursor, size=size)


def own_grant(person: Person, pk: int) -> Grant | None:
    """One of the person's own grants."""
    return Grant.objects.select_related("grantee").filter(person=person, pk=pk).first()


def count_in_force(person: Person, on: dt.date) -> int:
    return in_force(on).filter(person=person).count()
