"""CSV: one description a row. The character set and the separator are found, the columns known by their French names."""

import csv
import io
import re

from core.rules.text import fold
from job_profiles.rules.extraction.errors import Empty, NoHeader, TooLong, Unreadable
from job_profiles.rules.extraction.headings import label_of, section_of
from job_profiles.rules.extraction.lines import ExtractedDescription, Line
from job_profiles.rules.extraction.sections import MAX_ORGANISATION, MAX_TITLE, SECTIONS

MAX_ROWS = 2000
HEADER_WITHIN = 10
_DELIMITERS = ";,\t"
# What Windows-1252 leaves undefined; five bytes that no French text holds.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 (what Excel saves in French)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _UNDEFINED.sub(b" ", data).decode("cp1252")


def read_csv(data: bytes, max_text: int) -> list[ExtractedDescription]:
    """A description per row below the header; rows without a word are skipped."""
    text = decode(data)
    if len(text) > max_text:
        raise TooLong(what="text", limit=max_text)
    text = re.sub(r"\Asep=(.)\r?\n", "", text)
    rows, header, columns = _parse(text)
    found = []
    for number, row in enumerate(rows[header + 1 :], start=1):
        description = _description(row, columns, number)
        if description is not None:
            found.append(description)
        if len(found) > MAX_ROWS:
            raise TooLong(what="rows", limit=MAX_ROWS)
    if not found:
        raise Empty
    return found


def _parse(text: str) -> tuple[list[list[str]], int, dict[int, str]]:
    """The rows, where the header stands and what each column is, with the separator that recognises most columns."""
    best: tuple[list[list[str]], int, dict[int, str]] = ([], 0, {})
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise Unreadable from error
        for index, row in enumerate(rows[:HEADER_WITHIN]):
            columns = _columns(row)
            if len(columns) > len(best[2]):
                best = (rows, index, columns)
    if not any(name in SECTIONS for name in best[2].values()):
        first = next((line for line in text.splitlines() if line.strip()), "")
        raise NoHeader(columns=[part.strip(' "') for part in re.split(r"[;,\t]", first)][:12])
    return best


def _columns(row: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for index, cell in enumerate(row):
        name = _column(cell)
        if name:
            found[index] = name
    return found


def _column(cell: str) -> str | None:
    """What a column holds: « title », « organisation », a section, or None."""
    folded = fold(cell).replace("_", " ").strip()
    label = label_of(folded)
    if label in {"title", "organisation"}:
        return label
    section = section_of(folded)
    if section:
        return section
    if folded in {"texte", "texte complet", "text", "contenu"} or label == "document":
        return "mission"
    return None


def _description(row: list[str], columns: dict[int, str], number: int) -> ExtractedDescription | None:
    values: dict[str, list[str]] = {}
    for index, name in columns.items():
        if index < len(row):
            # Excel keeps several items of a cell on lines, or parted by bullets.
            pieces = (Line.read(piece).text for piece in re.split(r"\r\n|[\r\n]|(?<=\S)\s*[•▪●]", row[index]))
            values.setdefault(name, []).extend(piece for piece in pieces if piece)
    sections = {key: "\n".join(values[key]) for key in SECTIONS if values.get(key)}
    title = " ".join(values.get("title", []))[:MAX_TITLE]
    if not sections:
        return None
    organisation = " ".join(values.get("organisation", []))[:MAX_ORGANISATION]
    text = "\n".join(part for part in (title, *sections.values()) if part)
    return ExtractedDescription(title, sections, text, organisation, number)
