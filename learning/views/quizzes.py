"""Quizzes of a self-paced course: begun, kept as one answers, sent, read afterwards."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import is_htmx, redirect, render
from learning.actions import attempts as actions
from learning.actions import reviews
from learning.forms.quizzes import AgainForm, QuizForm
from learning.models import Attempt, Course, Following, QuizAnswer
from learning.queries import followings as queries
from learning.queries.outlines import card_of
from learning.queries.quizzes import own_attempts, told
from learning.rules.lessons import QUIZ, Stop
from learning.views.followings import moved, stop_url
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _following(request: "MemberRequest", key: str) -> Following | None:
    following = queries.current_following(request.person, key)
    if following is None:
        Course.objects.visible_to(request.person).get(key=key)
    return following


@member_view("GET")
def quiz_detail(request: "MemberRequest", key: str, quiz: str) -> HttpResponse:
    following = _following(request, key)
    if following is None:
        return redirect(request, reverse("learning:course-follow", args=[key]))
    walk = queries.walk_along(following)
    stop = walk.outline.find(QUIZ, quiz)
    if stop is None:
        return moved(request, key)
    attempt = walk.quiz(quiz).open
    form = QuizForm(quiz=stop.raw, answers=attempt.answers.all()) if attempt else None
    return _page(request, walk, stop, attempt=attempt, form=form)


def _page(
    request: "MemberRequest",
    walk: queries.Walk,
    stop: Stop,
    *,
    attempt: Attempt | None = None,
    form: QuizForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    state = walk.quiz(stop.id)
    card = {**card_of(walk, stop), "course": walk.course}
    context = {**card, "state": state, "quiz": stop.raw, "attempt": attempt, "form": form, "refused": refused}
    return render(request, "learning/quiz_detail.html", context, status=status)


@member_view("POST")
def quiz_start(request: "MemberRequest", key: str, quiz: str) -> HttpResponse:
    following = _following(request, key)
    if following is None:
        raise Http404
    try:
        actions.start_attempt(by=request.person, following=following, quiz=quiz, at=timezone.now())
    except ValidationError as refusal:
        walk = queries.walk_along(following)
        stop = walk.outline.find(QUIZ, quiz)
        assert stop is not None
        return _page(request, walk, stop, refused=refusal.messages[0], status=422)
    return redirect(request, reverse("learning:quiz-detail", args=[key, quiz]))


def _attempt(request: "MemberRequest", key: str, quiz: str, number: int) -> tuple[Attempt, queries.Walk, Stop]:
    attempt: Attempt = (
        own_attempts(request.person, key).order_by("-following__edition__number").filter(quiz=quiz, number=number)[:1].get()
    )
    walk = queries.walk_along(attempt.following)
    stop = walk.outline.find(QUIZ, quiz)
    if stop is None:
        raise Http404
    return attempt, walk, stop


@member_view("POST")
def quiz_save(request: "MemberRequest", key: str, quiz: str, number: int) -> HttpResponse:
    """What is answered so far, kept as one answers; without scripts, by a button."""
    attempt, _walk, stop = _attempt(request, key, quiz, number)
    form = QuizForm(request.POST, quiz=stop.raw, partial=True)
    form.is_valid()
    try:
        actions.save_answers(by=request.person, attempt=attempt, said=form.said, at=timezone.now())
    except actions.AlreadySent:
        return _was_sent(request, attempt, key)
    if is_htmx(request):
        return render(request, "learning/parts/quiz_saved.html", {"now": timezone.now()})
    messages.success(request, _("Vos réponses sont gardées. Vous pouvez continuer plus tard, sur un autre appareil."))
    return redirect(request, reverse("learning:course-follow", args=[key]))


@member_view("POST")
def quiz_send(request: "MemberRequest", key: str, quiz: str, number: int) -> HttpResponse:
    attempt, walk, stop = _attempt(request, key, quiz, number)
    if attempt.sent_at is not None:
        return _was_sent(request, attempt, key)
    form = QuizForm(request.POST, quiz=stop.raw)
    if not form.is_valid():
        return _page(request, walk, stop, attempt=attempt, form=form, status=422)
    try:
        actions.send_attempt(by=request.person, attempt=attempt, said=form.said, at=timezone.now())
    except actions.AlreadySent:
        return _was_sent(request, attempt, key)
    return redirect(request, reverse("learning:quiz-result", args=[key, quiz, number]))


def _was_sent(request: "MemberRequest", attempt: Attempt, key: str) -> HttpResponse:
    messages.info(request, _("Cet essai est déjà envoyé\xa0: le voici."))
    return redirect(request, reverse("learning:quiz-result", args=[key, attempt.quiz, attempt.number]))


@member_view("GET")
def quiz_result(request: "MemberRequest", key: str, quiz: str, number: int) -> HttpResponse:
    return _result(request, key, quiz, number)


def _result(
    request: "MemberRequest",
    key: str,
    quiz: str,
    number: int,
    *,
    again: AgainForm | None = None,
    again_for: int = 0,
    status: int = 200,
) -> HttpResponse:
    attempt, walk, stop = _attempt(request, key, quiz, number)
    if attempt.sent_at is None:
        return redirect(request, reverse("learning:quiz-detail", args=[key, quiz]))
    card = {**card_of(walk, stop), "course": walk.course}
    after = card["after"]
    rows = told(attempt, stop, walk.outline)
    context = {
        **card,
        "attempt": attempt,
        "quiz": stop.raw,
        "state": walk.quiz(stop.id),
        "told": rows,
        "right": sum(one.right is True for one in rows),
        "after_url": stop_url(key, after) if after else "",
        "again": again or AgainForm(),
        "again_for": again_for,
        "following": walk.following,
    }
    return render(request, "learning/quiz_result.html", context, status=status)


@member_view("POST")
def answer_again(request: "MemberRequest", key: str, pk: int) -> HttpResponse:
    """An open answer that was given back, written anew."""
    rows = QuizAnswer.objects.filter(attempt__following__person=request.person, attempt__following__edition__course__key=key)
    answer = rows.select_related("attempt__following").get(pk=pk)
    attempt = answer.attempt
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _result(request, key, attempt.quiz, attempt.number, again=form, again_for=answer.pk, status=422)
    try:
        reviews.write_again(by=request.person, answer=answer, text=form.cleaned_data["text"], at=timezone.now())
    except reviews.AlreadyReviewed:
        messages.info(request, _("Cette réponse n’attend plus de reprise\xa0: voici où elle en est."))
    else:
        messages.success(request, _("Votre réponse est envoyée. Vous serez prévenu ou prévenue quand elle sera relue."))
    return redirect(request, reverse("learning:quiz-result", args=[key, attempt.quiz, attempt.number]))


@member_view("POST")
def quiz_ask(request: "MemberRequest", key: str, quiz: str) -> HttpResponse:
    """One more try, asked of who gives the course."""
    following = _following(request, key)
    if following is None:
        raise Http404
    try:
        actions.ask_for_more(by=request.person, following=following, quiz=quiz, at=timezone.now())
    except ValidationError as refusal:
        messages.info(request, refusal.messages[0])
    else:
        messages.success(request, _("Votre demande est envoyée à qui donne le cours."))
    return redirect(request, reverse("learning:quiz-detail", args=[key, quiz]))
