"""What a member keeps."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from activity.models import Bookmark
from activity.queries.targets import Ref, TargetCard, TargetKind, cards_of, ref_of, target_kinds
from core.pagination import page_by_key
from people.models import Person

PAGE_SIZE = 30


@dataclass(frozen=True)
class Kept:
    """One line of « Mes signets »."""

    ref: Ref
    at: dt.datetime
    card: TargetCard
    kind: TargetKind
    bookmark: Bookmark


@dataclass(frozen=True)
class KeptPage:
    rows: list[Kept]
    next_cursor: str | None


def page(person: Person, cursor: str | None = None, size: int = PAGE_SIZE, *, collection: int | None = None) -> KeptPage:
    """`collection`: its number, 0 for what lies in none, None for everything.

    What the person keeps and may still see, the newest first. A page may be short: what is hidden is left out."""
    kept = Bookmark.objects.filter(person=person).select_related("collection")
    if collection is not None:
        kept = kept.filter(collection=collection or None)
    found = page_by_key(kept, keys=("-created_at", "-id"), cursor=cursor, size=size)
    rows = [(Ref(row.content_type_id, row.object_id), row) for row in found.items]
    cards = cards_of([ref for ref, _row in rows], person)
    shown = [Kept(ref, row.created_at, cards[ref], target_kinds[ref.key], row) for ref, row in rows if ref in cards]
    return KeptPage(shown, found.next_cursor)


def kept_among(person: Person, targets: Iterable[Model | Ref]) -> set[Ref]:
    """Those of the targets that the person keeps, in one query."""
    refs = {ref_of(target) for target in targets}
    rows = Bookmark.objects.filter(person=person, object_id__in=[ref.object_id for ref in refs])
    return {Ref(*row) for row in rows.values_list("content_type_id", "object_id")} & refs
