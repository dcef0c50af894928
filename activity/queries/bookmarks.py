"""What a member keeps."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from activity.models import Bookmark
from activity.queries.targets import Ref, TargetCard, TargetKind, cards_of, ref_of, target_kinds
from core.pagination import page_by_key
from core.rules.text import fold
from people.models import Person

# With words, so many of the newest are looked through: names live in other apps.
MOST, PAGE_SIZE = 2000, 30


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


def page(
    person: Person, cursor: str | None = None, size: int = PAGE_SIZE, *, collection: int | None = None, text: str = ""
) -> KeptPage:
    """What the person keeps and may still see, the newest first. A page may be short: what is hidden is left out.

    `collection`: its number, 0 for what lies in none, None for everything. `text` narrows to names, places and own notes.
    """
    kept = Bookmark.objects.filter(person=person).select_related("collection")
    if collection is not None:
        kept = kept.filter(collection=collection or None)
    if words := fold(text).split()[:5]:
        kept = kept.filter(pk__in=_with_words(kept, words, person))
    found = page_by_key(kept, keys=("-created_at", "-id"), cursor=cursor, size=size)
    rows = [(Ref(row.content_type_id, row.object_id), row) for row in found.items]
    cards = cards_of([ref for ref, _row in rows], person)
    shown = [Kept(ref, row.created_at, cards[ref], target_kinds[ref.key], row) for ref, row in rows if ref in cards]
    return KeptPage(shown, found.next_cursor)


def _with_words(kept: QuerySet[Bookmark], words: list[str], person: Person) -> list[int]:
    rows = {Ref(row.content_type_id, row.object_id): row for row in kept.order_by("-created_at", "-id")[:MOST]}
    cards = cards_of(rows, person)
    whole = {ref: fold(f"{card.label} {card.note} {rows[ref].note}") for ref, card in cards.items()}
    return [rows[ref].pk for ref, texts in whole.items() if all(word in texts for word in words)]


def kept_among(person: Person, targets: Iterable[Model | Ref]) -> set[Ref]:
    """Those of the targets that the person keeps, in one query."""
    refs = {ref_of(target) for target in targets}
    rows = Bookmark.objects.filter(person=person, object_id__in=[ref.object_id for ref in refs])
    return {Ref(*row) for row in rows.values_list("content_type_id", "object_id")} & refs
