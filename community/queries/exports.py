"""What an export of a space holds, read a hundred threads at a time so that memory stays flat.

No deleted text, no draft, no list of who registered to an event, no request, no invitation: what any reader may read.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from community.enums import EventState, JobState, PracticeState
from community.models import Event, Membership, PracticePage, Reply, ShelfItem, Space, SpaceExport, Thread
from people.models import Attachment

CHUNK = 100


@dataclass
class ThreadCopy:
    """A thread with its replies in order and the files of all of them."""

    thread: Thread
    replies: list[Reply] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


def size_of(space_id: int) -> int:
    """How many threads, sheets and events there are to write."""
    threads = Thread.objects.filter(space=space_id, deleted_at=None).count()
    return threads + sheets(space_id).count() + events(space_id).count()


def threads(space: Space) -> Iterator[ThreadCopy]:
    """Every thread, the oldest first, by key: a few queries per hundred."""
    last = 0
    while True:
        rows = Thread.objects.filter(space=space, deleted_at=None, pk__gt=last).select_related("author__organisation")
        batch = list(rows.order_by("pk")[:CHUNK])
        if not batch:
            return
        last = batch[-1].pk
        copies = {thread.pk: ThreadCopy(thread) for thread in batch}
        replies = Reply.objects.filter(thread__in=copies, deleted_at=None).select_related("author__organisation")
        for reply in replies.order_by("created_at", "id"):
            copies[reply.thread_id].replies.append(reply)
        _give_files(copies)
        yield from copies.values()


def _give_files(copies: dict[int, ThreadCopy]) -> None:
    ids = list(copies)
    own = Thread.attachments.through.objects.filter(thread__in=ids).select_related("attachment")
    for row in own:
        copies[row.thread_id].files.append(row.attachment)
    theirs = Reply.attachments.through.objects.filter(reply__thread__in=ids, reply__deleted_at=None)
    for found in theirs.select_related("attachment", "reply"):
        copies[found.reply.thread_id].files.append(found.attachment)


def sheets(space_id: int) -> Any:
    """Published and archived practice sheets, the oldest first."""
    shown = [PracticeState.PUBLISHED, PracticeState.ARCHIVED]
    return PracticePage.objects.filter(space=space_id, state__in=shown).select_related("person_owner").order_by("pk")


def sheet_files(sheet: PracticePage) -> list[Attachment]:
    return list(sheet.files.all())


def authors_of(sheet: PracticePage) -> list[str]:
    return [row.person.name for row in sheet.authors.select_related("person").order_by("sort_order", "pk")]


def events(space_id: int) -> Any:
    """Published and cancelled events, by date."""
    rows = Event.objects.filter(space=space_id).exclude(state=EventState.DRAFT)
    return rows.select_related("organiser").order_by("starts_at", "pk")


def event_files(event: Event) -> list[Attachment]:
    return list(event.attachments.all())


def shelf(space: Space) -> list[ShelfItem]:
    return list(ShelfItem.objects.filter(space=space).select_related("attachment").order_by("position", "id"))


def members(space: Space) -> list[Membership]:
    rows = Membership.objects.filter(space=space).select_related("person__organisation")
    return list(rows.order_by("person__sort_key", "id"))


def of_space(space: Space, limit: int = 10) -> list[SpaceExport]:
    """The last exports, the newest first."""
    return list(SpaceExport.objects.filter(space=space).select_related("by").order_by("-created_at", "-id")[:limit])


def unfinished(*, before: dt.datetime) -> list[int]:
    """Exports that a killed worker left, or that no worker took."""
    rows = SpaceExport.objects.filter(Q(state=JobState.WAITING) | Q(state=JobState.RUNNING), created_at__lt=before)
    return list(rows.values_list("pk", flat=True))
