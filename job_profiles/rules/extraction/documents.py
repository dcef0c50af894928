"""DOCX: paragraphs, lists and tables in reading order."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from job_profiles.rules.extraction.errors import Deadline, Encrypted, TooLong, Unreadable
from job_profiles.rules.extraction.headings import label_of, section_of
from job_profiles.rules.extraction.lines import Line, clean

MAX_XML = 60_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADING = re.compile(r"^(?:heading|titre|title)\s*(\d?)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes, max_text: int, deadline: Deadline) -> list[Line]:
    """Every line of the body. A protected file is an OLE container; a damaged one raises Unreadable."""
    if data.startswith(_OLE):
        raise Encrypted
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            largest = max((entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")), default=0)
        if largest > MAX_XML:
            raise TooLong(what="text", limit=max_text)
        document = Document(io.BytesIO(data))
        return _bounded(_blocks(document, deadline), max_text)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError, OSError) as error:
        raise Unreadable from error


def _bounded(lines: Iterator[Line], max_text: int) -> list[Line]:
    found, size = [], 0
    for line in lines:
        size += len(line.text)
        if size > max_text:
            raise TooLong(what="text", limit=max_text)
        found.append(line)
    return found


def _blocks(container: Any, deadline: Deadline, depth: int = 0) -> Iterator[Line]:
    for block in container.iter_inner_content():
        deadline.check()
        if isinstance(block, Paragraph):
            yield from _paragraph(block)
        elif depth < 4:
            yield from _table(block, deadline, depth)


def _paragraph(paragraph: Paragraph) -> Iterator[Line]:
    level = _level(paragraph)
    bullet = not level and _listed(paragraph)
    for piece in paragraph.text.split("\n"):
        line = Line.read(piece, level=level, bullet=bullet)
        if line.text:
            yield line


def _level(paragraph: Paragraph) -> int:
    """Of a heading style (the title's is 1), or of a short paragraph that is bold throughout (4)."""
    style = paragraph.style
    match = _HEADING.match((style.name or "") if style is not None else "")
    if match:
        return min(int(match[1]), 9) + 1 if match[1] else 1
    text = clean(paragraph.text)
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    return 4 if bold and len(text) <= 90 and section_of(text) else 0


def _listed(paragraph: Paragraph) -> bool:
    """Whether Word numbers it or sets a bullet, by the paragraph or by its style."""
    properties = paragraph._p.pPr
    if properties is not None and properties.find(f"{_W}numPr") is not None:
        return True
    style = paragraph.style
    name = (style.name or "").casefold() if style is not None else ""
    return name.startswith(("list bullet", "list number", "liste à puces", "liste numérotée"))


def _table(table: Table, deadline: Deadline, depth: int) -> Iterator[Line]:
    """By columns if the first row names sections, else row by row: a label and what stands beside it."""
    rows = [_cells(row) for row in table.rows]
    rows = [row for row in rows if row]
    if not rows:
        return
    heads = [section_of(cell.text) for cell in rows[0]]
    if len(rows) > 1 and len(heads) > 1 and all(heads):
        for column in range(len(heads)):
            yield Line(clean(rows[0][column].text), level=4)
            for row in rows[1:]:
                if column < len(row):
                    yield from _blocks(row[column], deadline, depth + 1)
        return
    for row in rows:
        deadline.check()
        yield from _row(row, deadline, depth)


def _cells(row: Any) -> list[Any]:
    """The cells of a row, merged ones once."""
    found: list[Any] = []
    for cell in row.cells:
        if not found or cell._tc is not found[-1]._tc:
            found.append(cell)
    return found


def _row(cells: list[Any], deadline: Deadline, depth: int) -> Iterator[Line]:
    filled = [cell for cell in cells if clean(cell.text)]
    if not filled:
        return
    label = clean(filled[0].text)
    if len(filled) == 1:
        yield from _blocks(filled[0], deadline, depth + 1)
    elif section_of(label):
        yield Line(label, level=4)
        for cell in filled[1:]:
            yield from _blocks(cell, deadline, depth + 1)
    elif label_of(label) and len(filled) == 2:
        yield Line(f"{label.rstrip(' :')}\u00a0: {clean(filled[1].text)}")
    else:
        yield Line.read(" \u2013 ".join(clean(cell.text).replace("\n", " ") for cell in filled), bullet=True)
