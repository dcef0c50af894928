"""One's development plan: begun, read, edited, closed, taken up again, thrown away; those of before."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from core.limits import limited
from core.pagination import page_by_key
from job_profiles.models import ProfileVersion
from job_profiles.queries.profiles import profile_choices, profile_read_by
from learning.actions import goals as goal_actions
from learning.actions import plans as actions
from learning.forms.plans import GoalsForm, PlanForm, first_values, values_of
from learning.models import Plan
from learning.permissions.plans import can_change
from learning.queries import plan_goals, plan_sharing
from learning.queries import plan_templates as templates
from learning.queries import plans as queries
from learning.queries.plan_stamps import stamp_of_page
from people.actions import access
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ON_A_PAGE = 20


@member_view("GET")
def plan_home(request: "MemberRequest") -> HttpResponse:
    """The plan under way; without one, how to begin."""
    plan = queries.active_plan(request.person)
    if plan is not None:
        return redirect(request, reverse("learning:plan-detail", args=[plan.pk]))
    context = {
        "templates": templates.for_person(request.person),
        "before": list(queries.closed_plans(request.person).order_by("-closed_at", "-id")[:5]),
        "has_gaps": bool(plan_goals.gaps_of(request.person, timezone.now())),
    }
    return render(request, "learning/plan_home.html", context)


@member_view("GET", "POST")
@limited("plans", limit=40, seconds=3600)
def plan_create(request: "MemberRequest") -> HttpResponse:
    """Period, words, goals: the gaps of the last result first, then the profile (`?profil=`), then everything."""
    open_one = queries.active_plan(request.person)
    if open_one is not None and request.method == "GET":
        messages.info(request, actions.another_is_open())
        return redirect(request, reverse("learning:plan-detail", args=[open_one.pk]))
    at, data = timezone.now(), request.POST if request.method == "POST" else None
    version = _version(request)
    form = PlanForm(data, initial=first_values(timezone.localdate(at)))
    goals = GoalsForm(data, groups=plan_goals.goal_groups(request.person, version, at))
    if request.method == "POST" and all([form.is_valid(), goals.is_valid()]):
        try:
            plan = actions.begin_plan(by=request.person, goals=goals.levels, version=version, at=at, **form.cleaned_data)
        except actions.PlanRefused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(
                request, _("Votre plan est commencé. Ajoutez-y des étapes\xa0: une ou deux suffisent pour ce mois-ci.")
            )
            return redirect(request, reverse("learning:plan-detail", args=[plan.pk]))
    context = {
        "form": form, "goals": goals, "version": version, "level_names": level_names(), "profiles": profile_choices(),
        "most": actions.MOST_GOALS,
    }  # fmt: skip
    return render(request, "learning/plan_form.html", context, status=422 if form.errors or goals.errors else 200)


@member_view("GET")
def plan_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """One's own; or one that is shown to me, after a line in its owner's log."""
    at = timezone.now()
    stamp = stamp_of_page(request.person, pk, at)
    if stamp is None:
        return _plan_shown(request, queries.shown(request.person, pk, at), at)
    by_goal = request.GET.get("vue") == "objectifs"
    context = {"page": Drawn(request.person, pk, at), "stamp": stamp, "by_goal": by_goal}
    return render(request, "learning/plan_detail.html", context)


def _plan_shown(request: "MemberRequest", plan: Plan, at: dt.datetime) -> HttpResponse:
    board = queries.board_of(plan, at)
    access.record(person=plan.person, viewer=request.person, what=plan_sharing.label_of(plan), at=at)
    context = {"board": queries.for_partner(board), "talk": plan_sharing.talk_of(plan, request.person, at)}
    return render(request, "learning/plan_shared.html", context)


@dataclass
class Drawn:
    """What one's own plan shows, worked out only when it is drawn: its parts are kept in the process, by its stamp."""

    person: Person
    pk: int
    at: dt.datetime

    @cached_property
    def plan(self) -> Plan:
        return queries.page_of(self.person, self.pk)

    @cached_property
    def board(self) -> queries.Board:
        return queries.board_of(self.plan, self.at)

    @cached_property
    def talk(self) -> plan_sharing.Talk:
        return plan_sharing.talk_of(self.plan, self.person, self.at)

    @property
    def changes(self) -> bool:
        return can_change(self.person, self.plan)

    @cached_property
    def level_names(self) -> dict[int, str]:
        return level_names()


@member_view("GET", "POST")
@limited("plans", limit=60, seconds=3600)
def plan_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = queries.own_plan(request.person, pk)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=values_of(plan))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_plan(by=request.person, plan=plan, at=timezone.now(), **form.cleaned_data)
        except actions.PlanRefused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("Plan enregistré."))
            return redirect(request, plan.get_absolute_url())
    return render(request, "learning/plan_edit.html", {"form": form, "plan": plan}, status=422 if form.errors else 200)


@member_view("GET", "POST")
@limited("plans", limit=60, seconds=3600)
def plan_goals_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Which competencies, up to which level."""
    plan, at = queries.own_plan(request.person, pk), timezone.now()
    form = GoalsForm(
        request.POST if request.method == "POST" else None,
        groups=plan_goals.goal_groups(request.person, plan.version, at, plan),
    )
    if request.method == "POST" and form.is_valid():
        try:
            goal_actions.set_goals(by=request.person, plan=plan, goals=form.levels, at=at)
        except actions.PlanRefused as refusal:
            form.add_error("objectif", str(refusal))
        else:
            messages.success(request, _("Objectifs enregistrés."))
            return redirect(request, plan.get_absolute_url())
    context = {"goals": form, "plan": plan, "level_names": level_names(), "most": actions.MOST_GOALS}
    return render(request, "learning/plan_goals.html", context, status=422 if form.errors else 200)


@member_view("POST")
def plan_close(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = queries.own_plan(request.person, pk)
    actions.close_plan(by=request.person, plan=plan, at=timezone.now())
    undo = reverse("learning:plan-reopen", args=[plan.pk])
    messages.success(request, _("Plan terminé. Il reste dans vos plans d’avant."), extra_tags=f"undo={undo}")
    return redirect(request, plan.get_absolute_url())


@member_view("POST")
def plan_reopen(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = queries.own_plan(request.person, pk)
    try:
        actions.reopen_plan(by=request.person, plan=plan, at=timezone.now())
    except actions.PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Plan repris."))
    return redirect(request, plan.get_absolute_url())


@member_view("GET", "POST")
def plan_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """What goes with it; then all of it, at once."""
    plan = queries.own_plan(request.person, pk)
    if request.method == "POST":
        actions.delete_plan(by=request.person, plan=plan, at=timezone.now())
        messages.success(request, _("Plan supprimé, avec ses étapes, ses fichiers et ses partages."))
        return redirect(request, reverse("learning:plan-home"))
    return render(request, "learning/plan_delete.html", {"plan": plan, "board": queries.board_of(plan, timezone.now())})


@member_view("GET")
def plan_history(request: "MemberRequest") -> HttpResponse:
    """Closed plans, the newest first."""
    page = page_by_key(
        queries.closed_plans(request.person),
        keys=("-closed_at", "-id"),
        cursor=request.GET.get("avant") or None,
        size=ON_A_PAGE,
    )
    return render(request, "learning/plan_history.html", {"page": page})


def _version(request: "MemberRequest") -> ProfileVersion | None:
    """`profil`: a key that was chosen, « aucun », or nothing for one's own."""
    key = (request.POST if request.method == "POST" else request.GET).get("profil", "")
    if key == "aucun":
        return None
    if not key:
        return plan_goals.target_version(request.person)
    profile, version = profile_read_by(request.person, key)
    if version is not None:
        version.profile = profile
    return version


def _refuse(form: PlanForm, refusal: actions.PlanRefused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
