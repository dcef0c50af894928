"""Rounds: the desk of who answers, the board, opening, closing, extending."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.pagination import page_by_key
from core.templatetags.formatting import day
from job_profiles.actions import consultations as actions
from job_profiles.forms.consultations import CommentForm, ExtendForm, RoundForm, SubmitForm
from job_profiles.models import Round
from job_profiles.permissions import answers_for_somebody, can_edit, may_answer_for, may_comment, may_decide, owns_profiles
from job_profiles.queries import consultations as queries
from job_profiles.queries import decisions as decision_queries
from job_profiles.queries import texts
from job_profiles.queries.lacking import lacking
from job_profiles.views.drafting import draft_of
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

PAST_SHOWN = 20


def add_refusal(form: Form, refusal: ValidationError) -> None:
    """Each sentence beside its field, what has no field above the form."""
    if not hasattr(refusal, "error_dict"):
        for words in refusal.messages:
            form.add_error(None, words)
        return
    for name, said in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, said)  # type: ignore[arg-type]


@member_view("GET")
def round_list(request: "MemberRequest") -> HttpResponse:
    """What the person's ministries have to answer, what they answered; every consultation, open and past."""
    person, today = request.person, timezone.localdate()
    every = queries.with_figures(queries.visible_to(person))
    past = page_by_key(
        every.exclude(closed_at=None), keys=("-closed_at", "-pk"), cursor=request.GET.get("avant") or None, size=PAST_SHOWN
    )
    context = {
        "answers": queries.to_answer(person, on=today),
        "answered": queries.answered_by(person),
        "open": list(every.filter(closed_at=None).order_by("closes_on", "pk")),
        "past": past,
        "answers_for_somebody": answers_for_somebody(person),
        "to_decide": decision_queries.waiting() if may_decide(person) else [],
        "owns": owns_profiles(person),
        "today": today,
    }
    return render(request, "job_profiles/round_list.html", context)


@member_view("GET", "POST")
def round_create(request: "MemberRequest", pk: int) -> HttpResponse:
    """Ask the ministries: dates, quorum, which. What the draft lacks is said and nothing is opened."""
    version = draft_of(request.person, pk)
    if not can_edit(request.person, version):
        raise PermissionDenied(_("Cette version ne peut pas être mise en consultation en ce moment."))
    today = timezone.localdate()
    form = RoundForm(request.POST or None, today=today)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                one = actions.open_round(by=request.person, version=version, at=timezone.now(), **form.cleaned_data)
            except ValidationError as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("La consultation est ouverte\xa0: les ministères sont prévenus."))
                return redirect(request, one.get_absolute_url())
    context = {"form": form, "version": version, "lacking": lacking(version), "number": version.rounds.count() + 1}
    return render(request, "job_profiles/round_form.html", context, status=status)


@member_view("GET")
def round_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    return board_page(request, queries.visible_to(request.person).get(pk=pk))


def board_page(request: "MemberRequest", one: Round, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The board, with forms that were refused in the place of fresh ones (`extend`, `submit`, `comment`)."""
    person, today = request.person, timezone.localdate()
    board = queries.board(one)
    asked = {row.organisation_id for row in board.ministries}
    newest = not Round.objects.filter(version=one.version_id, number__gt=one.number).exists()
    context = {
        "round": one,
        "version": one.version,
        "board": board,
        "open": queries.is_open(one, today),
        "mine": [row for row in board.ministries if may_answer_for(person, row.organisation_id)],
        "may_comment": one.closed_at is None and may_comment(person, asked),
        "may_lead": owns_profiles(person),
        "can_edit": newest and can_edit(person, one.version),
        "newest": newest,
        "may_decide": may_decide(person),
        "amended": texts.compared(one.text, texts.snapshot(one.version)) if one.closed_at and newest else {},
        "extend": ExtendForm(),
        "submit": SubmitForm(),
        "comment": CommentForm(),
        "commented": "",
        **forms,
    }
    return render(request, "job_profiles/round_detail.html", context, status=status)


@member_view("POST")
def round_close(request: "MemberRequest", pk: int) -> HttpResponse:
    one = queries.visible_to(request.person).get(pk=pk)
    actions.close_round(by=request.person, round=one, at=timezone.now())
    messages.success(request, _("La consultation est fermée. Répondez maintenant aux observations."))
    return redirect(request, one.get_absolute_url())


@member_view("POST")
def round_extend(request: "MemberRequest", pk: int) -> HttpResponse:
    one = queries.visible_to(request.person).get(pk=pk)
    if not owns_profiles(request.person):
        raise PermissionDenied
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            closes_on = form.cleaned_data["closes_on"]
            actions.extend_round(by=request.person, round=one, closes_on=closes_on, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("La consultation est prolongée jusqu’au %(day)s.") % {"day": day(closes_on)})
            return redirect(request, one.get_absolute_url())
    return board_page(request, one, extend=form, status=422)


def back_to(request: "MemberRequest", one: Round, anchor: str) -> HttpResponse:
    """To the board, at that place."""
    return redirect(request, f"{reverse('job_profiles:round-detail', args=[one.pk])}#{anchor}")
