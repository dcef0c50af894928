"""Files to upload: pictures with a camera's data in them, documents, impostors."""

import io
import uuid

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from people.enums import AttachmentState
from people.models import Attachment, Audience, Person
from tests.cast import NOW


def picture(
    name: str = "pont.jpg", size: tuple[int, int] = (300, 200), *, gps: bool = False, kind: str = "JPEG"
) -> SimpleUploadedFile:
    """An image file; with `gps` it carries a maker's name and a place in its EXIF."""
    image = Image.new("RGB", size, (30, 90, 150))
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "MARQUE-SECRETE"
        exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def document(name: str = "notes.txt", content: bytes = b"Compte rendu") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def make_attachment(
    owner: Person,
    audience: Audience | int | None = None,
    *,
    name: str = "notes.txt",
    content: bytes = b"Texte joint",
    media_type: str = "text/plain",
) -> Attachment:
    """A stored file: a draft without audience, published with one."""
    attachment = Attachment(
        key=uuid.uuid4(),
        owner=owner,
        name=name,
        extension=name.rpartition(".")[2],
        media_type=media_type,
        size=len(content),
        digest=uuid.uuid4().hex * 2,
        created_at=NOW,
        state=AttachmentState.DRAFT if audience is None else AttachmentState.PUBLISHED,
        audience_id=audience.pk if isinstance(audience, Audience) else audience,
    )
    attachment.file.save(name, ContentFile(content), save=False)
    attachment.save()
    return attachment
