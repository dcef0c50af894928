"""Lines in reading order become descriptions: titles found, sections named, several descriptions told apart."""

import re
from collections.abc import Iterator

from job_profiles.rules.extraction.headings import label_of, section_of
from job_profiles.rules.extraction.lines import ExtractedDescription, Line, without_number

SECTIONS = ("mission", "responsibilities", "deliverables", "tools", "indicators", "requirements", "other")
MAX_TITLE, MAX_ORGANISATION = 160, 200
_RULE = re.compile(r"^\s*[-–—=_*~]{3,}\s*$")
_LETTERHEAD = re.compile(
    r"^(?:Ministère|Secrétariat|Office|Agence|Régie|Commission|Société|Centre de services|Department of)\s[^:.]{3,90}$"
)
_LABELLED = re.compile(r"^([^:\n]{2,60}?)[\s\u00a0\u202f]*:[\s\u00a0\u202f]*(\S.*)?$")


def descriptions_of(lines: list[Line]) -> list[ExtractedDescription]:
    """Every description of a document, in order; a part without a word between two rules is none."""
    found = [_describe(part) for part in _parts(lines)]
    return [description for description in found if description.text]


def _parts(lines: list[Line]) -> Iterator[list[Line]]:
    """One list of lines a description."""
    starts = _labelled_titles(lines)
    if len(starts) < 2 and len(chapters := _titled_chapters(lines)) > 1:
        # Before the first chapter: a cover, a table of contents.
        starts, lines = [start - chapters[0] for start in chapters], lines[chapters[0] :]
    if len(starts) < 2:
        part: list[Line] = []
        for line in lines:
            if _RULE.match(line.text):
                yield part
                part = []
            else:
                part.append(line)
        yield part
        return
    # What stands before the first title belongs to it (the letterhead).
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(lines)], strict=True):
        yield [line for line in lines[start:end] if not _RULE.match(line.text)]


def _labelled_titles(lines: list[Line]) -> list[int]:
    """Where « Titre de l’emploi : … » stands."""
    starts = []
    for index, line in enumerate(lines):
        match = _LABELLED.match(line.text) if not line.bullet else None
        if match and match[2] and label_of(match[1]) == "title":
            starts.append(index)
    return starts


def _titled_chapters(lines: list[Line]) -> list[int]:
    """Where a heading that names no section is followed by some that do, before the next of its level."""
    levels = sorted({line.level for line in lines if line.level})
    for level in levels:
        heads = [index for index, line in enumerate(lines) if line.level == level and not _known(line)]
        starts = [
            start
            for start, end in zip(heads, [*heads[1:], len(lines)], strict=False)
            if sum(1 for line in lines[start + 1 : end] if line.level > level and section_of(line.text)) >= 2
        ]
        if len(starts) >= 2:
            return starts
    return []


def _known(line: Line) -> bool:
    return bool(section_of(line.text) or label_of(line.text))


class _Sheet:
    """A description while it is read."""

    def __init__(self) -> None:
        self.title = self.organisation = ""
        self.guess = ""
        self.section = ""
        self.lines: dict[str, list[str]] = {}
        self.unknown: list[str] = []

    def add(self, text: str) -> None:
        """A line under the heading that stands open; what comes before any heading is kept as « other »."""
        text = without_number(text)
        if text:
            self.lines.setdefault(self.section or "other", []).append(text)

    def label(self, name: str, value: str, label: str) -> None:
        if name == "title" and value and not self.title:
            self.title = value[:MAX_TITLE]
        elif name == "organisation" and value and not self.organisation:
            self.organisation = value[:MAX_ORGANISATION]
        elif name == "document" and value and not self.guess:
            self.guess = value[:MAX_TITLE]
        elif value:
            self.add(f"{label}\u00a0: {value}")


def _describe(lines: list[Line]) -> ExtractedDescription:
    sheet = _Sheet()
    pending = ""
    for line in lines:
        text = line.text
        if not text or _RULE.match(text):
            continue
        if pending:
            sheet.label(pending, text, "")
            pending = ""
            continue
        pending = _read(sheet, line)
    sections = {key: "\n".join(sheet.lines[key]) for key in SECTIONS if key in sheet.lines}
    title = sheet.title or sheet.guess
    text = "\n".join(line.text for line in lines if line.text and not _RULE.match(line.text))
    return ExtractedDescription(title, sections, text, sheet.organisation, unknown_headings=tuple(sheet.unknown))


def _read(sheet: _Sheet, line: Line) -> str:
    """Put one line where it belongs; the name of a label whose value is the next line, else an empty text."""
    text = line.text
    if line.bullet:
        sheet.add(text)
        return ""
    label = label_of(text)
    if label == "document" and not sheet.section:
        return ""
    section = section_of(text)
    if section and (line.level or len(text) <= 90):
        sheet.section = section
        return ""
    if label and (not sheet.section or line.level) and label != "detail":
        return label
    if not sheet.section and not sheet.organisation and not sheet.lines and _LETTERHEAD.match(text):
        sheet.organisation = text[:MAX_ORGANISATION]
        return ""
    match = _LABELLED.match(text)
    if match and match[2] and _labelled(sheet, match[1].strip(), match[2].strip()):
        return ""
    if line.level:
        _heading(sheet, line)
    elif not sheet.section and not sheet.guess and not sheet.lines and _like_a_title(text):
        sheet.guess = text
    else:
        sheet.add(text)
    return ""


def _labelled(sheet: _Sheet, label: str, value: str) -> bool:
    """« Mission : assurer… » opens a section and says its first line; « Ministère : … » fills a field."""
    name = label_of(label)
    if name and (not sheet.section or name == "title"):
        sheet.label(name, value, label)
        return True
    section = section_of(label)
    if section is None:
        return False
    sheet.section = section
    sheet.add(value)
    return True


def _heading(sheet: _Sheet, line: Line) -> None:
    """A heading that names no section: the title if it comes first, else a heading kept with the text below it."""
    if not sheet.section and not sheet.guess:
        sheet.guess = line.text[:MAX_TITLE]
        return
    sheet.unknown.append(line.text)
    if line.level <= 2 or not sheet.section:
        sheet.section = "other"
    sheet.add(line.text)


def _like_a_title(text: str) -> bool:
    """Short, and no sentence."""
    return len(text) <= 120 and len(text.split()) <= 14 and text[-1] not in ".;:,!?"
