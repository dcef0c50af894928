"""The shelf of a space as its readers see it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse

from community.enums import ShelfKind
from community.models import PracticePage, ShelfItem, Space, Thread
from community.models.practices import visible_practices
from people.models import Person

SHOWN = 5
ICONS = {"link": "link", "file": "file-text", "thread": "messages-square", "practice": "file-check"}


@dataclass(frozen=True)
class Shelved:
    """One item with its address; `url` is "" for what is there no more (facilitators alone see such an item)."""

    pk: int
    kind: str
    title: str
    note: str
    url: str
    icon: str
    words: str

    @property
    def gone(self) -> bool:
        return not self.url


def items(space: Space, viewer: Person, *, limit: int | None = None, with_gone: bool = False) -> list[Shelved]:
    """The shelf in its order: one query, and one more per kind of text that is pinned."""
    rows = list(ShelfItem.objects.filter(space=space).select_related("attachment").order_by("position", "id"))
    return shelved(rows, viewer, with_gone=with_gone)[:limit]


def shelved(rows: list[ShelfItem], viewer: Person, *, with_gone: bool = False) -> list[Shelved]:
    """These items as the viewer sees them, in their order; a query per kind of text that is pinned."""
    kinds = ContentType.objects.get_for_models(Thread, PracticePage)
    threads, sheets = _urls_of(rows, kinds, viewer)
    shown = []
    for row in rows:
        is_sheet = row.content_type_id == kinds[PracticePage].pk
        url, what, words = row.url, str(row.kind), ""
        if row.kind == ShelfKind.FILE and row.attachment is not None:
            url = reverse("people:attachment", args=[row.attachment.key, row.attachment.name])
            words = row.attachment.extension.upper()
        elif row.kind == ShelfKind.POST and row.object_id is not None:
            url, what = (sheets if is_sheet else threads).get(row.object_id, ""), "practice" if is_sheet else "thread"
        if url or with_gone:
            shown.append(Shelved(row.pk, row.kind, row.title, row.note, url, ICONS[what], words))
    return shown


def _urls_of(rows: list[ShelfItem], kinds: dict[Any, ContentType], viewer: Person) -> tuple[dict[int, str], dict[int, str]]:
    """Addresses of the pinned threads and sheets that the viewer may read."""
    wanted: dict[int, list[int]] = {}
    for row in rows:
        if row.content_type_id is not None and row.object_id is not None:
            wanted.setdefault(row.content_type_id, []).append(row.object_id)
    threads: dict[int, str] = {}
    if ids := wanted.get(kinds[Thread].pk):
        threads = {one.pk: one.get_absolute_url() for one in Thread.objects.visible_to(viewer).filter(pk__in=ids)}
    sheets: dict[int, str] = {}
    if ids := wanted.get(kinds[PracticePage].pk):
        sheets = {one.pk: _sheet_url(one) for one in visible_practices(viewer).filter(pk__in=ids)}
    return threads, sheets


def _sheet_url(sheet: PracticePage) -> str:
    try:
        return sheet.get_absolute_url()
    except NoReverseMatch:
        return ""


def item(space: Space, pk: int) -> ShelfItem:
    """Raises DoesNotExist."""
    return ShelfItem.objects.select_related("space").get(pk=pk, space=space)


def is_pinned(space_id: int, target: Thread | PracticePage) -> bool:
    kind = ContentType.objects.get_for_model(type(target))
    return ShelfItem.objects.filter(space=space_id, content_type=kind, object_id=target.pk).exists()
