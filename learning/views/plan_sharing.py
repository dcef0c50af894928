"""Showing one's plan, agreeing on it, talking about it; holding a review."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import limited
from core.templatetags.formatting import day
from learning.actions import agreements, plan_comments
from learning.actions import plan_sharing as actions
from learning.actions.plans import PlanRefused
from learning.forms.plan_talk import CommentForm, ReviewForm
from learning.forms.shares import ShowForm
from learning.models import Plan
from learning.queries import plan_sharing as queries
from learning.queries import plans
from learning.queries.talk_sheets import manager_words
from people.actions.grants import LONGEST
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
@limited("partages-plan", limit=60, seconds=3600)
def plan_share(request: "MemberRequest", pk: int) -> HttpResponse:
    """Somebody, and a last day; what they will read is said before."""
    plan, at = plans.own_plan(request.person, pk), timezone.now()
    today = timezone.localdate(at)
    form = ShowForm(
        request.POST if request.method == "POST" else None, viewer=request.person, today=today,
        initial={"grantee": manager_words(request.person, today), "until": min(max(plan.to_on, today), today + LONGEST)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.show_plan(by=request.person, plan=plan, at=at, **form.cleaned_data)
        except PlanRefused as refusal:
            form.add_error("grantee", str(refusal))
        else:
            messages.success(request, _("Plan montré à %(name)s.") % {"name": form.cleaned_data["grantee"].name})
            return redirect(request, f"{plan.get_absolute_url()}#qui-le-voit")
    context = {"form": form, "plan": plan, "board": plans.for_partner(plans.board_of(plan, at))}
    return render(request, "learning/plan_share.html", context, status=422 if form.errors else 200)


@member_view("POST")
def plan_unshare(request: "MemberRequest", pk: int) -> HttpResponse:
    """Close one share at once."""
    grant = queries.own_grant(request.person, pk)
    actions.take_back(by=request.person, grant=grant, at=timezone.now())
    messages.success(request, _("Partage retiré\xa0: %(name)s n’y a plus accès.") % {"name": grant.grantee.name})
    return redirect(request, reverse("learning:plan-detail", args=[grant.object_id]))


@member_view("POST")
@limited("ententes-plan", limit=60, seconds=3600)
def agreement_ask(request: "MemberRequest", pk: int) -> HttpResponse:
    """`avec`: the id of somebody to whom the plan is shown."""
    plan, at = plans.own_plan(request.person, pk), timezone.now()
    asked = request.POST.get("avec", "")
    partner = queries.grants_of(plan, at).get(grantee=int(asked) if asked.isdecimal() else 0).grantee
    try:
        agreements.ask_agreement(by=request.person, plan=plan, partner=partner, at=at)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Entente demandée à %(name)s.") % {"name": partner.name})
    return redirect(request, f"{plan.get_absolute_url()}#qui-le-voit")


@member_view("POST")
def agreement_give(request: "MemberRequest", pk: int) -> HttpResponse:
    """`version`: the edit that was on the screen."""
    agreement = queries.agreement_of(request.person, pk)
    seen = request.POST.get("version", "")
    try:
        agreements.give_agreement(
            by=request.person,
            agreement=agreement,
            edit=int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
            at=timezone.now(),
        )
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Entente donnée. %(name)s le saura.") % {"name": agreement.plan.person.name})
    return redirect(request, agreement.plan.get_absolute_url())


@member_view("POST")
def agreement_withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    """By either of the two."""
    agreement = queries.agreement_of(request.person, pk)
    agreements.withdraw_agreement(by=request.person, agreement=agreement, at=timezone.now())
    messages.success(request, _("Entente retirée."))
    return redirect(request, agreement.plan.get_absolute_url())


@member_view("POST")
@limited("mots-plan", limit=60, seconds=3600)
def plan_comment(request: "MemberRequest", pk: int) -> HttpResponse:
    """`avec`: whose exchange it is, when the person writes; a partner writes in the own one."""
    at = timezone.now()
    plan = plans.readable(request.person, pk, at)
    own = plan.person_id == request.person.pk
    partner = _partner(plan, request.POST.get("avec", "")) if own else request.person
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            plan_comments.post_comment(by=request.person, plan=plan, partner=partner, body=form.cleaned_data["body"], at=at)
        except PlanRefused as refusal:
            form.add_error("body", str(refusal))
        else:
            messages.success(request, _("Message envoyé."))
            return redirect(request, f"{plan.get_absolute_url()}#echange-{partner.pk}")
    context = {"form": form, "plan": plan, "partner": partner, "own": own}
    return render(request, "learning/plan_comment.html", context, status=422)


def _partner(plan: Plan, asked: str) -> Person:
    """Somebody to whom the plan is, or was, shown. Raises Person.DoesNotExist."""
    talk = queries.talk_of(plan, plan.person, timezone.now())
    found = next((one.partner for one in talk.exchanges if str(one.partner.pk) == asked), None)
    if found is None:
        raise Person.DoesNotExist
    return found


@member_view("POST")
def plan_comment_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    comment = queries.own_comment(request.person, pk)
    plan = comment.plan
    plan_comments.delete_comment(by=request.person, comment=comment)
    messages.success(request, _("Message supprimé."))
    return redirect(request, plan.get_absolute_url())


@member_view("GET", "POST")
@limited("plans", limit=60, seconds=3600)
def plan_review(request: "MemberRequest", pk: int) -> HttpResponse:
    """What was done since, what is left; a word, sent to whom one wants; the next date follows."""
    plan, at = plans.own_plan(request.person, pk), timezone.now()
    talk = queries.talk_of(plan, request.person, at)
    partners = {one.partner.pk: one.partner for one in talk.shown}
    form = ReviewForm(
        request.POST if request.method == "POST" else None, partners=[(pk, one.name) for pk, one in partners.items()]
    )
    if request.method == "POST" and form.is_valid():
        told = [partners[pk] for pk in form.cleaned_data.get("tell", [])]
        try:
            following = plan_comments.hold_review(
                by=request.person, plan=plan, note=form.cleaned_data["note"], tell=told, at=at
            )
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = (
                _("Bilan fait. Le prochain\xa0: %(day)s.") % {"day": day(following)}
                if following
                else _("Bilan fait\xa0: c’était le dernier de ce plan.")
            )
            messages.success(request, said)
            return redirect(request, plan.get_absolute_url())
    context = {"form": form, "plan": plan, "board": plans.board_of(plan, at)}
    return render(request, "learning/plan_review.html", context, status=422 if form.errors else 200)
