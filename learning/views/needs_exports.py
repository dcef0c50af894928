"""The portrait that one looks at as CSV, XLSX or PDF: made of what the page shows, nothing else."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from competencies.models import Snapshot
from core.exports import csv_response, xlsx, xlsx_response
from core.limits import limited
from core.typesetting import pdf, pdf_response
from learning.queries import needs
from learning.queries.needs import Choice, Portrait
from learning.views import needs_documents
from learning.views.needs import asked_choice, asked_snapshot, made, planned_for, reader
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _asked(request: "MemberRequest") -> tuple[Choice, Portrait]:
    """Raises PermissionDenied, and DoesNotExist while nothing is published."""
    person = reader(request)
    shelf = needs.shelf(person)
    snapshot = asked_snapshot(request, shelf)
    if snapshot is None:
        raise Snapshot.DoesNotExist
    choice = asked_choice(request, person, snapshot)
    return choice, made(person, shelf, choice, planned_for(person, choice))


@member_view("GET")
@limited("besoins-fichiers", limit=60, seconds=600, methods=("GET",))
def needs_csv(request: "MemberRequest") -> HttpResponse:
    choice, portrait = _asked(request)
    name = needs_documents.filename(choice, "csv")
    return csv_response(name, needs_documents.header(), needs_documents.rows(choice, portrait))


@member_view("GET")
@limited("besoins-fichiers", limit=60, seconds=600, methods=("GET",))
def needs_xlsx(request: "MemberRequest") -> HttpResponse:
    choice, portrait = _asked(request)
    content = xlsx(needs_documents.sheets(choice, portrait), title=choice.snapshot.label)
    return xlsx_response(needs_documents.filename(choice, "xlsx"), content)


@member_view("GET")
@limited("besoins-pdf", limit=30, seconds=600, methods=("GET",))
def needs_pdf(request: "MemberRequest") -> HttpResponse:
    """Tagged PDF/UA-1, in the language of the page."""
    choice, portrait = _asked(request)
    at = timezone.now()
    content = pdf("needs.typ", needs_documents.for_pdf(choice, portrait, at=at), at=at)
    return pdf_response(needs_documents.filename(choice, "pdf"), content)
