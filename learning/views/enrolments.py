"""One's own seats: to come, waited for, past; an offer answered, a seat given back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import enrolments
from learning.enums import EnrolmentState
from learning.forms.enrolments import ReasonForm
from learning.models.sessions import LIVE
from learning.queries import enrolments as queries
from learning.rules.seats import is_late
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def enrolment_list(request: "MemberRequest") -> HttpResponse:
    now, person = timezone.now(), request.person
    coming = queries.to_come(person, at=now)
    page = queries.past(person, at=now, cursor=request.GET.get("avant") or None)
    context = {
        "offers": [row for row in coming if row.state == EnrolmentState.OFFERED],
        "coming": [row for row in coming if row.state == EnrolmentState.CONFIRMED],
        "waiting": [row for row in coming if row.state in (EnrolmentState.WAITING, EnrolmentState.REQUESTED)],
        "to_decide": queries.to_decide(person).count(),
        "past": page.items,
        "next_cursor": page.next_cursor,
        "first": not request.GET.get("avant"),
    }
    return render(request, "learning/enrolment_list.html", context)


@member_view("GET", "POST")
def enrolment_answer(request: "MemberRequest", pk: int) -> HttpResponse:
    """A seat is offered: take it (`reponse=oui`), leave it to others (`non`), or wait on, last (`attendre`)."""
    row = queries.own(request.person).prefetch_related("session__meetings").get(pk=pk)
    refused = ""
    if request.method == "POST":
        said = request.POST.get("reponse")
        try:
            if said == "oui":
                enrolments.accept_offer(by=request.person, enrolment=row, at=timezone.now())
                messages.success(request, _("La place est à vous. Bonne formation!"))
            else:
                enrolments.decline_offer(
                    by=request.person, enrolment=row, at=timezone.now(), keep_waiting=said == "attendre"
                )
                messages.success(request, _("C’est noté\xa0: la place va à la personne suivante."))
            return redirect(request, row.session.get_absolute_url())
        except enrolments.EnrolmentRefused as refusal:
            refused = refusal.messages[0]
            row.refresh_from_db()
    context = {"row": row, "session": row.session, "course": row.session.course, "refused": refused}
    context |= {"meetings": list(row.session.meetings.all()), "now": timezone.now()}
    return render(request, "learning/enrolment_answer.html", context, status=422 if refused else 200)


@member_view("GET", "POST")
def enrolment_cancel(request: "MemberRequest", pk: int) -> HttpResponse:
    """Give the seat back; near the start the page asks why."""
    row, now = queries.own(request.person).prefetch_related("session__meetings").get(pk=pk), timezone.now()
    late = row.state == EnrolmentState.CONFIRMED and is_late(now, starts_at=row.session.starts_at)
    help_text = _("Les personnes qui forment le lisent.") if late else ""
    label = _("Ce qui vous empêche de venir") if late else _("Motif")
    form = ReasonForm(request.POST or None, asked=late, label=label, help_text=help_text)
    if request.method == "POST" and form.is_valid():
        try:
            enrolments.withdraw(by=request.person, enrolment=row, at=now, reason=form.cleaned_data["reason"])
            messages.success(request, _("C’est noté\xa0: vous n’êtes plus sur la liste."))
            return redirect(request, reverse("learning:enrolment-list"))
        except enrolments.EnrolmentRefused as refusal:
            form.add_error(refusal.field or None, refusal.messages)  # type: ignore[arg-type]
    context = {"form": form, "row": row, "session": row.session, "course": row.session.course, "late": late}
    context |= {"live": row.state in LIVE, "meetings": list(row.session.meetings.all())}
    return render(request, "learning/enrolment_cancel.html", context, status=422 if form.is_bound else 200)
