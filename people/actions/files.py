"""Attachments: taken in as drafts that only their owner reads, published with the text that names them."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from core.files import check_upload
from people.enums import AttachmentState
from people.models import Attachment, Audience, Person


def store_attachment(*, owner: Person, upload: UploadedFile, at: dt.datetime, images_only: bool = False) -> Attachment:
    """Check the file and keep it as a draft. Raises core.files.UploadRefused with a sentence for people."""
    checked = check_upload(upload, images_only=images_only)
    attachment = Attachment(
        owner=owner,
        name=checked.name[:200],
        extension=checked.extension,
        media_type=checked.media_type,
        size=checked.size,
        width=checked.width,
        height=checked.height,
        digest=checked.digest,
        created_at=at,
    )
    attachment.file.save(checked.name, checked.content, save=False)
    attachment.save()
    return attachment


def publish_attachments(*, attachments: Iterable[Attachment], audience: Audience | int) -> int:
    """Open these drafts to an audience, in the transaction of the text that names them; returns how many.

    What is published already keeps its audience: a text elsewhere cannot open a file to others.
    """
    keys = [attachment.pk for attachment in attachments]
    audience_id = audience if isinstance(audience, int) else audience.pk
    return Attachment.objects.filter(pk__in=keys, state=AttachmentState.DRAFT).update(
        state=AttachmentState.PUBLISHED, audience_id=audience_id
    )


def hold_attachments(*, attachments: QuerySet[Attachment]) -> int:
    """Keep uploads for a text that is saved but not published: no audience reads them; who reads the text does so through
    `people.queries.registries.file_circles`. Opened later by `move_attachments`. Returns how many."""
    return attachments.filter(state=AttachmentState.DRAFT).update(state=AttachmentState.PUBLISHED, audience_id=None)


def move_attachments(*, attachments: QuerySet[Attachment], audience: Audience | int | None) -> int:
    """Give published files other readers, with the text that names them; None: nobody but who restores the text."""
    audience_id = audience.pk if isinstance(audience, Audience) else audience
    return attachments.filter(state=AttachmentState.PUBLISHED).update(audience_id=audience_id)
