"""Files: no folder is open; each address checks who asks. And the upload that the Markdown editor speaks to."""

import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.files import UploadRefused
from core.limits import TooMany, spend
from people.actions.files import store_attachment
from people.models import Attachment, Person
from people.permissions import may_see_part
from people.queries.files import readable_attachment
from people.queries.photos import library_rendition, square_of

if TYPE_CHECKING:
    from people.middleware import MemberRequest

INLINE = frozenset({"image/webp"})
IMAGE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
HOUR, WEEK = 3600, 604_800


@require_safe
def attachment(request: "MemberRequest", key: uuid.UUID, name: str) -> HttpResponse:
    """A file joined to a text: for its audience; while a draft, for its owner. `name` only makes the address readable."""
    found = readable_attachment(key, request.person) if request.person else None
    if found is None:
        raise Http404
    inline = found.media_type in INLINE
    if not inline and not isinstance(default_storage, FileSystemStorage):
        return _signed_address(found)
    return _serve(
        request, found.file, media_type=found.media_type, etag=found.digest, name=found.name, inline=inline, seconds=HOUR
    )


def _signed_address(found: Attachment) -> HttpResponse:
    """On object storage, what is downloaded comes from there by an address that expires. Images stay here: pages show them,
    and pages load from this site only."""
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    parameters = {"ResponseContentDisposition": disposition, "ResponseContentType": found.media_type}
    response = HttpResponseRedirect(default_storage.url(found.file.name, parameters=parameters))  # type: ignore[call-arg]
    response["Cache-Control"] = "private, no-store"
    return response


def _serve(
    request: "MemberRequest", file: FieldFile, *, media_type: str, etag: str, name: str, inline: bool, seconds: int
) -> HttpResponse:
    """The bytes of a stored file that this person may read; 304 when the browser holds them, 404 when they are lost."""
    tag = quote_etag(etag)
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        try:
            content = file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(content, content_type=media_type)  # type: ignore[assignment]
        disposition = content_disposition_header(as_attachment=not inline, filename=name)
        response["Content-Disposition"] = disposition or "inline"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = tag
    response["Cache-Control"] = f"private, max-age={seconds}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def upload(request: "MemberRequest") -> JsonResponse:
    """One file of a Markdown editor (`file`): JSON with `markdown` and `name`, or `error` in words (422, 429)."""
    if request.person is None:
        raise PermissionDenied
    try:
        spend("televersement", request.person.pk, limit=60, seconds=600)
    except TooMany as refusal:
        return JsonResponse({"error": refusal.sentence}, status=429, headers={"Retry-After": str(refusal.retry_after)})
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau.")}, status=422)
    try:
        stored = store_attachment(owner=request.person, upload=file, at=timezone.now())
    except UploadRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return JsonResponse({"markdown": markdown_of(stored), "name": stored.name})


def markdown_of(stored: Attachment) -> str:
    """How a text shows an image, or links to a file."""
    address = reverse("people:attachment", args=[stored.key, stored.name])
    words = stored.name.replace("[", "(").replace("]", ")")
    if stored.is_image:
        return f"![{words.rpartition('.')[0]}]({_safe(address)})"
    return f"[{words}]({_safe(address)})"


def _safe(address: str) -> str:
    return quote(address, safe="/%.-_~").replace("(", "%28").replace(")", "%29")


@require_safe
def photo(request: "MemberRequest", pk: int) -> HttpResponse:
    """The small square of a member's photo; who may not see it, or comes too late, gets a plain figure."""
    if request.person is None:
        raise Http404
    person = get_object_or_404(Person.objects.active(), pk=pk)
    square = square_of(person) if may_see_part(request.person, person, "photo") else None
    if square is None:
        response: HttpResponse = HttpResponseRedirect(static("img/person.svg"))
        response["Cache-Control"] = "private, max-age=300"
        return response
    return _serve(
        request,
        square.file,
        media_type="image/webp",
        etag=f"{person.photo_id}-{square.pk}",
        name=f"membre-{person.pk}.webp",
        inline=True,
        seconds=WEEK,
    )


@require_safe
def library_image(request: "MemberRequest", folder: str, path: str) -> HttpResponse:
    """An image that an editorial page or /cms/ shows, for whoever is signed in. Members' photos: for administrators only."""
    found = library_rendition(f"{folder}/{path}", with_photos=request.user.is_superuser)  # type: ignore[union-attr]
    if found is None:
        raise Http404
    media_type = IMAGE_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    tag = f"{type(found).__name__}-{found.pk}"
    return _serve(request, found.file, media_type=media_type, etag=tag, name=path, inline=True, seconds=HOUR)
