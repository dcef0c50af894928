"""One session: when, where, how many seats, and the one thing to do now."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from activity.rules import ics
from core.htmx import redirect, render
from core.limits import limited
from learning.actions import enrolments
from learning.enums import ApprovalBy, CourseState, EnrolmentState, SessionState
from learning.forms.enrolments import EnrolForm
from learning.models import Session
from learning.models.sessions import LIVE
from learning.permissions.sessions import can_change, can_run, sets_some_quotas
from learning.queries import enrolments as enrolment_queries
from learning.queries import sessions as queries
from learning.queries.approvers import asked_for
from learning.queries.clashes import clash_of
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

DONE = {
    EnrolmentState.CONFIRMED: gettext_lazy("Votre place est confirmée."),
    EnrolmentState.WAITING: gettext_lazy(
        "Vous êtes en liste d’attente. Si une place se libère, elle vous est offerte et vous avez un délai pour répondre."
    ),
    EnrolmentState.REQUESTED: gettext_lazy("Votre demande est partie. Vous saurez la réponse ici et par courriel."),
}
KEPT = gettext_lazy("C’est enregistré.")
INSIDE = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED)


def session_for(request: "MemberRequest", pk: int) -> Session:
    return queries.visible_to(request.person).get(pk=pk)


@member_view("GET")
def session_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    session, person, now = session_for(request, pk), request.person, timezone.now()
    own, runs = enrolment_queries.own_in(session, person), can_run(person, session)
    confirmed = own is not None and own.state in INSIDE
    context = {
        "session": session,
        "course": session.course,
        "meetings": list(session.meetings.all()),
        "trainers": list(session.trainers.select_related("organisation")),
        "own": own,
        "log": enrolment_queries.log_of(own) if own is not None else [],
        "state": state_of(session, own, runs=runs),
        "runs": runs,
        "changes": can_change(person, session),
        "sets_quotas": sets_some_quotas(person) and session.is_open and session.starts_at > now,
        "shows_link": (confirmed or runs) and session.is_open and session.ends_at > now,
        "in_agenda": own is not None and own.state in (*LIVE, EnrolmentState.CANCELLED) or runs,
        "live": own is not None and own.state in LIVE,
        "now": now,
    }
    return render(request, "learning/session_detail.html", context)


def state_of(session: Session, own: Any, *, runs: bool) -> str:
    """Where the session and the person stand, in one word, by which the page chooses its one action."""
    now = timezone.now()
    if session.state == SessionState.CANCELLED:
        return "cancelled"
    if own is not None and own.state in (EnrolmentState.ATTENDED, EnrolmentState.ABSENT):
        return str(own.state)
    if session.ends_at <= now or session.state == SessionState.HELD:
        return "over"
    if own is not None and own.state in LIVE:
        return str(own.state)
    if runs:
        return "runs"
    if session.starts_at <= now:
        return "running"
    closed = session.closes_at is not None and session.closes_at <= now
    if closed or session.course.state != CourseState.PUBLISHED:
        return "closed"
    if session.course.approval != ApprovalBy.NOBODY:
        return "ask"
    return "wait" if not session.left or session.waiting else "enrol"


@member_view("GET", "POST")
@limited("inscription-formation", limit=60, seconds=3600)
def session_enrol(request: "MemberRequest", pk: int) -> HttpResponse:
    """The form of a request: the reason where somebody approves, accessibility needs for the trainers."""
    session, person = session_for(request, pk), request.person
    asks = session.course.approval != ApprovalBy.NOBODY
    form, now = EnrolForm(request.POST or None, asks=asks), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            row = enrolments.request_seat(by=person, session=session, at=now, **form.cleaned_data)
        except enrolments.EnrolmentRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.messages)  # type: ignore[arg-type]
        else:
            messages.success(request, DONE[EnrolmentState(row.state)] if row.requested_at == now else KEPT)
            return redirect(request, session.get_absolute_url())
    own = enrolment_queries.own_in(session, person)
    live = own if own is not None and own.state in LIVE else None
    if live is not None and not form.is_bound:
        form.initial = {"why": live.why, "needs": live.needs}
    return _form_page(request, session, form, person, live)


def _form_page(request: "MemberRequest", session: Session, form: EnrolForm, person: Person, live: Any) -> HttpResponse:
    context = {
        "session": session,
        "course": session.course,
        "meetings": list(session.meetings.all()),
        "form": form,
        "asked": asked_for(session.course, person, person.organisation, timezone.localdate()),
        "clash": None if live else clash_of(person.pk, session),
        "state": state_of(session, live, runs=can_run(person, session)),
        "live": live,
    }
    status = 422 if form.is_bound else 200
    return render(request, "learning/session_enrol.html", context, status=status)


@member_view("GET")
def session_ics(request: "MemberRequest", pk: int) -> HttpResponse:
    """The meetings as a file for one's agenda; taken again after a change, it replaces what the agenda holds."""
    session = session_for(request, pk)
    own = enrolment_queries.own_in(session, request.person)
    state = own.state if own is not None else "" if can_run(request.person, session) else EnrolmentState.WAITING
    response = HttpResponse(
        ics.write(queries.appointments_of(session, own_state=str(state))),
        content_type="text/calendar; charset=utf-8; method=PUBLISH",
    )
    response["Content-Disposition"] = f'attachment; filename="seance-{session.pk}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def list_url() -> str:
    return reverse("learning:enrolment-list")
