"""« Mes preuves »: a member's own ledger. Nobody else's is ever reachable from here."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competencies.actions import evidence as actions
from competencies.enums import EvidenceKind, EvidenceVisibility
from competencies.forms.evidence import CorrectionForm, DeclarationForm
from competencies.models import Evidence
from competencies.queries import evidence as queries
from competencies.queries.frameworks import level_names
from competencies.views.competencies import member_of
from core.htmx import redirect, render
from core.limits import limited

if TYPE_CHECKING:
    from people.middleware import MemberRequest
    from people.models import Person


@require_safe
def evidence_list(request: "MemberRequest") -> HttpResponse:
    """The ledger: what counts, then what was withdrawn."""
    person = member_of(request)
    rows = list(queries.ledger_of(person))
    context = {
        "shown": queries.grouped(row for row in rows if not row.withdrawn),
        "withdrawn": [row for row in rows if row.withdrawn],
        "level_names": level_names(),
        "form": DeclarationForm(),
    }
    return render(request, "competencies/evidence_list.html", context)


@limited("preuves", limit=120, seconds=3600)
def evidence_declare(request: "MemberRequest") -> HttpResponse:
    """Say that one has a competency (`?competence=` chooses it beforehand)."""
    person = member_of(request)
    form = DeclarationForm(request.POST or None, competency=request.GET.get("competence", ""))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        token = values.pop("token")
        try:
            row = actions.record_evidence(
                person=person, kind=EvidenceKind.DECLARED, source_key=f"formulaire:{token}", at=timezone.now(), **values
            )
        except actions.EvidenceRefused as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Compétence ajoutée à vos preuves."), extra_tags=f"undo={_undo(row)}")
            return redirect(request, _place(row))
    context = {"form": form, "evidence": None}
    return render(request, "competencies/evidence_form.html", context, status=422 if form.errors else 200)


@limited("preuves", limit=120, seconds=3600)
def evidence_correct(request: "MemberRequest", pk: int) -> HttpResponse:
    """Correct a row by a new one; the page shows what it replaced before."""
    person = member_of(request)
    row = _own_row(person, pk)
    form = CorrectionForm(request.POST or None, evidence=row)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_evidence(evidence=row, by=person, at=timezone.now(), **form.cleaned_data)
        except actions.EvidenceRefused as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Preuve corrigée."))
            return redirect(request, _place(new))
    context = {"form": form, "evidence": row, "history": queries.history_of(row), "level_names": level_names()}
    return render(request, "competencies/evidence_form.html", context, status=422 if form.errors else 200)


@require_POST
def evidence_show(request: "MemberRequest", pk: int) -> HttpResponse:
    """Show it on one's profile, or keep it to oneself."""
    person = member_of(request)
    row = _own_row(person, pk)
    wanted = EvidenceVisibility.ME if row.is_shown else EvidenceVisibility.NETWORK
    new = actions.show_evidence(evidence=row, by=person, at=timezone.now(), visibility=wanted)
    words = _("Montrée sur votre profil.") if new.is_shown else _("Gardée pour vous seulement.")
    messages.success(request, words)
    return redirect(request, _place(new))


@require_POST
def evidence_withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    person = member_of(request)
    new = actions.withdraw_evidence(evidence=_own_row(person, pk), by=person, at=timezone.now())
    undo = reverse("competencies:evidence-restore", args=[new.pk])
    messages.success(request, _("Preuve retirée\xa0: elle ne compte plus."), extra_tags=f"undo={undo}")
    return redirect(request, reverse("competencies:evidence-list"))


@require_POST
def evidence_restore(request: "MemberRequest", pk: int) -> HttpResponse:
    person = member_of(request)
    new = actions.restore_evidence(evidence=_own_row(person, pk), by=person, at=timezone.now())
    messages.success(request, _("Preuve rétablie, pour vous seulement."))
    return redirect(request, _place(new))


def _own_row(person: "Person", pk: int) -> Evidence:
    """The last row of one of the person's chains; anything else does not exist for this page."""
    return get_object_or_404(queries.ledger_of(person), pk=pk)


def _place(row: Evidence) -> str:
    return f"{reverse('competencies:evidence-list')}#preuve-{row.pk}"


def _undo(row: Evidence) -> str:
    return reverse("competencies:evidence-withdraw", args=[row.pk])
