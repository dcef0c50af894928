"""Files of lessons: stored once checked, as what their content says they are."""

import datetime as dt

from django.core.exceptions import PermissionDenied

from core.files import CAPTIONS, CheckedFile
from learning.enums import LessonFileKind
from learning.models import LessonFile
from learning.permissions.writing import writes_some_course
from people.models import Person


def store_lesson_file(*, by: Person, title: str, checked: CheckedFile, at: dt.datetime) -> LessonFile:
    if not writes_some_course(by):
        raise PermissionDenied
    made = LessonFile(
        owner=by, kind=kind_of(checked.media_type), title=title.strip() or checked.name, name=checked.name[:200],
        extension=checked.extension, media_type=checked.media_type, size=checked.size, width=checked.width,
        height=checked.height, digest=checked.digest, created_at=at,
    )  # fmt: skip
    made.file.save(checked.name, checked.content, save=False)
    made.save()
    return made


def kind_of(media_type: str) -> LessonFileKind:
    if media_type == CAPTIONS:
        return LessonFileKind.CAPTIONS
    family = media_type.partition("/")[0]
    return {"image": LessonFileKind.IMAGE, "video": LessonFileKind.VIDEO}.get(family, LessonFileKind.DOCUMENT)
