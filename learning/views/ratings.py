"""Invited ratings: what one asked, what is asked of one, the rater's short form, what a manager said."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.htmx import is_htmx, redirect, render
from core.limits import limited
from learning.actions import ratings as actions
from learning.enums import Mark, RaterKind, RatingState
from learning.forms.ratings import AskForm
from learning.models import RatingRequest
from learning.queries import ratings as queries
from learning.queries.runs import last_finished
from people.queries.consents import has_consent
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

FIELD = "enonce-"


@member_view("GET")
def rating_list(request: "MemberRequest") -> HttpResponse:
    """What one asked of others, and what others ask of one. Who never switched the diagnostic on sees the second alone."""
    person, today = request.person, timezone.localdate()
    asked = [one for one in queries.asked_of(person, RatingState.SENT) if one.due_on >= today]
    context = {
        "switched_on": has_consent(person, queries.PURPOSE),
        "run": last_finished(person),
        "managers": queries.asked_by(person, RaterKind.MANAGER),
        "peers": queries.asked_by(person, RaterKind.PEER),
        "peers_said": queries.peers_of(person),
        "asked": asked,
        "given": queries.asked_of(person, RatingState.ANSWERED),
        "today": today,
    }
    return render(request, "learning/rating_list.html", context)


@member_view("GET", "POST")
@limited("avis-demandes", limit=12, seconds=3600)
def rating_ask(request: "MemberRequest") -> HttpResponse:
    """Choose whom to ask and about what. Without a finished diagnostic there is nothing to ask about yet."""
    person, today = request.person, timezone.localdate()
    if not has_consent(person, queries.PURPOSE):
        raise PermissionDenied(_("Activez d’abord votre diagnostic\xa0: c’est vous qui décidez."))
    targets = queries.targets_to_rate(person, timezone.now())
    managers = queries.managers_above(person, today)
    form = AskForm(request.POST or None, viewer=person, managers=managers, targets=targets, today=today)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.ask_for_ratings(by=person, at=timezone.now(), **form.chosen)
            except ValidationError as refusal:
                form.refuse(refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages})
            else:
                words = ngettext("%(count)d demande est partie.", "%(count)d demandes sont parties.", len(made))
                messages.success(request, words % {"count": len(made)})
                return redirect(request, reverse("learning:rating-list"))
    return render(request, "learning/rating_ask.html", {"form": form, "targets": targets}, status=status)


@member_view("GET", "POST")
def rating_answer(request: "MemberRequest", pk: int) -> HttpResponse:
    """The rater's form: kept as one goes (htmx, or « Enregistrer »), sent once every statement is marked."""
    person = request.person
    one = queries.visible_to(person).get(pk=pk, rater=person)
    if one.state != RatingState.SENT:
        return _answered(request, one)
    if not queries.may_answer(one, timezone.localdate()):
        return render(request, "learning/rating_closed.html", {"request_": one}, status=403 if request.POST else 200)
    if request.method != "POST":
        return _form(request, one)
    marks = _marks(request.POST)
    if is_htmx(request):
        actions.save_marks(by=person, request=one, marks=marks, at=timezone.now())
        return render(request, "learning/parts/rating_saved.html", _progress(one) | {"saved": True})
    if request.POST.get("suite") != "envoyer":
        actions.save_marks(by=person, request=one, marks=marks, at=timezone.now())
        messages.success(request, _("C’est gardé, pas encore envoyé."))
        return redirect(request, reverse("learning:rating-answer", args=[one.pk]))
    try:
        actions.give_rating(by=person, request=one, marks=marks, at=timezone.now())
    except ValidationError as refusal:
        actions.save_marks(by=person, request=one, marks=marks, at=timezone.now())
        return _form(request, one, errors=refusal.message_dict)
    messages.success(request, _("Merci\xa0: votre avis est envoyé."))
    return redirect(request, reverse("learning:rating-list"))


def _form(request: "MemberRequest", one: RatingRequest, errors: "dict[str, list[str]] | None" = None) -> HttpResponse:
    statements = queries.statements_of(one)
    for statement in statements:
        statement.error = " ".join((errors or {}).get(str(statement.pk), []))  # type: ignore[attr-defined]
    groups = [
        (competency, [row for row in statements if row.competency_id == competency.pk])
        for competency in queries.competencies_of(statements)
    ]
    left = next((row for row in statements if row.error), None)  # type: ignore[attr-defined]
    context = {"request_": one, "groups": groups, "marks": Mark.choices, "errors": errors, "first_left": left}
    status = 422 if errors else 200
    return render(request, "learning/rating_answer.html", context | _progress(one), status=status)


def _progress(one: RatingRequest) -> dict[str, int]:
    statements = queries.statements_of(one)
    return {"marked": sum(row.marked for row in statements), "total": len(statements)}


def _answered(request: "MemberRequest", one: RatingRequest) -> HttpResponse:
    """What the rater said, to read again or take back; of a request that is over, only that it is."""
    if one.state != RatingState.ANSWERED:
        return render(request, "learning/rating_closed.html", {"request_": one}, status=403 if request.POST else 200)
    if request.method == "POST":
        raise PermissionDenied(_("Cette demande n’attend plus de réponse."))
    context = {"request_": one, "statements": queries.statements_of(one), "own": True}
    return render(request, "learning/rating_detail.html", context)


@member_view("GET")
def rating_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """What a manager said, for the person who asked. What a peer said is shown to nobody but the peer."""
    one = queries.visible_to(request.person).get(
        pk=pk, person=request.person, kind=RaterKind.MANAGER, state=RatingState.ANSWERED
    )
    context = {"request_": one, "statements": queries.statements_of(one), "own": False}
    return render(request, "learning/rating_detail.html", context)


@member_view("POST")
def rating_decline(request: "MemberRequest", pk: int) -> HttpResponse:
    one = queries.visible_to(request.person).get(pk=pk, rater=request.person)
    actions.decline(by=request.person, request=one, at=timezone.now())
    messages.success(request, _("C’est noté. Aucune raison n’est demandée ni transmise."))
    return redirect(request, reverse("learning:rating-list"))


@member_view("POST")
def rating_withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    one = queries.visible_to(request.person).get(pk=pk)
    actions.withdraw(by=request.person, request=one, at=timezone.now())
    messages.success(request, _("C’est retiré\xa0: rien n’en reste et rien n’en compte."))
    return redirect(request, reverse("learning:rating-list"))


def _marks(posted: QueryDict) -> dict[int, str]:
    """Marks by statement; what is no number is left aside."""
    names = [name for name in posted if name.startswith(FIELD) and name[len(FIELD) :].isdigit()]
    return {int(name[len(FIELD) :]): str(posted[name]) for name in names}
