"""Attachments: which ones a text names, and who may read one."""

import uuid

from django.db.models import QuerySet

from people.enums import AttachmentState
from people.models import Attachment, Person
from people.queries.audiences import may_read
from people.queries.registries import file_circles
from people.rules.attachments import attachment_keys


def drafts_in(text: str, owner: Person) -> QuerySet[Attachment]:
    """The author's own attachments that this text names and that are not published yet."""
    return Attachment.objects.filter(key__in=attachment_keys(text), owner=owner, state=AttachmentState.DRAFT)


def readable_attachment(key: uuid.UUID, person: Person) -> Attachment | None:
    """The attachment if this person may read it: its owner while it is a draft, its audience once published; of a text that
    is not published yet, who reads that text."""
    found = Attachment.objects.filter(key=key).first()
    if found is None:
        return None
    if found.state == AttachmentState.DRAFT:
        return found if found.owner_id == person.pk else None
    if may_read(person, found.audience_id):
        return found
    return found if any(circle.reads(person, found) for circle in file_circles) else None
