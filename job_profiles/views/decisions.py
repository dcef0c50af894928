"""Submission to the strategic team, its decision, retirement; the public log of a version."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from job_profiles.actions import decisions as actions
from job_profiles.enums import VersionState
from job_profiles.forms.consultations import DecisionForm, RetireForm, SubmitForm
from job_profiles.models import ProfileVersion
from job_profiles.permissions import can_decide, may_decide
from job_profiles.queries import consultations as round_queries
from job_profiles.queries import decisions as queries
from job_profiles.queries import texts
from job_profiles.queries.impact import preview
from job_profiles.views.consultations import add_refusal, board_page
from job_profiles.views.drafting import draft_of
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

RETIRABLE = (VersionState.PROPOSAL, VersionState.APPROVED, VersionState.IN_FORCE)


def _log_url(version: ProfileVersion) -> str:
    return reverse("job_profiles:version-log", args=[version.profile.key, version.number])


@member_view("POST")
def version_submit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Ask for the decision; what stands in the way is said on the board."""
    version = draft_of(request.person, pk)
    form = SubmitForm(request.POST)
    last = round_queries.visible_to(request.person).filter(version=version).order_by("-number").first()
    if last is None:
        raise PermissionDenied(_("Aucun ministère n’a été consulté."))
    if form.is_valid():
        try:
            actions.submit(by=request.person, version=version, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("La version est soumise\xa0: l’équipe stratégique est prévenue."))
            return redirect(request, last.get_absolute_url())
    return board_page(request, last, submit=form, status=422)


@member_view("POST")
def version_take_back(request: "MemberRequest", pk: int) -> HttpResponse:
    """The owner takes the request back, to amend something more."""
    version = draft_of(request.person, pk)
    actions.take_back(by=request.person, version=version, at=timezone.now())
    messages.success(request, _("La demande de décision est reprise\xa0: le texte se modifie de nouveau."))
    return redirect(request, reverse("job_profiles:draft-edit", args=[version.pk]))


@member_view("GET", "POST")
def version_decide(request: "MemberRequest", pk: int) -> HttpResponse:
    """Figures, what was said and replied, what changes; the decision by somebody who did not write the version."""
    person = request.person
    version = ProfileVersion.objects.visible_to(person).select_related("profile", "based_on").get(pk=pk)
    if not may_decide(person):
        raise PermissionDenied(_("Seule l’équipe stratégique décide."))
    last = round_queries.visible_to(person).filter(version=version).order_by("-number").first()
    if last is None or version.state != VersionState.CONSULTATION:
        return redirect(request, _log_url(version))
    board = round_queries.board(last)
    form = DecisionForm(request.POST or None, reached=board.reached)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.decide(by=person, version=version, at=timezone.now(), **form.cleaned_data)
            except ValidationError as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("La décision est prise\xa0: elle est dans le journal de la version."))
                return redirect(request, _log_url(version))
    return render(request, "job_profiles/version_decide.html", _decision(request, version, board, form), status=status)


def _decision(
    request: "MemberRequest", version: ProfileVersion, board: round_queries.Board, form: DecisionForm
) -> dict[str, Any]:
    before = texts.snapshot(version.based_on) if version.based_on else {}
    observations = [one for cell in board.cells for one in cell.observations]
    return {
        "version": version,
        "round": board.round,
        "board": board,
        "form": form,
        "can_decide": can_decide(request.person, version),
        "changes": list(texts.compared(before, texts.snapshot(version)).values()),
        "observations": observations,
        "submitted": queries.submission_of(version),
        "preview": preview(version, viewer=request.person, at=timezone.now()),
        "level_names": level_names(),
    }


@member_view("GET", "POST")
def version_retire(request: "MemberRequest", pk: int) -> HttpResponse:
    """Take a reference out of use, with reasons."""
    version = ProfileVersion.objects.visible_to(request.person).select_related("profile").get(pk=pk)
    if not may_decide(request.person) or version.state not in RETIRABLE:
        raise PermissionDenied(_("Seule l’équipe stratégique retire une version."))
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.retire(by=request.person, version=version, reasons=form.cleaned_data["reasons"], at=timezone.now())
        messages.success(request, _("La version est retirée."))
        return redirect(request, _log_url(version))
    status = 422 if request.method == "POST" else 200
    return render(request, "job_profiles/version_retire.html", {"version": version, "form": form}, status=status)


@member_view("GET")
def version_log(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """Who did what, when: read by every member."""
    version = queries.with_log(request.person).get(profile__key=key, number=number)
    context = {
        "version": version,
        "lines": queries.log_of(version),
        "rounds": round_queries.with_figures(round_queries.visible_to(request.person).filter(version=version)),
        "may_retire": may_decide(request.person) and version.state in RETIRABLE,
    }
    return render(request, "job_profiles/version_log.html", context)
