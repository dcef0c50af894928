"""Follow-up of a plan against attendance, and its report."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone, translation

from core.exports import xlsx, xlsx_response
from core.htmx import render
from core.limits import limited
from core.typesetting import pdf, pdf_response
from learning.queries import interventions as queries
from learning.queries.intervention_seats import follow_up
from learning.views import intervention_documents as documents
from learning.views.interventions import readable
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def seats(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = readable(request, pk)
    found = follow_up(plan, queries.board(request.person, plan))
    return render(request, "learning/intervention_seats.html", {"plan": plan, "found": found, "today": timezone.localdate()})


@member_view("GET")
@limited("intervention-pdf", limit=30, seconds=600, methods=("GET",))
def report_pdf(request: "MemberRequest", pk: int) -> HttpResponse:
    """Tagged PDF/UA-1, in the language of the page or, for whoever needs both, in that of `?langue=`."""
    plan = readable(request, pk)
    at = timezone.now()
    asked = request.GET.get("langue", "")
    with translation.override(asked if asked in ("fr", "en") else translation.get_language()):
        board = queries.board(request.person, plan)
        content = pdf("intervention.typ", documents.for_pdf(board, follow_up(plan, board), at=at), at=at)
        return pdf_response(documents.filename(plan, "pdf"), content)


@member_view("GET")
@limited("intervention-fichiers", limit=60, seconds=600, methods=("GET",))
def report_xlsx(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = readable(request, pk)
    asked = request.GET.get("langue", "")
    with translation.override(asked if asked in ("fr", "en") else translation.get_language()):
        board = queries.board(request.person, plan)
        content = xlsx(documents.sheets(board, follow_up(plan, board)), title=plan.name)
    return xlsx_response(documents.filename(plan, "xlsx"), content)
