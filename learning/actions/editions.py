"""A course that was written becomes an edition: frozen, numbered, never changed."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.events import EditionPublished
from learning.models import Course, CourseEdition, CourseWriting, LessonFile
from learning.permissions.writing import may_write
from learning.queries.editions import Content, content_of, newest_edition, problems_of
from people.models import Person


@transaction.atomic
def open_writing(*, by: Person, course: Course) -> CourseWriting:
    """What trainers write in, made at the first time. Raises PermissionDenied."""
    if not may_write(by, course):
        raise PermissionDenied
    writing, _new = CourseWriting.objects.get_or_create(course=course)
    return writing


@transaction.atomic
def publish_edition(*, by: Person, writing: CourseWriting, note: str, at: dt.datetime) -> CourseEdition:
    """Freeze what is written. Raises ValidationError with every problem in a sentence, or when nothing changed."""
    course = Course.objects.select_for_update().get(pk=writing.course_id)
    if not may_write(by, course):
        raise PermissionDenied
    writing = CourseWriting.objects.get(pk=writing.pk)
    content = content_of(writing)
    if problems := problems_of(content):
        raise ValidationError([f"{where}\xa0: {words}" if where else words for where, words in problems])
    before = newest_edition(course)
    if before is not None and before.content == content:
        raise ValidationError(_("Rien n’a changé depuis l’édition %(number)d.") % {"number": before.number})
    return freeze(course=course, content=content, note=note, by=by, at=at)


def freeze(*, course: Course, content: Content, note: str, by: Person | None, at: dt.datetime) -> CourseEdition:
    """The next number of this course; its files are now for all who follow it."""
    before = newest_edition(course)
    edition = CourseEdition.objects.create(
        course=course,
        number=before.number + 1 if before else 1,
        content=content,
        note=note,
        published_at=at,
        published_by=by,
    )
    LessonFile.objects.filter(pk__in=files_in(content), published_at=None).update(published_at=at)
    publish(EditionPublished(edition_id=edition.pk, course_id=course.pk, at=at))
    return edition


def files_in(content: Content) -> list[int]:
    blocks = [block for module in content["modules"] for lesson in module["lessons"] for block in lesson["blocks"]]
    return [block[name]["pk"] for block in blocks for name in ("file", "captions", "captions_en") if block.get(name)]
