"""What may be uploaded: checked by content, not by name; images made anew without what cameras hide in them."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO, Any

import filetype
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_PIXELS = 40_000_000
MAX_SIDE = 2400
MAX_VIDEO_BYTES = 300 * MEGABYTE
MAX_CAPTIONS_BYTES = 2 * MEGABYTE
CAPTIONS = "text/vtt"
_VIDEOS = {"video/mp4": "mp4", "video/webm": "webm"}
_IMAGES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"}
_OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
ALLOWED_WORDS = "JPG, PNG, WebP, GIF, PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT, CSV"


class UploadRefused(Exception):
    """The file is not taken; the message is for the person, in their language."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored: its clean content, sizes in bytes and pixels, SHA-256 in hexadecimal."""

    content: File
    name: str
    extension: str
    media_type: str
    size: int
    digest: str
    width: int | None = None
    height: int | None = None


def too_large(max_bytes: int = MAX_BYTES) -> str:
    """What to say of a file above the limit, in the browser before it is sent and on the server after."""
    limit = {"limit": max_bytes // MEGABYTE}
    return _("Ce fichier dépasse %(limit)d\xa0Mo. Réduisez-le ou découpez-le, puis joignez-le de nouveau.") % limit


def check_upload(upload: Any, *, images_only: bool = False, max_bytes: int = MAX_BYTES) -> CheckedFile:
    """Check an uploaded file by its content; raises UploadRefused with a sentence that says what to do."""
    name = clean_name(getattr(upload, "name", "") or "")
    size = int(getattr(upload, "size", 0) or 0)
    if size > max_bytes:
        raise UploadRefused(too_large(max_bytes))
    data = upload.read(max_bytes + 1)
    if not data:
        raise UploadRefused(_("Ce fichier est vide. Choisissez-en un autre."))
    if len(data) > max_bytes:
        raise UploadRefused(_("Ce fichier est trop lourd. Réduisez-le, puis joignez-le de nouveau."))
    guess = filetype.guess(data[:8192])
    media_type = guess.mime if guess else ""
    if media_type in _IMAGES:
        return _image(data, name)
    if images_only:
        raise UploadRefused(_("Ce fichier n’est pas une image. Choisissez une image JPG, PNG, WebP ou GIF."))
    extension, media_type = _document_type(data, name)
    return CheckedFile(ContentFile(data), name, extension, media_type, len(data), hashlib.sha256(data).hexdigest())


def check_media(upload: Any) -> CheckedFile:
    """The same for what a lesson shows: also videos (MP4, WebM) and their captions (WebVTT)."""
    head = upload.read(8192)
    upload.seek(0)
    guess = filetype.guess(head)
    if guess is not None and guess.mime in _VIDEOS:
        return _video(upload, guess.mime)
    if guess is not None and guess.mime.startswith("video/"):
        raise UploadRefused(_("Ce format de vidéo ne se lit pas partout. Enregistrez-la en MP4 ou en WebM."))
    name = clean_name(getattr(upload, "name", "") or "")
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") or name.lower().endswith(".vtt"):
        return _captions(upload, name)
    return check_upload(upload)


def _video(upload: Any, media_type: str) -> CheckedFile:
    """Never read wholly into memory; named after what it is."""
    if upload.size > MAX_VIDEO_BYTES:
        raise UploadRefused(too_large(MAX_VIDEO_BYTES))
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    extension = _VIDEOS[media_type]
    stem = clean_name(upload.name).rpartition(".")[0] or "video"
    return CheckedFile(File(upload), f"{stem}.{extension}", extension, media_type, upload.size, digest.hexdigest())


def _captions(upload: Any, name: str) -> CheckedFile:
    data = upload.read(MAX_CAPTIONS_BYTES + 1)
    if len(data) > MAX_CAPTIONS_BYTES:
        raise UploadRefused(too_large(MAX_CAPTIONS_BYTES))
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UploadRefused(_("Ces sous-titres ne sont pas en UTF-8. Enregistrez-les de nouveau dans ce codage.")) from error
    if not words.startswith("WEBVTT") or "-->" not in words:
        raise UploadRefused(
            _("Ce fichier n’est pas un fichier de sous-titres WebVTT\xa0: il y manque l’en-tête ou les repères.")
        )
    content = words.encode()
    digest = hashlib.sha256(content).hexdigest()
    return CheckedFile(ContentFile(content), name, "vtt", CAPTIONS, len(content), digest)


def clean_name(name: str) -> str:
    """The file's own name without folders or control characters, at most 120 characters, its extension kept."""
    base = re.sub(r"[\x00-\x1f\x7f<>:\"/\\|?*]+", " ", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, extension = base.rpartition(".")
    if not dot:
        return base[:120] or "fichier"
    return f"{stem[:110].strip() or 'fichier'}.{extension[:8]}"


def _document_type(data: bytes, name: str) -> tuple[str, str]:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if data[:5] == b"%PDF-" and extension == "pdf":
        return "pdf", "application/pdf"
    if extension in _OFFICE or extension in _OPEN_DOCUMENT:
        return extension, _archive_type(data, extension)
    if extension in {"txt", "csv", "md"} and b"\x00" not in data:
        return extension, "text/csv" if extension == "csv" else "text/plain"
    raise UploadRefused(
        _("Ce genre de fichier n’est pas accepté, ou son contenu ne correspond pas à son nom. Acceptés\xa0: %(kinds)s.")
        % {"kinds": ALLOWED_WORDS}
    )


def _archive_type(data: bytes, extension: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(entries) > 5000 or sum(entry.file_size for entry in entries) > 300 * MEGABYTE:
                raise UploadRefused(_("Ce document décompressé est trop gros. Enregistrez-le de nouveau, plus léger."))
            if any("vbaProject" in entry for entry in names):
                raise UploadRefused(
                    _("Ce document contient des macros. Enregistrez-le sans macros, puis joignez-le de nouveau.")
                )
            if extension in _OFFICE:
                media_type, folder = _OFFICE[extension]
                if "[Content_Types].xml" in names and any(entry.startswith(folder) for entry in names):
                    return media_type
            elif "mimetype" in names and archive.read("mimetype").decode("ascii", "replace") == _OPEN_DOCUMENT[extension]:
                return _OPEN_DOCUMENT[extension]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        pass
    raise UploadRefused(_("Ce document est abîmé ou n’est pas du genre que son nom annonce. Enregistrez-le de nouveau."))


def _image(data: bytes, name: str) -> CheckedFile:
    """Decode, turn upright, shrink to MAX_SIDE pixels, write as WebP: no EXIF, no GPS, no hidden payload."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UploadRefused(_("Cette image compte trop de pixels. Réduisez-la à 40 millions de pixels au plus."))
            upright = ImageOps.exif_transpose(opened)
            picture = upright.convert("RGBA" if upright.mode in {"RGBA", "LA", "P", "PA"} else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UploadRefused(_("Cette image est abîmée. Enregistrez-la de nouveau ou choisissez-en une autre.")) from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    buffer: IO[bytes] = io.BytesIO()
    picture.save(buffer, "WEBP", quality=84, method=3)
    content = buffer.getvalue()  # type: ignore[attr-defined]
    return CheckedFile(
        ContentFile(content),
        f"{name.rpartition('.')[0] or name}.webp",
        "webp",
        "image/webp",
        len(content),
        hashlib.sha256(content).hexdigest(),
        picture.width,
        picture.height,
    )
