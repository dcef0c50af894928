"""Files that people take away: CSV that spreadsheets open safely, JSON that programs read, DOCX on a template."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
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
