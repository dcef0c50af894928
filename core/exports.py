"""Files that people take away: CSV and XLSX that spreadsheets open safely, JSON that programs read, DOCX on a template."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> str:
    """Text that a spreadsheet never takes for a formula."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """UTF-8 text with a byte order mark, commas, one line per row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return "\ufeff" + buffer.getvalue()


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    return _attachment(to_csv(header, rows), "text/csv; charset=utf-8", filename)


def to_json(data: Any) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def json_response(filename: str, data: Any) -> HttpResponse:
    return _attachment(to_json(data), "application/json", filename)


def _attachment(content: str, media_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TemplateFault(Exception):
    """The document's template cannot be filled; the message is jinja's own, with the line where it knows it."""


def docx(template: IO[bytes], values: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """A Word template (docxtpl: `{{ titre }}`, `{% for … %}`) filled with plain values; title and language are set in it.

    Texts are escaped; the template runs in a sandbox without attributes of ours. Raises TemplateFault.
    """
    # Loaded when a document is made: lxml, jinja2 and python-docx are no part of a page.
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    try:
        document = DocxTemplate(template)
        document.render(dict(values), ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise TemplateFault(str(error)) from error
    properties = document.docx.core_properties
    properties.title, properties.language = title, language
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 60, 8


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, a heading row (none: text below one another), rows of numbers and texts."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


def xlsx(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """A workbook: numbers stay numbers, texts are never formulas; the heading and the first column stay in sight."""
    # Loaded when a workbook is made: openpyxl takes long to load and is no part of a page.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Maillage"
    for sheet in sheets:
        page = book.create_sheet(sheet.name[:31])
        for column, width in enumerate(_widths(sheet), start=1):
            page.column_dimensions[get_column_letter(column)].width = width
        if sheet.header:
            page.freeze_panes = "B2"
            heading = [WriteOnlyCell(page, safe_cell(text)) for text in sheet.header]
            for cell in heading:
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
            page.append(heading)
        for row in sheet.rows:
            page.append([value if isinstance(value, int | float) else safe_cell(value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsx_response(filename: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the longest text of each column, within reason."""
    rows = [sheet.header, *sheet.rows]
    columns = max((len(row) for row in rows), default=0)
    lengths = [max((len(str(row[at])) for row in rows if at < len(row)), default=0) for at in range(columns)]
    return [min(max(length + 2, NARROWEST), WIDEST) for length in lengths]
