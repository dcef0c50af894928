"""Files of lessons, for whoever may read them. Videos are sent in parts: a player asks for the part it shows."""

import re
import uuid
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from learning.enums import LessonFileKind
from learning.models import LessonFile
from learning.permissions.writing import writes_some_course
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

HOUR, CHUNK = 3600, 64 * 1024
RANGE = re.compile(r"bytes=(\d{1,15})?-(\d{1,15})?")


@member_view("GET")
def lesson_file(request: "MemberRequest", key: uuid.UUID, name: str) -> HttpResponse:
    """`name` only makes the address readable. What is not published yet: for who sent it and who writes courses."""
    rows = LessonFile.objects.all() if writes_some_course(request.person) else LessonFile.objects.visible_to(request.person)
    try:
        found = rows.get(key=key)
        content = found.file.open("rb")
    except (ObjectDoesNotExist, FileNotFoundError) as error:
        raise Http404 from error
    span = _span(request.headers.get("Range", ""), found.size)
    response: Any = _part(content, found, *span) if span else FileResponse(content, content_type=found.media_type)
    inline = found.kind != LessonFileKind.DOCUMENT
    response["Content-Disposition"] = content_disposition_header(as_attachment=not inline, filename=found.name) or "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"private, max-age={HOUR}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    return cast(HttpResponse, response)


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one part that was asked for; None: the whole file, also when the request makes no sense."""
    match = RANGE.fullmatch(wanted.strip())
    if match is None or (match[1] is None and match[2] is None):
        return None
    if match[1] is None:
        first, last = max(size - int(match[2]), 0), size - 1
    else:
        first, last = int(match[1]), min(int(match[2]) if match[2] else size - 1, size - 1)
    return (first, last) if first <= last else None


def _part(content: IO[bytes], found: LessonFile, first: int, last: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_read(content, first, last), status=206, content_type=found.media_type)
    response["Content-Range"] = f"bytes {first}-{last}/{found.size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _read(content: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := content.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
