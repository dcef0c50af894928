"""Actions of an intervention plan: written, moved, followed, removed."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import current_competencies
from core.htmx import redirect, render
from core.templatetags.formatting import number
from learning.actions import intervention_actions as actions
from learning.enums import InterventionState
from learning.forms.intervention_actions import FollowForm, InterventionActionForm
from learning.models import Course, Intervention, InterventionAction
from learning.queries import interventions as queries
from learning.queries.proposals import gap_of
from learning.views.campaigns import add_refusal
from learning.views.interventions import draft, led, reader, with_newest_edit
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _form(request: "MemberRequest", plan: Intervention, action: InterventionAction | None = None) -> InterventionActionForm:
    cells = queries.published_cells(request.person, plan)
    gaps = {pk: _said(gap_of(cell)) for pk, cell in cells.items()}
    return InterventionActionForm(
        request.POST or None, viewer=request.person, competencies=list(current_competencies().order_by("order", "code")),
        gaps=gaps, action=action, initial=_begun(request),
    )  # fmt: skip


def _said(people: int | None) -> str:
    """What is published of the competency, beside the field of its effect."""
    if people is None:
        return _("écart masqué")
    return _("environ %(people)s en écart") % {"people": number(people)} if people else _("moins de 10\u00a0% en écart")


def _begun(request: "MemberRequest") -> dict[str, Any]:
    """`?formation=`: from the page of a course; `?etape=`: from a stage of the board."""
    found: dict[str, Any] = {}
    key, stage = request.GET.get("formation", "")[:80], request.GET.get("etape", "")
    course = Course.objects.visible_to(request.person).filter(key=key).first() if key else None
    if course is not None:
        found |= {"course_text": course.title, "title_fr": course.title_fr, "title_en": course.title_en}
    return found | ({"stage": int(stage), "last_stage": int(stage)} if stage in tuple("12345678") else {})


@member_view("GET", "POST")
def action_create(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = draft(request, pk)
    form = _form(request, plan)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_action(by=request.person, plan=plan, text=form.text, at=timezone.now())
        except ValidationError as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, _("L’action est dans le plan."))
            return redirect(request, plan.get_absolute_url())
    return _page(request, form, plan, None)


@member_view("GET", "POST")
def action_edit(request: "MemberRequest", pk: int, action_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    action = queries.action(plan, action_pk)
    form = _form(request, plan, action)
    if request.method == "POST" and form.is_valid():
        edit = form.cleaned_data["edit"]
        try:
            actions.edit_action(by=request.person, action=action, edit=edit, text=form.text, at=timezone.now())
        except ValidationError as refusal:
            _refused(form, refusal)
            form = with_newest_edit(form, action.edit)
        else:
            messages.success(request, _("L’action est enregistrée."))
            return redirect(request, plan.get_absolute_url())
    return _page(request, form, plan, action)


def _refused(form: InterventionActionForm, refusal: ValidationError) -> None:
    """What the action says of the course stands beside the field where it is written."""
    if hasattr(refusal, "error_dict") and "course" in refusal.error_dict:
        refusal.error_dict["course_text"] = refusal.error_dict.pop("course")
    add_refusal(form, refusal)


def _page(
    request: "MemberRequest", form: InterventionActionForm, plan: Intervention, action: InterventionAction | None
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    changed = action is not None and status == 422 and form.is_bound and str(action.edit) != request.POST.get("edit")
    context = {"form": form, "plan": plan, "action": action, "now": action if changed else None}
    return render(request, "learning/intervention_action_form.html", context, status=status)


@member_view("GET")
def course_options(request: "MemberRequest") -> HttpResponse:
    """Titles for the list of courses while one types."""
    reader(request.person)
    found = queries.courses_named(request.GET.get("course_text", "")[:120])
    return render(request, "learning/parts/course_options.html", {"courses": found})


@member_view("POST")
def action_move(request: "MemberRequest", pk: int, action_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    step = -1 if request.POST.get("sens") == "haut" else 1
    actions.move_action(by=request.person, action=queries.action(plan, action_pk), step=step, at=timezone.now())
    return redirect(request, f"{plan.get_absolute_url()}#action-{action_pk}")


@member_view("POST")
def action_delete(request: "MemberRequest", pk: int, action_pk: int) -> HttpResponse:
    plan = draft(request, pk)
    actions.delete_action(by=request.person, action=queries.action(plan, action_pk), at=timezone.now())
    messages.success(request, _("L’action est retirée du plan."))
    return redirect(request, plan.get_absolute_url())


@member_view("GET", "POST")
def action_follow(request: "MemberRequest", pk: int, action_pk: int) -> HttpResponse:
    """Where an action of an adopted plan stands, and what was spent."""
    plan = led(request, pk)
    if plan.state != InterventionState.ADOPTED:
        raise PermissionDenied(_("Seul un plan adopté se suit."))
    action = queries.action(plan, action_pk)
    form = FollowForm(request.POST or None, action=action)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.follow_action(
                by=request.person, action=action, edit=given["edit"], state=given["state"], spent_cents=given["spent"],
                at=timezone.now(),
            )  # fmt: skip
        except ValidationError as refusal:
            add_refusal(form, refusal)
            form = with_newest_edit(form, action.edit)
        else:
            messages.success(request, _("Le suivi est noté."))
            return redirect(request, plan.get_absolute_url())
    context = {"form": form, "plan": plan, "action": action}
    return render(request, "learning/intervention_follow.html", context, status=422 if request.method == "POST" else 200)
