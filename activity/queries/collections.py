"""A member's own collections, and one bookmark to be filed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from activity.models import Bookmark, BookmarkCollection
from people.models import Person


@dataclass(frozen=True)
class Collection:
    """One choice of the list: how many bookmarks lie in it."""

    pk: int
    name: str
    count: int


def of_person(person: Person) -> list[Collection]:
    """By name, one query."""
    rows = BookmarkCollection.objects.filter(person=person).annotate(count=Count("bookmarks")).order_by("sort_key", "id")
    return [Collection(*row) for row in rows.values_list("pk", "name", "count")]


def own_collection(person: Person, pk: int) -> BookmarkCollection:
    """Raises DoesNotExist for another's."""
    return BookmarkCollection.objects.get(pk=pk, person=person)


def own_bookmark(person: Person, pk: int) -> Bookmark:
    """Raises DoesNotExist for another's."""
    return Bookmark.objects.select_related("collection").get(pk=pk, person=person)


def collection_rows(person: Person) -> list[dict[str, Any]]:
    """For « Télécharger mes données »."""
    return [
        {"nom": row.name, "creee_le": row.created_at.isoformat()}
        for row in BookmarkCollection.objects.filter(person=person).order_by("sort_key", "id")
    ]
