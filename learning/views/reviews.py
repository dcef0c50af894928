"""What waits for a trainer: open answers one after another, tries asked for."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.pagination import page_by_key
from learning.actions import attempts as attempt_actions
from learning.actions import reviews as actions
from learning.enums import ReviewState
from learning.forms.quizzes import ReviewForm
from learning.models import QuizAnswer
from learning.permissions.writing import writes_some_course
from learning.queries import reviews as queries
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 30
KEYS = ("attempt__sent_at", "pk")


def trainer(person: Person) -> Person:
    if not writes_some_course(person):
        raise PermissionDenied(_("Ces pages reviennent à qui donne des cours, et à l’équipe stratégique."))
    return person


@member_view("GET")
def review_list(request: "MemberRequest") -> HttpResponse:
    """The oldest first."""
    person = trainer(request.person)
    page = page_by_key(queries.to_review(person), keys=KEYS, cursor=request.GET.get("apres"), size=SHOWN)
    context = {
        "page": page,
        "rows": [queries.with_question(one) for one in page.items],
        "asked": list(queries.asked_for(person).order_by("asked_at", "pk")[:SHOWN]),
    }
    return render(request, "learning/review_list.html", context)


@member_view("GET", "POST")
def review_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    answer = queries.reviewable(trainer(request.person)).get(pk=pk)
    if request.method == "GET":
        return _page(request, answer, ReviewForm())
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, answer, form, status=422)
    accepted = form.cleaned_data["verdict"] == "accept"
    try:
        actions.review_answer(
            by=request.person, answer=answer, accepted=accepted, comment=form.cleaned_data["comment"], at=timezone.now()
        )
    except actions.AlreadyReviewed:
        messages.info(request, _("Cette réponse a été relue entre-temps\xa0: voici ce qui en est dit."))
        return redirect(request, reverse("learning:review-detail", args=[pk]))
    except ValidationError as refusal:
        form.add_error("comment", refusal.messages[0])
        return _page(request, answer, form, status=422)
    messages.success(request, _("La réponse est acceptée.") if accepted else _("La réponse est donnée à reprendre."))
    following = queries.to_review(request.person).order_by(*KEYS).first()
    if following is not None:
        return redirect(request, reverse("learning:review-detail", args=[following.pk]))
    return redirect(request, reverse("learning:review-list"))


def _page(request: "MemberRequest", answer: QuizAnswer, form: ReviewForm, *, status: int = 200) -> HttpResponse:
    context = {
        "one": queries.with_question(answer),
        "answer": answer,
        "person": answer.attempt.following.person,
        "waits": answer.review == ReviewState.WAITING,
        "form": form,
    }
    return render(request, "learning/review_detail.html", context, status=status)


@member_view("POST")
def attempts_grant(request: "MemberRequest", pk: int) -> HttpResponse:
    asked = queries.asked_for(trainer(request.person)).get(pk=pk)
    attempt_actions.grant_more(by=request.person, asked=asked, at=timezone.now())
    messages.success(request, _("Un essai de plus est accordé à %(name)s.") % {"name": asked.following.person.name})
    return redirect(request, reverse("learning:review-list"))
