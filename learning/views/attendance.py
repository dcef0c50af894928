"""Who came: noted by hand, signed in by the code of the room, on paper, or from a file."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.htmx import redirect, render
from core.limits import limited, spend
from core.typesetting import pdf, pdf_response
from learning.actions import attendance as actions
from learning.actions import attendance_imports as import_actions
from learning.actions.enrolments import EnrolmentRefused
from learning.enums import Outcome
from learning.forms.attendance import AttendanceFileForm, CodeForm
from learning.models import Session
from learning.queries import attendance_imports as imports
from learning.queries import enrolments as enrolment_queries
from learning.queries import sessions as queries
from learning.queries.desk import code_of, open_meeting
from learning.rules.seats import DESK_OPENS
from learning.views.sign_in_sheet import sheet_for_pdf
from learning.views.trainer_desk import run_session
from people.queries.imports.words import unreadable
from people.rules.imports.reading import UnreadableFile
from people.rules.imports.reports import LineReport
from people.rules.imports.reports import Outcome as Effect
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN_LINES = 200


@member_view("GET", "POST")
def session_attendance(request: "MemberRequest", pk: int) -> HttpResponse:
    """Each person of the page: came, absent, result; `tous=1`: everybody who is not marked yet was there."""
    session, now = run_session(request, pk), timezone.now()
    text = request.GET.get("q", "")[:80]
    page = enrolment_queries.people_of(session, "inscrites", text=text, cursor=request.GET.get("apres"))
    after = f"?{urlencode({'q': text, 'apres': page.next_cursor})}" if page.next_cursor else ""
    if request.method == "POST":
        return _mark(request, session, after)
    context = {
        "session": session,
        "course": session.course,
        "rows": page.items,
        "text": text,
        "tally": enrolment_queries.tally(session),
        "begun": session.starts_at - DESK_OPENS <= now,
        "several": session.meetings.count(),
        "outcomes": Outcome.choices,
        "next_url": after,
    }
    return render(request, "learning/session_attendance.html", context, fragment="attendance-list")


def _mark(request: "MemberRequest", session: Session, after: str) -> HttpResponse:
    marks: dict[int, actions.Noted] = {}
    if request.POST.get("tous") == "1":
        marks = {pk: actions.Noted(True) for pk in enrolment_queries.unmarked_ids(session)}
    else:
        for value in request.POST.getlist("vu")[: enrolment_queries.ON_A_PAGE]:
            said = request.POST.get(f"p-{value}", "")
            if value.isdigit() and len(value) < 19 and said in ("oui", "non"):
                marks[int(value)] = actions.Noted(said == "oui", request.POST.get(f"r-{value}", ""))
    try:
        number = actions.mark_attendance(by=request.person, session=session, marks=marks, at=timezone.now())
        words = ngettext("%(count)d présence ou absence notée.", "%(count)d présences ou absences notées.", number)
        messages.success(request, words % {"count": number} if number else _("Rien n’a changé."))
    except EnrolmentRefused as refusal:
        messages.error(request, refusal.messages[0])
    if request.POST.get("suite") == "1" and after:
        return redirect(request, reverse("learning:session-attendance", args=[session.pk]) + after)
    return redirect(request, request.get_full_path())


@member_view("GET")
def session_code(request: "MemberRequest", pk: int) -> HttpResponse:
    """What the room shows: a QR code and its letters, another one every five minutes."""
    session, now = run_session(request, pk), timezone.now()
    meeting = open_meeting(session, now)
    context: dict[str, Any] = {"session": session, "course": session.course, "meeting": meeting}
    context |= {"tally": enrolment_queries.tally(session), "meetings": list(session.meetings.all())}
    if meeting is not None:
        code = code_of(session, now)
        here = reverse("learning:session-sign-in", args=[session.pk])
        context |= {"code": code, "here": f"{settings.PUBLIC_URL}{here}"}
        context |= {"present": meeting.presences.count(), **_drawing(f"{settings.PUBLIC_URL}{here}?c={code}")}
    return render(request, "learning/session_code.html", context, fragment="code")


def _drawing(text: str) -> dict[str, Any]:
    """A QR code as one path of squares, with a quiet zone of four."""
    import qrcode  # drawn for one page: no web process loads it at its start

    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"qr_path": path, "qr_size": len(rows)}


@member_view("GET")
@limited("feuille-presence", limit=30, seconds=600, methods=("GET",))
def session_sheet(request: "MemberRequest", pk: int) -> HttpResponse:
    """The sheet to sign by hand, as PDF: names, organisations, a column per meeting. No needs on it."""
    session = run_session(request, pk)
    rows = enrolment_queries.everybody(session)
    return pdf_response(
        f"presences-{session.pk}.pdf",
        pdf("sign_in_sheet.typ", sheet_for_pdf(session, rows, timezone.now()), at=timezone.now()),
    )


@member_view("GET", "POST")
def session_sign_in(request: "MemberRequest", pk: int) -> HttpResponse:
    """The person scanned the code (`c`), or types it: one press says « I am here »."""
    session, now = queries.visible_to(request.person).get(pk=pk), timezone.now()
    form = CodeForm(request.POST or None, initial={"c": request.GET.get("c", "")[:12]})
    if request.method == "POST" and form.is_valid():
        spend("code-presence", request.person.pk, limit=20, seconds=3600)
        try:
            actions.sign_in(by=request.person, session=session, code=form.cleaned_data["c"], at=now)
            messages.success(request, _("C’est noté\xa0: vous êtes là. Bonne formation!"))
            return redirect(request, session.get_absolute_url())
        except EnrolmentRefused as refusal:
            form.add_error(None, refusal.messages)  # type: ignore[arg-type]
    context = {"session": session, "course": session.course, "form": form, "meeting": open_meeting(session, now)}
    context["own"] = enrolment_queries.own_in(session, request.person)
    return render(request, "learning/session_sign_in.html", context, status=422 if form.is_bound else 200)


@member_view("GET", "POST")
@limited("import-presences", limit=60, seconds=3600)
def attendance_import(request: "MemberRequest", pk: int) -> HttpResponse:
    """The file is checked (nothing is written) and kept; its report has its own address."""
    session = run_session(request, pk)
    form = AttendanceFileForm(request.POST, request.FILES) if request.method == "POST" else AttendanceFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            report, _plan = imports.examine(session, data)
        except UnreadableFile as error:
            form.add_error("file", unreadable(error))
        else:
            kept = imports.keep(request.person, session, file.name or "", data, report)
            return redirect(request, reverse("learning:attendance-report", args=[pk, kept.token]))
    context = {
        "session": session,
        "course": session.course,
        "form": form,
        "begun": session.starts_at - DESK_OPENS <= timezone.now(),
    }
    return render(request, "learning/attendance_import.html", context, status=422 if form.is_bound else 200)


@member_view("GET", "POST")
def attendance_report(request: "MemberRequest", pk: int, token: str) -> HttpResponse:
    """What each line would do; posted, the file is carried out wholly, or given up (`abandonner`)."""
    session = run_session(request, pk)
    kept = imports.kept_file(request.person, session, token)
    if kept is None:
        raise Http404
    status, here = 200, reverse("learning:session-attendance", args=[pk])
    if "abandonner" in request.POST:
        imports.forget(token)
        messages.info(request, _("L’importation est abandonnée\xa0: rien n’a été changé."))
        return redirect(request, here)
    if request.method == "POST":
        act = {"by": request.person, "session": session, "data": kept.data, "checked": kept.report}
        try:
            number = import_actions.carry_out(**act, at=timezone.now())  # type: ignore[arg-type]
            imports.forget(token)
            words = ngettext("%(count)d présence ou absence notée.", "%(count)d présences ou absences notées.", number)
            messages.success(request, words % {"count": number})
            return redirect(request, here)
        except import_actions.NotAsChecked as refusal:
            kept, status = imports.keep(request.person, session, kept.name, kept.data, refusal.report, token=token), 409
            messages.warning(request, _("Quelque chose a changé depuis la vérification\xa0: relisez. Rien n’a été importé."))
        except EnrolmentRefused as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(request, here)
    return _report_page(request, session, kept, status)


def _report_page(request: "MemberRequest", session: Session, kept: imports.KeptFile, status: int) -> HttpResponse:
    lines = sorted(kept.report.lines, key=lambda line: (line.outcome is not Effect.ERROR, line.number))
    context = {
        "session": session,
        "course": session.course,
        "kept": kept,
        "report": kept.report,
        "counts": kept.report.counts,
        "lines": [{"line": line, "words": line_words(line)} for line in lines[:SHOWN_LINES]],
        "hidden": max(0, len(lines) - SHOWN_LINES),
    }
    return render(request, "learning/attendance_report.html", context, status=status)


def line_words(line: LineReport) -> str:
    """What one line does, in a sentence."""
    if line.problems:
        return " ".join(problem.sentence for problem in line.problems)
    if line.outcome is Effect.CHANGED:
        return _("Sera noté\xa0: %(what)s.") % {"what": ", ".join(line.changes).lower()}
    return _("Rien ne change.")
