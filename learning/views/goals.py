"""A goal: what could be done for it, and that it is reached."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import limited
from learning.actions import goals as actions
from learning.actions import steps as step_actions
from learning.actions.plans import PlanRefused
from learning.permissions.plans import can_change
from learning.queries import plan_suggestions as suggestions
from learning.queries import plans as queries
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def plan_suggestions(request: "MemberRequest", pk: int) -> HttpResponse:
    """What could be done for each goal (`?objectif=` for one), with its reason, effort and availability."""
    plan = queries.own_plan(request.person, pk)
    only = request.GET.get("objectif", "")
    found = suggestions.for_plan(
        plan, person=request.person, at=timezone.now(), only=int(only) if only.isdecimal() else None
    )
    context = {"plan": plan, "found": found, "changes": can_change(request.person, plan), "only": only}
    return render(request, "learning/plan_suggestions.html", context)


@member_view("POST")
@limited("plans", limit=200, seconds=3600)
def goal_adopt(request: "MemberRequest", pk: int) -> HttpResponse:
    """One of the suggestions (`quoi`, its key) enters the plan. One that is gone by now is said to be."""
    goal, at = queries.own_goal(request.person, pk), timezone.now()
    chosen = suggestions.one_of(goal, request.POST.get("quoi", ""), person=request.person, at=at)
    back = reverse("learning:plan-suggestions", args=[goal.plan_id])
    if chosen is None:
        messages.warning(request, _("Cette suggestion n’est plus là\xa0: voyez celles d’aujourd’hui."))
        return redirect(request, back)
    try:
        step = step_actions.adopt_step(by=request.person, goal=goal, suggestion=chosen, due_on=None, at=at)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("learning:step-delete", args=[step.pk])
        messages.success(request, _("Ajouté à votre plan\xa0: %(title)s") % {"title": step.title}, extra_tags=f"undo={undo}")
    return redirect(request, f"{back}#objectif-{goal.pk}")


@member_view("POST")
def goal_reached(request: "MemberRequest", pk: int) -> HttpResponse:
    """`atteint`: oui or non."""
    goal = queries.own_goal(request.person, pk)
    reached = request.POST.get("atteint") == "oui"
    try:
        actions.say_reached(by=request.person, goal=goal, reached=reached, at=timezone.now())
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Objectif atteint. Bravo!") if reached else _("Objectif de nouveau en cours."))
    return redirect(request, f"{goal.plan.get_absolute_url()}?vue=objectifs")
