"""The optimiser asked, watched, read; lines of its answer taken into the plan."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.queries.frameworks import current_competencies
from core.htmx import is_htmx, redirect, render
from core.limits import spend
from learning.actions import proposals as actions
from learning.enums import ProposalState
from learning.forms.proposals import ProposalForm, TakeForm
from learning.models import Intervention, InterventionProposal
from learning.queries import interventions, proposal_words
from learning.queries import proposals as queries
from learning.rules.interventions import STAGES
from learning.views.campaigns import add_refusal
from learning.views.interventions import draft, led
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ASKED, ASKED_IN_SECONDS = 30, 3600


@member_view("GET", "POST")
def proposal_create(request: "MemberRequest", pk: int) -> HttpResponse:
    """`?comme=`: begun from an earlier question."""
    plan = draft(request, pk)
    published, offers = queries.published_gaps(request.person, plan, "places"), queries.offers()
    board = interventions.board(request.person, plan)
    form = ProposalForm(
        request.POST or None, budget_cents=board.left_cents, government=plan.organisation_id is None,
        competencies=list(current_competencies().order_by("order", "code")), offers=offers, asked=_like(request, plan),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        spend("proposition", request.person.pk, limit=ASKED, seconds=ASKED_IN_SECONDS)
        try:
            made = actions.ask_proposal(by=request.person, plan=plan, question=form.question, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(request, made.get_absolute_url())
    context = {"plan": plan, "form": form, "published": published, "offers": offers, "board": board}
    context["left_out"] = (
        proposal_words.what_was_left(_left(published), plan.organisation_id is None) if published.cells else ""
    )
    return render(request, "learning/proposal_form.html", context, status=422 if request.method == "POST" else 200)


def _left(published: queries.Published) -> dict[str, int]:
    return {"cells": published.cells, "hidden": published.hidden, "low": published.low, "high": published.high}


def _like(request: "MemberRequest", plan: Intervention) -> dict[str, Any] | None:
    asked = request.GET.get("comme", "")
    found = plan.proposals.filter(pk=int(asked)).first() if asked.isdigit() else plan.proposals.first()
    return found.asked if found else None


@member_view("GET")
def proposal_detail(request: "MemberRequest", pk: int, proposal_pk: int) -> HttpResponse:
    """What was asked and answered; for htmx, how far the computation is."""
    plan = led(request, pk)
    one = queries.proposal(plan, proposal_pk)
    if is_htmx(request) and one.is_done and request.headers.get("HX-Target") == "proposal-options":
        context = {"one": one, "answer": proposal_words.answer(one, set())}
        return render(request, "learning/proposal_detail.html", context, fragment="proposal-options")
    if is_htmx(request) and one.state == ProposalState.COMPUTING:
        return render(request, "learning/proposal_detail.html", {"plan": plan, "one": one}, fragment="proposal-progress")
    if is_htmx(request):
        return redirect(request, one.get_absolute_url())
    return _page(request, plan, one)


def _page(
    request: "MemberRequest", plan: Intervention, one: InterventionProposal, *, refused: list[str] | None = None
) -> HttpResponse:
    answer = proposal_words.answer(one, queries.taken_courses(one)) if one.is_done else None
    context = {
        "plan": plan,
        "one": one,
        "answer": answer,
        "stages": range(1, STAGES + 1),
        "may_take": plan.is_draft and answer is not None and any(not row.taken for row in answer.kept),
        "refused": refused or [],
        "others": [row for row in queries.proposals_of(plan) if row.pk != one.pk],
    }
    return render(request, "learning/proposal_detail.html", context, status=422 if refused else 200)


@member_view("POST")
def proposal_take(request: "MemberRequest", pk: int, proposal_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    one = queries.proposal(plan, proposal_pk)
    form = TakeForm(request.POST, keys=[row["course"] for row in one.result.get("courses", [])])
    if not form.is_valid():
        return _page(
            request, plan, one, refused=[_("Cochez des formations de cette proposition, avec une étape de T1 à T8.")]
        )
    try:
        made = actions.take_lines(by=request.person, proposal=one, stages=form.stages, at=timezone.now())
    except ValidationError as refusal:
        return _page(request, plan, one, refused=refusal.messages)
    words = ngettext("%(count)d action est dans le plan.", "%(count)d actions sont dans le plan.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect(request, plan.get_absolute_url())
