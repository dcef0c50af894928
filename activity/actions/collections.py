"""Collections of bookmarks, a note and a reminder on each; all of it is the person's own."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from activity.actions.notifications import notify
from activity.models import Bookmark, BookmarkCollection
from activity.queries.targets import Ref, cards_of
from core.rules.text import one_line, sort_key
from people.models import Person

MOST = 50
MAX_NAME, MAX_NOTE = 80, 300
KIND = "activity.bookmark_reminder"
BATCH = 200


@transaction.atomic
def create_collection(*, by: Person, name: str, at: dt.datetime) -> BookmarkCollection:
    """Names are one's own, each once whatever the case and accents. Raises ValidationError."""
    name = _checked(name)
    if BookmarkCollection.objects.filter(person=by).count() >= MOST:
        raise ValidationError(_("Vous avez déjà %(most)s collections. Supprimez-en une d’abord.") % {"most": MOST})
    return _unique(BookmarkCollection(person=by, name=name, created_at=at))


@transaction.atomic
def rename_collection(*, by: Person, collection: BookmarkCollection, name: str) -> BookmarkCollection:
    """Raises ValidationError."""
    own = BookmarkCollection.objects.select_for_update().get(pk=collection.pk, person=by)
    own.name = _checked(name)
    return _unique(own)


@transaction.atomic
def delete_collection(*, by: Person, collection: BookmarkCollection) -> None:
    """The bookmarks stay, in no collection."""
    BookmarkCollection.objects.filter(pk=collection.pk, person=by).delete()


def _checked(name: str) -> str:
    name = one_line(name)
    if not sort_key(name):
        raise ValidationError(_("Donnez un nom à la collection."))
    if len(name) > MAX_NAME:
        raise ValidationError(_("Le nom compte au plus %(limit)s caractères.") % {"limit": MAX_NAME})
    return name


def _unique(collection: BookmarkCollection) -> BookmarkCollection:
    try:
        with transaction.atomic():
            collection.save()
    except IntegrityError as error:
        raise ValidationError(_("Vous avez déjà une collection de ce nom.")) from error
    return collection


@transaction.atomic
def file_bookmark(
    *, by: Person, bookmark: Bookmark, collection: BookmarkCollection | None, note: str, remind_at: dt.datetime | None
) -> Bookmark:
    """Where it lies, a word to oneself, when to be told of it again. Raises ValidationError."""
    own = Bookmark.objects.select_for_update().get(pk=bookmark.pk, person=by)
    if collection is not None and collection.person_id != by.pk:
        raise ValidationError(_("Cette collection n’est pas la vôtre."))
    if len(note) > MAX_NOTE:
        raise ValidationError(_("La note compte au plus %(limit)s caractères.") % {"limit": MAX_NOTE})
    own.collection, own.note = collection, note.strip()
    if own.remind_at != remind_at:
        own.remind_at, own.reminded_at = remind_at, None
    own.save(update_fields=["collection", "note", "remind_at", "reminded_at"])
    return own


def remind(*, at: dt.datetime) -> int:
    """Tell people of the bookmarks whose time has come; returns how many. Safe to run twice, or twice at once.

    What somebody may see no more is passed over in silence.
    """
    told = 0
    while rows := _due(at):
        told += rows[1]
        if rows[0] < BATCH:
            break
    return told


@transaction.atomic
def _due(at: dt.datetime) -> tuple[int, int]:
    waiting = Bookmark.objects.select_for_update(of=("self",), skip_locked=True).select_related("person")
    rows = list(waiting.filter(remind_at__lte=at, reminded_at=None).order_by("remind_at", "id")[:BATCH])
    told = sum(_tell(row, at) for row in rows)
    Bookmark.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    return len(rows), told


def _tell(row: Bookmark, at: dt.datetime) -> int:
    ref = Ref(row.content_type_id, row.object_id)
    card = cards_of([ref], row.person).get(ref) if row.person.is_active else None
    if card is None or row.remind_at is None:
        return 0
    return notify(
        kind=KIND, event_key=f"bookmark:{row.pk}:{int(row.remind_at.timestamp())}", recipients=[(row.person_id, "asked")],
        actor=None, target=ref, audience_id=None, url=card.url, data={"title": card.label, "note": row.note}, at=at,
    )  # fmt: skip


def erase_collections(person: Person) -> int:
    """Erasure; the bookmarks themselves go by their own rule."""
    return BookmarkCollection.objects.filter(person=person).delete()[0]
