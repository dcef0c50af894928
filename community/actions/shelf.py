"""The shelf of a space: pinning a link, a file, a thread or a practice sheet; order, edits, removal and its undoing."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from community import permissions
from community.enums import ShelfKind
from community.models import PracticePage, ShelfItem, Space, Thread
from people.actions.files import move_attachments, publish_attachments, store_attachment
from people.models import Attachment, Person
from people.queries.audiences import network_audience_id

MOST = 60
UNDO_FOR = 15 * 60


@transaction.atomic
def pin_link(*, by: Person, space: Space, title: str, url: str, note: str = "", at: dt.datetime) -> ShelfItem:
    """A link of the network or elsewhere. The same address twice gives the item that is there."""
    space = _managed(by, space)
    if existing := ShelfItem.objects.filter(space=space, url=url).first():
        return existing
    return _add(space, by, kind=ShelfKind.LINK, title=title, note=note, url=url, at=at)


@transaction.atomic
def pin_file(
    *, by: Person, space: Space, upload: UploadedFile, title: str = "", note: str = "", at: dt.datetime
) -> ShelfItem:
    """A file that the readers of the space fetch. Raises core.files.UploadRefused with a sentence for people."""
    space = _managed(by, space)
    attachment = store_attachment(owner=by, upload=upload, at=at)
    publish_attachments(attachments=[attachment], audience=space.audience_id)
    named = title.strip() or attachment.name
    return _add(space, by, kind=ShelfKind.FILE, title=named, note=note, attachment=attachment, at=at)


@transaction.atomic
def pin_post(
    *, by: Person, space: Space, target: Thread | PracticePage, title: str = "", note: str = "", at: dt.datetime
) -> ShelfItem:
    """A thread or sheet of this space, or of one that everyone reads. Twice gives the item that is there."""
    space = _managed(by, space)
    if target.space_id != space.pk and not _everyone_reads(target):
        raise ValidationError(_("Les membres de l’espace ne lisent pas tous ce texte\xa0: il ne s’épingle pas ici."))
    if existing := ShelfItem.objects.filter(space=space, **_points_at(target)).first():
        return existing
    named = title.strip() or target.title
    return _add(space, by, kind=ShelfKind.POST, title=named, note=note, at=at, **_points_at(target))


@transaction.atomic
def unpin_post(*, by: Person, space: Space, target: Thread | PracticePage) -> bool:
    """Take it off the shelf, from its own page; True when it was there."""
    space = _managed(by, space)
    return bool(ShelfItem.objects.filter(space=space, **_points_at(target)).delete()[0])


@transaction.atomic
def edit_item(*, by: Person, item: ShelfItem, title: str, note: str = "", url: str = "") -> ShelfItem:
    """Its words; of a link, its address too."""
    _managed(by, item.space)
    item = ShelfItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.title, item.note = title.strip()[:160], note.strip()[:300]
    if item.kind == ShelfKind.LINK and url:
        item.url = url
    item.save(update_fields=["title", "note", "url"])
    return item


@transaction.atomic
def move_item(*, by: Person, item: ShelfItem, up: bool) -> None:
    """One place up or down; at the end of the shelf it stays."""
    space = _managed(by, item.space)
    items = list(ShelfItem.objects.select_for_update(of=("self",)).filter(space=space).order_by("position", "id"))
    place = next(index for index, one in enumerate(items) if one.pk == item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return
    items[place], items[other] = items[other], items[place]
    for number, one in enumerate(items):
        one.position = number
    ShelfItem.objects.bulk_update(items, ["position"])


@transaction.atomic
def remove_item(*, by: Person, item: ShelfItem) -> None:
    """Take it off; `restore_item` undoes it for a quarter of an hour. A file is closed to everybody meanwhile."""
    space = _managed(by, item.space)
    item = ShelfItem.objects.get(pk=item.pk)
    names = ("kind", "title", "note", "url", "attachment_id", "content_type_id", "object_id", "position")
    values = {name: getattr(item, name) for name in names} | {
        "created_at": item.created_at,
        "pinned_by_id": item.pinned_by_id,
    }
    if item.attachment_id is not None:
        move_attachments(attachments=Attachment.objects.filter(pk=item.attachment_id), audience=None)
    number = item.pk
    item.delete()
    transaction.on_commit(lambda: cache.set(_undo_key(space, number), values, UNDO_FOR))


@transaction.atomic
def restore_item(*, by: Person, space: Space, number: int) -> ShelfItem | None:
    """Undo a removal; None when it is too late. Twice gives one item."""
    space = _managed(by, space)
    values = cache.get(_undo_key(space, number))
    if values is None:
        return None
    if existing := ShelfItem.objects.filter(pk=number).first():
        return existing
    if values["attachment_id"] is not None:
        files = Attachment.objects.filter(pk=values["attachment_id"])
        if not files.exists():
            return None
        move_attachments(attachments=files, audience=space.audience_id)
    return ShelfItem.objects.create(pk=number, space=space, **values)


def _undo_key(space: Space, number: int) -> str:
    return f"etagere-retiree:{space.pk}:{number}"


def _managed(by: Person, space: Space) -> Space:
    """Held until the end: the order of a shelf is changed by one person at a time."""
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_pin(by, space):
        raise PermissionDenied(_("Seule l’animation range l’étagère, tant que l’espace vit."))
    return space


def _everyone_reads(target: Thread | PracticePage) -> bool:
    audience = target.audience_id if isinstance(target, PracticePage) else target.space.audience_id
    return bool(audience == network_audience_id())


def _points_at(target: Thread | PracticePage) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(type(target)), "object_id": target.pk}


def _add(space: Space, by: Person, *, title: str, note: str, at: dt.datetime, **values: Any) -> ShelfItem:
    rows = ShelfItem.objects.filter(space=space)
    if rows.count() >= MOST:
        raise ValidationError(
            _("L’étagère compte au plus %(limit)d ressources. Retirez-en une qui ne sert plus.") % {"limit": MOST}
        )
    last = rows.aggregate(last=Max("position"))["last"]
    return ShelfItem.objects.create(
        space=space, title=title.strip()[:160], note=note.strip()[:300], position=0 if last is None else last + 1,
        pinned_by=by, created_at=at, **values,
    )  # fmt: skip
