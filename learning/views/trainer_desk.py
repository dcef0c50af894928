"""The trainer's desk: one's sessions, and of each who comes, who waits, what they need; words to them, a file, a refusal."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exports import csv_response
from core.htmx import redirect, render
from core.limits import spend
from core.pagination import page_by_key
from learning.actions import enrolments
from learning.actions import sessions as actions
from learning.forms.enrolments import MessageForm, ReasonForm
from learning.models import Enrolment, Session
from learning.permissions.sessions import can_run, is_trainer
from learning.queries import enrolments as enrolment_queries
from learning.queries import sessions as queries
from learning.queries.trainer_desk import courses_of, next_of, past_of
from learning.rules.seats import DESK_OPENS
from people.actions import access
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

EXPORTS, EXPORTS_IN_SECONDS = 20, 3600


def run_session(request: "MemberRequest", pk: int) -> Session:
    """A session that the person runs: 404 for what they may not see, 403 for what they do not run."""
    session = queries.visible_to(request.person).get(pk=pk)
    if not can_run(request.person, session):
        raise PermissionDenied(_("Seules les personnes qui donnent cette séance tiennent sa liste."))
    return session


@member_view("GET")
def trainer_desk(request: "MemberRequest") -> HttpResponse:
    """`apres`: a cursor into past sessions."""
    person, now = request.person, timezone.now()
    courses = courses_of(person)
    if not courses and not is_trainer(person) and not queries.given_by(person).exists():
        raise PermissionDenied(_("Cette page est celle des personnes qui donnent des formations."))
    past = page_by_key(past_of(person, at=now), keys=("-starts_at", "-pk"), cursor=request.GET.get("avant") or None, size=20)
    context = {
        "coming": [] if request.GET.get("avant") else next_of(person, at=now),
        "first": not request.GET.get("avant"),
        "past": past.items,
        "next_cursor": past.next_cursor,
        "courses": courses,
        "now": now,
    }
    return render(request, "learning/trainer_desk.html", context)


@member_view("GET")
def session_desk(request: "MemberRequest", pk: int) -> HttpResponse:
    """One session: its lists (`liste`), found by name (`q`), page by page (`apres`). Reading needs is noted for each."""
    session, now = run_session(request, pk), timezone.now()
    wanted = request.GET.get("liste", "")
    wanted = wanted if wanted in enrolment_queries.LISTS else "inscrites"
    text = request.GET.get("q", "")[:80]
    page = enrolment_queries.people_of(session, wanted, text=text, cursor=request.GET.get("apres"))
    note_reading(request, session, page.items)
    tally = enrolment_queries.tally(session)
    narrowed = {"liste": wanted, "q": text}
    context = {
        "session": session,
        "course": session.course,
        "meetings": list(session.meetings.all()),
        "rows": page.items,
        "wanted": wanted,
        "text": text,
        "tally": tally,
        "tabs": _tabs(session, tally, wanted),
        "begun": session.starts_at <= now,
        "arriving": session.starts_at - DESK_OPENS <= now,
        "over": session.ends_at <= now,
        "missing": max(session.minimum - session.taken, 0),
        "next_url": f"?{urlencode(narrowed | {'apres': page.next_cursor})}" if page.next_cursor else "",
        "first_url": f"?{urlencode(narrowed)}" if request.GET.get("apres") else "",
        "messages_sent": list(session.messages.select_related("by")[:5]),
    }
    return render(request, "learning/session_desk.html", context, fragment="people")


def note_reading(request: "MemberRequest", session: Session, rows: list[Any]) -> None:
    """Each person whose needs are about to be read finds that in « Qui a vu quoi »."""
    access.record_many(
        people=[row.person for row in rows if row.needs],
        viewer=request.person,
        what=_("Vos besoins d’accessibilité\xa0: %(title)s") % {"title": session.course.title},
        reason=_("Donne la séance"),
        at=timezone.now(),
    )


def _tabs(session: Session, tally: enrolment_queries.Tally, current: str) -> list[dict[str, Any]]:
    here = reverse("learning:session-desk", args=[session.pk])
    rows = [
        ("inscrites", _("Inscrites"), tally.seated),
        ("attente", _("Liste d’attente"), tally.waiting),
        ("demandes", _("À approuver"), tally.requested),
        ("closes", _("Closes"), tally.over),
    ]
    return [
        {"label": label, "url": f"{here}?liste={key}", "count": number, "current": key == current}
        for key, label, number in rows
        if number or key in ("inscrites", current)
    ]


@member_view("GET", "POST")
def session_remove(request: "MemberRequest", pk: int, number: int) -> HttpResponse:
    """Take somebody off the list, with a reason that they read."""
    session = run_session(request, pk)
    row = Enrolment.objects.select_related("person", "session").get(pk=number, session=session)
    form = ReasonForm(request.POST or None, asked=True, help_text=_("La personne le lira, ici et par courriel."))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            enrolments.remove_from_session(by=request.person, enrolment=row, reason=reason, at=timezone.now())
            messages.success(request, _("La personne n’est plus sur la liste; elle le sait."))
            return redirect(request, reverse("learning:session-desk", args=[pk]))
        except enrolments.EnrolmentRefused as refusal:
            form.add_error(refusal.field or None, refusal.messages)  # type: ignore[arg-type]
    context = {"session": session, "course": session.course, "row": row, "form": form}
    return render(request, "learning/session_remove.html", context, status=422 if form.is_bound else 200)


@member_view("GET", "POST")
def session_message(request: "MemberRequest", pk: int) -> HttpResponse:
    """Words to everybody who has a seat."""
    session = run_session(request, pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        spend("message-seance", request.person.pk, limit=20, seconds=3600)
        actions.send_message(by=request.person, session=session, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Le message est parti."))
        return redirect(request, reverse("learning:session-desk", args=[pk]))
    context = {"session": session, "course": session.course, "form": form, "tally": enrolment_queries.tally(session)}
    return render(request, "learning/session_message.html", context, status=422 if form.is_bound else 200)


@member_view("POST")
def session_confirm(request: "MemberRequest", pk: int) -> HttpResponse:
    """It takes place, whatever the number."""
    session = queries.visible_to(request.person).get(pk=pk)
    actions.make_sure(by=request.person, session=session, at=timezone.now())
    messages.success(request, _("La séance aura lieu\xa0: les personnes inscrites le savent."))
    return redirect(request, reverse("learning:session-desk", args=[pk]))


@member_view("GET")
def session_export(request: "MemberRequest", pk: int) -> HttpResponse:
    """Everybody who has a seat, with needs and attendance; it is also the file to fill in and import again."""
    session = run_session(request, pk)
    spend("export-seance", request.person.pk, limit=EXPORTS, seconds=EXPORTS_IN_SECONDS)
    rows = enrolment_queries.everybody(session)
    note_reading(request, session, rows)
    header = [_("Nom"), _("Courriel"), _("Organisation"), _("État"), _("Présence"), _("Résultat"), _("Besoins")]
    came = {"attended": _("oui"), "absent": _("non")}
    lines = [
        [
            row.person.name, row.person.user.email if row.person.user else "", row.organisation.acronym,
            row.get_state_display(), came.get(row.state, ""), row.get_outcome_display(), row.needs,
        ]
        for row in rows
    ]  # fmt: skip
    return csv_response(f"seance-{session.pk}.csv", header, lines)


def refusal_of(form: Any, refusal: ValidationError) -> None:
    """Each sentence beside its field, what has no field above the form."""
    said = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    for name, words in said.items():
        form.add_error(name if name in form.fields else None, words)
