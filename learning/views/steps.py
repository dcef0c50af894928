"""Steps of one's plan: added, edited, put in order, done and undone, with files."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import limited
from learning.actions import step_files
from learning.actions import steps as actions
from learning.actions.plans import PlanRefused
from learning.enums import StepState
from learning.forms.steps import DoneForm, FileForm, StepForm, step_values
from learning.models import Step
from learning.permissions.plans import can_change
from learning.queries import plans as queries
from people.models import Attachment
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
@limited("etapes", limit=300, seconds=3600)
def step_create(request: "MemberRequest", pk: int) -> HttpResponse:
    """In one's own words; `?objectif=` and `?sorte=` choose beforehand."""
    plan = queries.own_plan(request.person, pk)
    chosen = {"goal": request.GET.get("objectif"), "kind": request.GET.get("sorte")}
    form = StepForm(request.POST if request.method == "POST" else None, plan=plan, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            step = actions.add_step(by=request.person, plan=plan, words=form.words(), at=timezone.now())
        except PlanRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Étape ajoutée."))
            return redirect(request, f"{plan.get_absolute_url()}#etape-{step.pk}")
    context = {"form": form, "plan": plan, "changes": can_change(request.person, plan)}
    return render(request, "learning/step_form.html", context, status=422 if form.errors else 200)


@member_view("GET", "POST")
@limited("etapes", limit=300, seconds=3600)
def step_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Its words, its date, its files."""
    step = queries.own_step(request.person, pk)
    form = StepForm(request.POST if request.method == "POST" else None, plan=step.plan, step=step, initial=step_values(step))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_step(by=request.person, step=step, words=form.words(step), at=timezone.now())
        except PlanRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Étape enregistrée."))
            return _back(request, step)
    return _edit_page(request, step, form=form)


def _edit_page(
    request: "MemberRequest", step: Step, *, form: StepForm | None = None, files: FileForm | None = None
) -> HttpResponse:
    form = form or StepForm(plan=step.plan, step=step, initial=step_values(step))
    files = files or FileForm()
    context = {
        "form": form, "files": files, "step": step, "plan": step.plan, "changes": can_change(request.person, step.plan),
    }  # fmt: skip
    return render(request, "learning/step_form.html", context, status=422 if form.errors or files.errors else 200)


@member_view("GET", "POST")
@limited("etapes", limit=300, seconds=3600)
def step_done(request: "MemberRequest", pk: int) -> HttpResponse:
    """When, and whether the ledger says so. A press without a date (from the plan) is « today, nothing in the ledger »."""
    step, at = queries.own_step(request.person, pk), timezone.now()
    tied = step.goal is not None and step.goal.competency.retired_at is None
    data = request.POST if "done_on" in request.POST else None
    form = DoneForm(data, today=timezone.localdate(at), tied=tied)
    if request.method == "POST" and (data is None or form.is_valid()):
        given = form.cleaned_data if data is not None else {}
        try:
            actions.set_state(
                by=request.person, step=step, state=StepState.DONE, record=given.get("record", False),
                done_on=given.get("done_on"), at=at,
            )  # fmt: skip
        except PlanRefused as refusal:
            form.add_error(None, str(refusal)) if form.is_bound else messages.error(request, str(refusal))
        else:
            undo = reverse("learning:step-undo", args=[step.pk])
            messages.success(request, _("Étape faite\xa0: %(title)s") % {"title": step.title}, extra_tags=f"undo={undo}")
            return _back(request, step)
        if not form.is_bound:
            return _back(request, step)
    return render(request, "learning/step_done.html", {"form": form, "step": step}, status=422 if form.errors else 200)


@member_view("POST")
@limited("etapes", limit=300, seconds=3600)
def step_state(request: "MemberRequest", pk: int) -> HttpResponse:
    """`etat`: todo, doing or dropped."""
    step = queries.own_step(request.person, pk)
    asked = request.POST.get("etat", "")
    if asked not in (StepState.TODO, StepState.DOING, StepState.DROPPED):
        return _back(request, step)
    try:
        actions.set_state(by=request.person, step=step, state=StepState(asked), at=timezone.now())
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("learning:step-undo", args=[step.pk])
        said = {"todo": _("Étape remise à faire."), "doing": _("Étape en cours."), "dropped": _("Étape abandonnée.")}
        messages.success(request, said[asked], extra_tags=f"undo={undo}")
    return _back(request, step)


@member_view("POST")
def step_undo(request: "MemberRequest", pk: int) -> HttpResponse:
    """Back to the state before; evidence recorded with it by hand is taken back."""
    step = queries.own_step(request.person, pk)
    try:
        actions.undo_state(by=request.person, step=step, at=timezone.now())
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Étape remise comme avant."))
    return _back(request, step)


@member_view("POST")
def step_move(request: "MemberRequest", pk: int) -> HttpResponse:
    """`sens`: haut or bas."""
    step = queries.own_step(request.person, pk)
    try:
        actions.move_step(by=request.person, step=step, up=request.POST.get("sens") == "haut", at=timezone.now())
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request, step)


@member_view("POST")
def step_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    step = queries.own_step(request.person, pk)
    try:
        actions.delete_step(by=request.person, step=step, at=timezone.now())
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Étape supprimée."))
    return redirect(request, step.plan.get_absolute_url())


@member_view("POST")
@limited("etapes-fichiers", limit=60, seconds=3600)
def step_file_add(request: "MemberRequest", pk: int) -> HttpResponse:
    step = queries.own_step(request.person, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            step_files.add_file(by=request.person, step=step, upload=form.cleaned_data["file"], at=timezone.now())
        except PlanRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Fichier ajouté."))
            return redirect(request, reverse("learning:step-edit", args=[step.pk]))
    return _edit_page(request, step, files=form)


@member_view("POST")
def step_file_remove(request: "MemberRequest", pk: int, file: int) -> HttpResponse:
    step = queries.own_step(request.person, pk)
    held = Attachment.objects.get(pk__in=step.files.filter(pk=file).values("pk"))
    try:
        step_files.remove_file(by=request.person, step=step, file=held, at=timezone.now())
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Fichier supprimé."))
    return redirect(request, reverse("learning:step-edit", args=[step.pk]))


def _back(request: "MemberRequest", step: Step) -> HttpResponse:
    return redirect(request, f"{step.plan.get_absolute_url()}#etape-{step.pk}")
