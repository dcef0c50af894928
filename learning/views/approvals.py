"""Requests for a seat on which one decides: the list, one of them, several at once. Everybody sees their own alone."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.htmx import redirect, render
from core.pagination import page_by_key
from learning.actions import enrolment_decisions as actions
from learning.actions.enrolments import EnrolmentRefused
from learning.enums import EnrolmentState
from learning.forms.enrolments import ReasonForm
from learning.permissions.enrolments import can_decide
from learning.queries import enrolments as queries
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 60


@member_view("GET", "POST")
def approval_list(request: "MemberRequest") -> HttpResponse:
    """`reponse`: oui or non to the ticked ones (`demande`)."""
    form = ReasonForm(request.POST or None, asked=request.POST.get("reponse") == "non", label=_("Motif du refus"))
    ticked = {int(value) for value in request.POST.getlist("demande")[:SHOWN] if value.isdigit() and len(value) < 19}
    if request.method == "POST" and not ticked:
        messages.warning(request, _("Cochez d’abord les demandes auxquelles répondre."))
        return redirect(request, reverse("learning:approval-list"))
    if request.method == "POST" and form.is_valid():
        return _decide_many(request, ticked, form.cleaned_data["reason"])
    rows = queries.to_decide(request.person)
    page = page_by_key(rows, keys=("queued_at", "pk"), cursor=request.GET.get("apres") or None, size=SHOWN)
    context = {
        "rows": page.items,
        "next_cursor": page.next_cursor,
        "decided": queries.decided_by(request.person),
        "form": form,
        "ticked": ticked,
    }
    return render(request, "learning/approval_list.html", context, status=422 if request.method == "POST" else 200)


def _decide_many(request: "MemberRequest", ticked: set[int], reason: str) -> HttpResponse:
    rows = list(queries.to_decide(request.person).filter(pk__in=ticked))
    if request.POST.get("reponse") == "oui":
        done = actions.approve_many(by=request.person, enrolments=rows, at=timezone.now())
        messages.success(request, _said(done))
    else:
        number = actions.refuse_many(by=request.person, enrolments=rows, reason=reason, at=timezone.now())
        words = ngettext("%(count)d demande refusée.", "%(count)d demandes refusées.", number) % {"count": number}
        messages.success(request, words)
    return redirect(request, reverse("learning:approval-list"))


def _said(done: Any) -> str:
    """« 3 places confirmées. 2 en liste d’attente. 1 n’a pas pu être approuvée. »"""
    words = []
    if number := done[EnrolmentState.CONFIRMED]:
        words.append(ngettext("%(n)d place confirmée.", "%(n)d places confirmées.", number) % {"n": number})
    if number := done[EnrolmentState.WAITING]:
        words.append(ngettext("%(n)d en liste d’attente.", "%(n)d en liste d’attente.", number) % {"n": number})
    if number := done[""]:
        words.append(
            ngettext(
                "%(n)d n’a pas pu être approuvée\xa0: ouvrez-la pour voir pourquoi.",
                "%(n)d n’ont pas pu être approuvées\xa0: ouvrez-les pour voir pourquoi.",
                number,
            )
            % {"n": number}
        )
    return " ".join(words) or _("Ces demandes avaient déjà leur réponse.")


@member_view("GET", "POST")
def approval_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """Where the mail's link leads: the request, and two buttons (`reponse`: oui, non)."""
    row = queries.visible_requests(request.person).get(pk=pk)
    said = request.POST.get("reponse")
    form = ReasonForm(request.POST or None, asked=said == "non", label=_("Motif du refus"))
    form.fields["reason"].help_text = _("Pour refuser, dites pourquoi\xa0: la personne le lira.")
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, row, said == "oui", form.cleaned_data["reason"])
        except EnrolmentRefused as refusal:
            form.add_error(refusal.field or None, refusal.messages)  # type: ignore[arg-type]
    context = {
        "row": row,
        "session": row.session,
        "course": row.session.course,
        "meetings": list(row.session.meetings.all()),
        "log": queries.log_of(row),
        "form": form,
        "open": row.state == EnrolmentState.REQUESTED and can_decide(request.person, row),
    }
    return render(request, "learning/approval_detail.html", context, status=422 if form.is_bound else 200)


def _decide(request: "MemberRequest", row: Any, yes: bool, reason: str) -> HttpResponse:
    if yes:
        after = actions.approve(by=request.person, enrolment=row, at=timezone.now())
    else:
        after = actions.refuse(by=request.person, enrolment=row, reason=reason, at=timezone.now())
    words = {
        EnrolmentState.CONFIRMED: _("Approuvée\xa0: la place est confirmée et la personne le sait."),
        EnrolmentState.WAITING: _("Approuvée\xa0: tout est pris, la personne est en liste d’attente et le sait."),
        EnrolmentState.REFUSED: _("Refusée\xa0: la personne lira votre motif."),
    }
    messages.success(request, words.get(EnrolmentState(after.state), _("Cette demande avait déjà sa réponse.")))
    return redirect(request, reverse("learning:approval-list"))
