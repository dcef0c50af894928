"""A member's photo: checked, made anew as WebP without EXIF, with the small square that pages show."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.files import MEGABYTE, UploadRefused, check_upload
from core.outbox import publish
from people.events import PersonChanged
from people.models import Image, Person
from people.permissions import may_edit_profile
from people.queries.photos import SQUARE, photo_collection

MAX_BYTES = 10 * MEGABYTE
SMALLEST_SIDE = 96


@transaction.atomic
def set_photo(*, person: Person, upload: UploadedFile, by: Person, at: dt.datetime) -> Image:
    """Take the photo in, in place of the former one. Raises PermissionDenied, or UploadRefused with a sentence."""
    if not may_edit_profile(by, person):
        raise PermissionDenied
    checked = check_upload(upload, images_only=True, max_bytes=MAX_BYTES)
    if min(checked.width or 0, checked.height or 0) < SMALLEST_SIDE:
        raise UploadRefused(
            _("Cette image est trop petite. Choisissez-en une d’au moins %(side)d pixels de côté.") % {"side": SMALLEST_SIDE}
        )
    former = person.photo
    image = Image(title=_("Photo de %(name)s") % {"name": person.name}, collection=photo_collection())
    image.uploaded_by_user = person.user
    _look_at_the_face(image, checked.width or 0, checked.height or 0)
    image.file.save(f"{checked.digest[:24]}.webp", checked.content, save=False)
    image.width, image.height = checked.width, checked.height
    image.file_size, image.file_hash = checked.size, checked.digest[:40]
    image.save()
    image.get_rendition(SQUARE)
    person.photo = image
    person.photo_path = f"{reverse('people:person-photo', args=[person.pk])}?v={checked.digest[:10]}"
    person.save(update_fields=["photo", "photo_path"])
    if former is not None:
        former.delete()
    publish(PersonChanged(person_id=person.pk, at=at))
    return image


def _look_at_the_face(image: Image, width: int, height: int) -> None:
    """Portraits have the face above the middle: the square is cut around that point."""
    side = min(width, height)
    image.focal_point_x, image.focal_point_y = width // 2, min(height // 2, max(side // 2, height * 2 // 5))
    image.focal_point_width = image.focal_point_height = side // 2


@transaction.atomic
def remove_photo(*, person: Person, by: Person | None, at: dt.datetime) -> bool:
    """Take the photo away with its files; True when there was one. `by` is None for an erasure."""
    if by is not None and not may_edit_profile(by, person):
        raise PermissionDenied
    former = person.photo
    person.photo, person.photo_path = None, ""
    person.save(update_fields=["photo", "photo_path"])
    if former is None:
        return False
    former.delete()
    publish(PersonChanged(person_id=person.pk, at=at))
    return True
