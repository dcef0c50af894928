"""Intervention plans: list, one plan by stage, its text, its states."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.pagination import page_by_key
from learning.actions import interventions as actions
from learning.enums import InterventionState
from learning.forms.interventions import InterventionForm
from learning.models import Intervention
from learning.permissions.interventions import can_plan, reads_every_intervention, reads_interventions
from learning.queries import interventions as queries
from learning.queries import proposal_words, proposals
from learning.views.campaigns import add_refusal
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 30


def reader(person: Person) -> Person:
    """Raises PermissionDenied: HR, recruiters, managers and members read no intervention plan."""
    if not reads_interventions(person):
        raise PermissionDenied(
            _("Les plans d’intervention sont ceux de l’équipe stratégique et des directions d’équipe sectorielle.")
        )
    return person


def readable(request: "MemberRequest", pk: int) -> Intervention:
    """Raises DoesNotExist for a plan that the person may not see."""
    return queries.visible_to(reader(request.person)).get(pk=pk)


def led(request: "MemberRequest", pk: int) -> Intervention:
    """One that the person may change. Raises PermissionDenied."""
    plan = readable(request, pk)
    if not can_plan(request.person, plan):
        raise PermissionDenied(_("Ce plan est mené par l’équipe stratégique."))
    return plan


def draft(request: "MemberRequest", pk: int) -> Intervention:
    """One that still changes. Raises PermissionDenied."""
    plan = led(request, pk)
    if not plan.is_draft:
        raise PermissionDenied(_("Un plan adopté ne change plus\u00a0: remettez-le d’abord en préparation."))
    return plan


@member_view("GET")
def intervention_list(request: "MemberRequest") -> HttpResponse:
    person = reader(request.person)
    state, place, year = (request.GET.get(name, "")[:20] for name in ("etat", "organisme", "annee"))
    rows = queries.listed(person, state=state, organisation=place, year=int(year) if year.isdigit() else None)
    page = page_by_key(rows, keys=("-changed_at", "-pk"), cursor=request.GET.get("avant") or None, size=SHOWN)
    today = timezone.localdate()
    context = {
        "page": page,
        "states": InterventionState.choices,
        "places": queries.places_listed(person),
        "years": range(today.year + 2, today.year - 4, -1),
        "chosen": {"etat": state, "organisme": place, "annee": year},
        "filtered": any((state, place, year)),
        "everything": reads_every_intervention(person),
    }
    return render(request, "learning/intervention_list.html", context)


@member_view("GET", "POST")
def intervention_create(request: "MemberRequest") -> HttpResponse:
    """`?portrait=`: begun from that portrait."""
    person = reader(request.person)
    form = InterventionForm(
        request.POST or None, scopes=queries.scopes_of(person), snapshots=queries.snapshots_of(person),
        today=timezone.localdate(), initial=_begun(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_intervention(by=person, organisation=form.organisation, text=form.text, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Le plan est en préparation. Ajoutez des actions, ou demandez une proposition."))
            return redirect(request, made.get_absolute_url())
    return _form_page(request, form, None)


def _begun(request: "MemberRequest") -> dict[str, Any]:
    asked = request.GET.get("portrait", "")
    return {"snapshot": asked} if asked.isdigit() else {}


@member_view("GET", "POST")
def intervention_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = draft(request, pk)
    form = InterventionForm(
        request.POST or None, scopes=[plan.organisation], snapshots=queries.snapshots_of(request.person),
        today=timezone.localdate(), plan=plan,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        edit = form.cleaned_data["edit"]
        try:
            actions.edit_intervention(by=request.person, plan=plan, edit=edit, text=form.text, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
            form = with_newest_edit(form, plan.edit)
        else:
            messages.success(request, _("Le plan est enregistré."))
            return redirect(request, plan.get_absolute_url())
    return _form_page(request, form, plan)


def with_newest_edit(form: Any, edit: int) -> Any:
    """The same form, so that the next press saves over what was read in between."""
    form.data = form.data.copy()
    form.data["edit"] = str(edit)
    return form


def _form_page(request: "MemberRequest", form: InterventionForm, plan: Intervention | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/intervention_form.html", {"form": form, "plan": plan}, status=status)


@member_view("GET")
def intervention_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    return detail_page(request, readable(request, pk))


def detail_page(request: "MemberRequest", plan: Intervention, *, status: int = 200, **more: Any) -> HttpResponse:
    may_lead = can_plan(request.person, plan)
    held = proposals.proposals_of(plan) if may_lead else []
    newest = next((one for one in held if one.is_done), None)
    context = {
        "plan": plan,
        "board": queries.board(request.person, plan),
        "may_lead": may_lead,
        "may_edit": may_lead and plan.is_draft,
        "may_follow": may_lead and plan.state == InterventionState.ADOPTED,
        "moves": list(queries.moves_of(plan)[:8]),
        "proposals": held,
        "newest": newest,
        "answer": proposal_words.answer(newest, set()) if newest else None,
        "refused": [],
        **more,
    }
    return render(request, "learning/intervention_detail.html", context, status=status)


@member_view("POST")
def intervention_adopt(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = led(request, pk)
    edit = request.POST.get("edit", "")
    try:
        actions.adopt_intervention(by=request.person, plan=plan, edit=int(edit) if edit.isdigit() else -1, at=timezone.now())
    except ValidationError as refusal:
        return detail_page(request, plan, refused=refusal.messages, status=422)
    messages.success(request, _("Le plan est adopté. Ses effets attendus paraissent sur la carte des besoins."))
    return redirect(request, plan.get_absolute_url())


@member_view("POST")
def intervention_reopen(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = led(request, pk)
    actions.reopen_intervention(by=request.person, plan=plan, at=timezone.now())
    messages.success(request, _("Le plan est de nouveau en préparation. Ses effets ne paraissent plus sur la carte."))
    return redirect(request, plan.get_absolute_url())


@member_view("POST")
def intervention_close(request: "MemberRequest", pk: int) -> HttpResponse:
    plan = led(request, pk)
    actions.close_intervention(by=request.person, plan=plan, at=timezone.now())
    messages.success(request, _("Le plan est terminé. Il se lit encore, il ne change plus."))
    return redirect(request, plan.get_absolute_url())


@member_view("POST")
def intervention_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    actions.delete_intervention(by=request.person, plan=led(request, pk))
    messages.success(request, _("Le plan en préparation est supprimé."))
    return redirect(request, reverse("learning:intervention-list"))


@member_view("GET")
def intervention_moves(request: "MemberRequest", pk: int) -> HttpResponse:
    """All that happened to the plan."""
    plan = readable(request, pk)
    page = page_by_key(queries.moves_of(plan), keys=("-at", "-pk"), cursor=request.GET.get("avant") or None, size=SHOWN)
    return render(request, "learning/intervention_moves.html", {"plan": plan, "page": page})
