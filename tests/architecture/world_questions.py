"""What the rows about questions and bookmarks point at; made once per world, when a row first asks."""

from typing import TYPE_CHECKING

from activity.actions import bookmarks, collections
from activity.models import Bookmark, BookmarkCollection
from community.models import QuestionOffer, Thread

if TYPE_CHECKING:
    from tests.architecture.world import World


def offered_to_bruno(world: "World") -> Thread:
    """The answered question of the world, as it was offered to Bruno."""
    QuestionOffer.objects.get_or_create(
        thread=world.question, person=world.cast.bruno, defaults={"wave": 1, "score": 1.0, "offered_at": world.at}
    )
    return world.question


def bookmark_of_bruno(world: "World") -> Bookmark:
    """The hidden thread, kept by Bruno."""
    found = Bookmark.objects.filter(person=world.cast.bruno).first()
    if found is None:
        bookmarks.toggle(person=world.cast.bruno, target=world.hidden.thread, at=world.at)
        found = Bookmark.objects.get(person=world.cast.bruno)
    return found


def collection_of_bruno(world: "World") -> BookmarkCollection:
    found = BookmarkCollection.objects.filter(person=world.cast.bruno).first()
    return found or collections.create_collection(by=world.cast.bruno, name="Zibeline, à lire", at=world.at)
