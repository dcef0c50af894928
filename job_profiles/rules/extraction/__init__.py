"""From a file or a pasted text to descriptions: title, sections, plain text. Bounded in size, pages and time."""

import re
from collections.abc import Callable

from job_profiles.rules.extraction.documents import read_docx
from job_profiles.rules.extraction.errors import (
    Deadline,
    Empty,
    Encrypted,
    ExtractionError,
    NoHeader,
    NoText,
    TooLong,
    Unreadable,
    Unsupported,
)
from job_profiles.rules.extraction.lines import ExtractedDescription, Line
from job_profiles.rules.extraction.pages import read_pdf
from job_profiles.rules.extraction.rows import decode, read_csv
from job_profiles.rules.extraction.sections import SECTIONS, descriptions_of

__all__ = [
    "FORMATS", "MAX_PAGES", "MAX_SECONDS", "MAX_TEXT", "SECTIONS", "Empty", "Encrypted", "ExtractedDescription",
    "ExtractionError", "NoHeader", "NoText", "TooLong", "Unreadable", "Unsupported", "extract", "extract_text",
]  # fmt: skip

FORMATS = ("docx", "pdf", "csv", "txt", "md")
# Characters, pages and seconds that one file may take.
MAX_TEXT, MAX_PAGES, MAX_SECONDS = 5_000_000, 400, 60.0
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")


def extract(data: bytes, extension: str, *, clock: Callable[[], float] | None = None) -> list[ExtractedDescription]:
    """The descriptions that a file holds, at least one; raises an ExtractionError that says why there is none.

    `clock`: seconds, for tests; a file that is not read within MAX_SECONDS raises TooLong.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Empty
    deadline = Deadline(MAX_SECONDS, clock)
    if extension == "docx":
        return descriptions_of(bounded(read_docx(data, MAX_TEXT, deadline)))
    if extension == "pdf":
        return descriptions_of(bounded(read_pdf(data, MAX_PAGES, MAX_TEXT, deadline)))
    if extension == "csv":
        return read_csv(data, MAX_TEXT)
    if extension in FORMATS:
        return extract_text(decode(data))
    raise Unsupported(extension=extension)


def extract_text(text: str) -> list[ExtractedDescription]:
    """The descriptions of a pasted text: several if lines of dashes, or a second labelled title, part them."""
    if len(text) > MAX_TEXT:
        raise TooLong(what="text", limit=MAX_TEXT)
    lines = []
    for line in re.split(r"\r\n|[\r\n\f\v\u2028\u2029\x85]", text.replace("\x00", "")):
        heading = _MARKDOWN_HEADING.match(line.strip())
        lines.append(Line(heading[2], level=len(heading[1])) if heading else Line.read(line))
    return descriptions_of(bounded(lines))


def bounded(lines: list[Line]) -> list[Line]:
    """The lines, if they say something."""
    if not any(re.search(r"\w", line.text) for line in lines):
        raise Empty
    return lines
