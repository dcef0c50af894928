"""Peer review: asking, taking back, answering."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions import practices
from community.actions.practices import EditConflict
from community.actions.practices.texts import lacks
from community.forms.practice_reviews import AskReviewForm, ReviewForm
from community.models import PracticePage, PracticeRemark
from community.models.practice_reviews import REMARKED
from community.permissions import practices as may
from community.queries import practice_remarks, practice_versions
from community.queries import practices as queries
from community.views.entry import member_view, small_act
from community.views.practice_texts import REMARK_HEADINGS, chips_of, headings, lacking
from community.views.practices import add_errors
from core.htmx import redirect

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def practice_ask(request: "MemberRequest", label: str) -> HttpResponse:
    """Choose who reads the draft before it is published; what readers would miss is said first."""
    person = request.person
    page = queries.by_label(person, label)
    if not may.can_submit_practice(person, page):
        raise PermissionDenied(_("Seules les personnes qui écrivent cette fiche et l’animation la font relire."))
    people = queries.reviewers_for(page)
    again = practice_remarks.asked_again(page)
    form, status = AskReviewForm(request.POST or None, people=people, again=again), 200
    missing: list[Any] = []
    if request.method == "POST":
        small_act(person)
        status = 422
        if form.is_valid():
            # Who was asked before stays asked: then this press alone cannot be undone.
            undo = "" if queries.is_in_review(page) else f"undo={reverse('community:practice-withdraw', args=[page.label])}"
            try:
                rows = practices.ask_review(by=person, page=page, reviewers=form.chosen, at=timezone.now())
            except ValidationError as refusal:
                missing = lacking(refusal)
                add_errors(form, refusal)
            else:
                names = ", ".join(row.reviewer.name for row in rows)
                words = _("La fiche est en relecture. C’est demandé à %(names)s.") % {"names": names}
                messages.success(request, words, extra_tags=undo)
                return redirect(request, page.get_absolute_url())
    else:
        missing = lacking(lacks(queries.draft_of(page)))
    open_remarks = [one for one in practice_remarks.under_way(page) if one.handled_at is None]
    context = {"form": form, "page": page, "missing": missing, "waiting": queries.pending_reviews(page)}
    context |= {"open_remarks": len(open_remarks), "again": again}
    return render(request, "community/practice_ask.html", context, status=status)


@member_view("POST")
def practice_withdraw(request: "MemberRequest", label: str) -> HttpResponse:
    """Take the draft back from review."""
    page = queries.by_label(request.person, label)
    practices.withdraw_review(by=request.person, page=page, at=timezone.now())
    messages.success(request, _("La relecture est annulée. La fiche redevient un brouillon."))
    return redirect(request, page.get_absolute_url())


@member_view("GET", "POST")
def practice_review(request: "MemberRequest", label: str) -> HttpResponse:
    """Read the draft and say: published as it is, or what should change first. `verdict`: approuver or changer."""
    person = request.person
    page = queries.by_label(person, label)
    if not may.can_review_practice(person, page) or not queries.is_in_review(page):
        raise PermissionDenied(_refusal(page))
    initial = {"revision": page.latest_revision_id}
    form, status = ReviewForm(request.POST or None, initial=initial, headings=REMARK_HEADINGS), 200
    changed: list[Any] = []
    if request.method == "POST":
        small_act(person)
        status = 422
        if form.is_valid():
            try:
                return _decided(request, page, form)
            except EditConflict:
                page = queries.by_label(person, label)
                changed, status = practice_versions.since(page, form.cleaned_data["revision"]), 409
                form.data = {**form.data.dict(), "revision": str(page.latest_revision_id)}  # type: ignore[attr-defined]
            except ValidationError as refusal:
                add_errors(form, refusal)
    draft, before = queries.draft_of(page), practice_remarks.last_read(page)
    context = {
        "form": form,
        "page": page,
        "draft": draft,
        "parts": _parts(draft, form, practice_remarks.by_part(practice_remarks.under_way(page))),
        "chips": chips_of(draft),
        "files": list(draft.files.all()),
        "changes": headings(practice_versions.unpublished(page)),
        "before": before,
        "since": headings(practice_versions.since(page, before.revision_id or 0)) if before is not None else [],
        "meanwhile": headings(changed),
        "in_conflict": status == 409,
        "authors": [row.person for row in queries.byline(page) if not row.credited],
    }
    return render(request, "community/practice_review.html", context, status=status)


def _parts(draft: PracticePage, form: ReviewForm, said: dict[str, list[PracticeRemark]]) -> list[dict[str, Any]]:
    """Every part of the sheet, empty ones too, with the field of a remark and what was said of it before."""
    return [
        {
            "key": part,
            "title": REMARK_HEADINGS[part],
            "body_html": draft.rendered.get(part, ""),
            "field": form[f"remark_{part}"],
            "opens": bool(form[f"remark_{part}"].errors or form[f"remark_{part}"].value()),
            "remarks": said[part],
        }
        for part in REMARKED
    ]


def _refusal(page: PracticePage) -> str:
    if not queries.is_in_review(page):
        return _("Cette fiche n’attend pas de relecture.")
    return _("Relire cette fiche revient à l’animation de l’espace et aux personnes invitées, jamais à qui l’a écrite.")


def _decided(request: "MemberRequest", page: PracticePage, form: ReviewForm) -> HttpResponse:
    approve = request.POST.get("verdict") == "approuver"
    practices.decide(
        by=request.person,
        page=page,
        approve=approve,
        comment=form.cleaned_data["comment"],
        remarks=form.remarks,
        revision_id=form.cleaned_data["revision"],
        at=timezone.now(),
    )
    words = _("La fiche est publiée. Merci de l’avoir relue.") if approve else _("C’est envoyé aux auteurs. Merci.")
    messages.success(request, words)
    return redirect(request, page.get_absolute_url())
