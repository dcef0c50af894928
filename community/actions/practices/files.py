"""Files of sheets: held for who reads the draft, opened with the text that is published, closed when staff take it down."""

from typing import Any

from django.db.models import Q

from community.models import Event, PracticeDraftFile, PracticePage, Reply, ShelfItem, Thread
from community.models.practices import SECTIONS
from people.actions.files import hold_attachments, move_attachments
from people.actions.retention import delete_attachments
from people.models import Attachment, Person
from people.queries.files import drafts_in
from people.rules.attachments import attachment_keys


def text_of(page: PracticePage) -> str:
    return "\n".join(getattr(page, name) for name in SECTIONS)


def take_files(page: PracticePage, *, by: Person) -> None:
    """Files that the draft names, not saved: the writer's own are held for its readers; those that the readers of the space
    have already stay. Others are not the writer's to give."""
    keys = attachment_keys(text_of(page))
    if not keys:
        page.files = []
        return
    own = list(drafts_in(text_of(page), by).values_list("pk", flat=True))
    hold_attachments(attachments=Attachment.objects.filter(pk__in=own))
    # One upload in two drafts of the same person.
    again = Attachment.objects.filter(key__in=keys, owner=by, audience=None, pk__in=_held())
    own += list(again.values_list("pk", flat=True))
    PracticeDraftFile.objects.bulk_create(
        [PracticeDraftFile(page_id=page.pk, attachment_id=pk) for pk in own], ignore_conflicts=True
    )
    known = Q(audience=page.space.audience_id) | Q(pk__in=_held(page))
    page.files = list(Attachment.objects.filter(known, key__in=keys).order_by("pk"))


def _held(*pages: PracticePage) -> Any:
    """Ids of files that these drafts hold; without drafts, that any of them does."""
    rows = PracticeDraftFile.objects.filter(page__in=[page.pk for page in pages]) if pages else PracticeDraftFile.objects
    return rows.values("attachment")


def open_files(page: PracticePage) -> int:
    """What the published text names is opened to its readers; what a later draft names stays held. Returns how many."""
    named = Attachment.objects.filter(key__in=attachment_keys(text_of(page)), pk__in=_held(page))
    ids = list(named.values_list("pk", flat=True))
    PracticeDraftFile.objects.filter(page=page, attachment__in=ids).delete()
    return move_attachments(attachments=Attachment.objects.filter(pk__in=ids, audience=None), audience=page.audience_id)


def close_files(page: PracticePage) -> int:
    """A sheet that readers lost is a draft again, and so are the files that nothing else shows. Returns how many."""
    files = PracticePage.files.through.objects
    others = files.exclude(practicepage=page).filter(practicepage__live=True)
    mine = Attachment.objects.filter(pk__in=files.filter(practicepage=page).values("attachment"), audience=page.audience_id)
    mine = mine.exclude(pk__in=shown_elsewhere()).exclude(pk__in=others.values("attachment"))
    ids = list(mine.values_list("pk", flat=True))
    rows = [PracticeDraftFile(page_id=page.pk, attachment_id=pk) for pk in ids]
    PracticeDraftFile.objects.bulk_create(rows, ignore_conflicts=True)
    return move_attachments(attachments=Attachment.objects.filter(pk__in=ids), audience=None)


def discard_files(*pages: PracticePage) -> int:
    """Before these sheets are deleted: files that they alone held, and that nobody else ever read. Returns how many."""
    if not pages:
        return 0
    held = Attachment.objects.filter(pk__in=_held(*pages), audience=None)
    elsewhere = PracticeDraftFile.objects.exclude(page__in=[page.pk for page in pages]).values("attachment")
    return delete_attachments(held.exclude(pk__in=elsewhere))


def shown_elsewhere() -> Any:
    """Ids of files that a thread, a reply, an event or a shelf names too: they stay with it."""
    threads = Thread.attachments.through.objects.values("attachment")
    replies = Reply.attachments.through.objects.values("attachment")
    events = Event.attachments.through.objects.values("attachment")
    shelves = ShelfItem.objects.exclude(attachment=None).values("attachment")
    return threads.union(replies, events, shelves)
