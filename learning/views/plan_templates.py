"""Templates of plans: seen before they are begun from; written by who owns profiles."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import limited
from learning.actions import plan_templates as actions
from learning.actions.plans import PlanRefused, another_is_open
from learning.forms.plan_templates import BeginForm, TemplateForm, lines_form, steps_of
from learning.models import PlanTemplate
from learning.permissions.plans import can_edit_templates
from learning.queries import plan_templates as queries
from learning.queries import plans
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def plan_template_list(request: "MemberRequest") -> HttpResponse:
    context = {"templates": queries.all_templates(), "edits": can_edit_templates(request.person)}
    return render(request, "learning/plan_template_list.html", context)


@member_view("GET", "POST")
@limited("plans", limit=40, seconds=3600)
def plan_template(request: "MemberRequest", pk: int) -> HttpResponse:
    """As it would be dated from a day (`?start=`); pressed, it is one's plan."""
    template, at = queries.template_of(pk), timezone.now()
    data = request.POST if request.method == "POST" else request.GET if "start" in request.GET else None
    form = BeginForm(data, today=timezone.localdate(at))
    valid = form.is_bound and form.is_valid()
    start = form.cleaned_data["start"] if valid else timezone.localdate(at)
    if request.method == "POST" and valid:
        try:
            plan = actions.begin_from_template(by=request.person, template=template, start=start, at=at)
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Votre plan est commencé, avec les étapes du modèle. Tout s’y change."))
            return redirect(request, plan.get_absolute_url())
    steps = queries.dated(template, start, queries.competencies_of(template))
    open_one = plans.active_plan(request.person)
    context = {
        "template": template, "form": form, "stages": queries.stages(steps), "start": start, "open": open_one,
        "busy": another_is_open() if open_one else "", "edits": can_edit_templates(request.person), "count": len(steps),
    }  # fmt: skip
    return render(request, "learning/plan_template.html", context, status=422 if form.errors else 200)


@member_view("GET", "POST")
def plan_template_create(request: "MemberRequest") -> HttpResponse:
    return _edit(request, None)


@member_view("GET", "POST")
def plan_template_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    return _edit(request, queries.template_of(pk))


def _edit(request: "MemberRequest", template: PlanTemplate | None) -> HttpResponse:
    if not can_edit_templates(request.person):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    known = (
        {"profile": template.profile_id, "title_fr": template.title_fr, "title_en": template.title_en} if template else {}
    )
    form, lines = TemplateForm(data, initial=known), lines_form(template, data)
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        try:
            saved = actions.save_template(
                by=request.person, template=template, steps=steps_of(lines), at=timezone.now(), **form.cleaned_data
            )
        except PlanRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Modèle enregistré. Les plans déjà commencés ne changent pas."))
            return redirect(request, reverse("learning:plan-template", args=[saved.pk]))
    bad = form.errors or (lines.is_bound and not lines.is_valid())
    context = {"form": form, "lines": lines, "template": template}
    return render(request, "learning/plan_template_form.html", context, status=422 if bad else 200)


@member_view("POST")
def plan_template_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    template = queries.template_of(pk)
    actions.delete_template(by=request.person, template=template)
    messages.success(request, _("Modèle supprimé."))
    return redirect(request, reverse("learning:plan-template-list"))
