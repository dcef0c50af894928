"""Tries at a quiz: begun, kept as one answers, sent once, marked by learning/rules/quizzes.py; one more asked for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.actions.followings import keep_place, locked, settle
from learning.enums import QuestionKind, ReviewState
from learning.events import AnswersToReview, MoreAttemptsAsked, MoreAttemptsGranted
from learning.models import Attempt, Following, MoreAttempts, QuizAnswer
from learning.permissions.writing import may_write
from learning.queries.editions import course_of
from learning.queries.followings import walk_along
from learning.rules import quizzes as rules
from learning.rules.lessons import QUIZ, Content, right_options
from people.models import Person


class AlreadySent(Exception):
    """This try was sent before: from another device, or pressed twice."""


@dataclass(frozen=True)
class Said:
    """An answer as it was given: ids of options, or words."""

    chosen: tuple[str, ...] = ()
    text: str = ""


def quiz_of(following: Following, quiz: str) -> Content:
    """Raises Attempt.DoesNotExist for a quiz that the edition does not hold."""
    stop = course_of(following.edition).find(QUIZ, quiz)
    if stop is None:
        raise Attempt.DoesNotExist
    return stop.raw


@transaction.atomic
def start_attempt(*, by: Person, following: Following, quiz: str, at: dt.datetime) -> Attempt:
    """The try that is open, or a new one. Raises ValidationError when there is none to begin."""
    held = locked(following, by)
    content = quiz_of(held, quiz)
    state = walk_along(held).quiz(quiz)
    if state.open is not None:
        return state.open
    if state.passed:
        raise ValidationError(_("Ce questionnaire est déjà réussi."))
    if state.waiting is not None:
        raise ValidationError(_("Une réponse ouverte attend sa relecture\xa0: le questionnaire reste tel quel d’ici là."))
    if not state.may_try:
        raise ValidationError(_("Vos essais sont utilisés. Demandez-en un de plus à qui donne le cours."))
    attempt = Attempt.objects.create(following=held, quiz=quiz, number=len(state.attempts) + 1, started_at=at)
    if state.sent:
        _bring_open_answers(state.sent[-1], attempt, content)
    keep_place(held, quiz, at)
    return attempt


def _bring_open_answers(before: Attempt, attempt: Attempt, quiz: Content) -> None:
    """What was written in the last try is not written again; what was accepted stays accepted while it reads the same."""
    still = {one["id"] for one in quiz["questions"] if one["kind"] == QuestionKind.OPEN}
    QuizAnswer.objects.bulk_create(
        QuizAnswer(
            attempt=attempt, question=one.question, kind=one.kind, text=one.text, feedback=one.feedback,
            right=one.right or None, review=one.review if one.right else "", reviewed_by_id=one.reviewed_by_id,
            reviewed_at=one.reviewed_at,
        )
        for one in before.answers.filter(question__in=still)
    )  # fmt: skip


@transaction.atomic
def save_answers(*, by: Person, attempt: Attempt, said: Mapping[str, Said], at: dt.datetime) -> None:
    """Keep what was answered so far. Raises AlreadySent."""
    held = _open_attempt(by, attempt)
    _keep(held, quiz_of(held.following, held.quiz), said)
    keep_place(held.following, held.quiz, at)


@transaction.atomic
def send_attempt(*, by: Person, attempt: Attempt, said: Mapping[str, Said], at: dt.datetime) -> Attempt:
    """Mark the try; open answers wait for a trainer unless they cannot change the outcome. Raises AlreadySent."""
    held = _open_attempt(by, attempt)
    quiz = quiz_of(held.following, held.quiz)
    answers = _keep(held, quiz, said)
    marks = [_mark(question, answers[question["id"]]) for question in quiz["questions"]]
    result = rules.outcome(marks, quiz["pass_percent"])
    for answer, mark in zip(answers.values(), marks, strict=True):
        answer.right = mark
        if answer.kind == QuestionKind.OPEN and mark is None and result.passed is None:
            answer.review = ReviewState.WAITING
    QuizAnswer.objects.bulk_update(answers.values(), ["right", "review"])
    held.sent_at, held.percent, held.passed = at, result.percent, result.passed
    held.save(update_fields=["sent_at", "percent", "passed"])
    keep_place(held.following, held.quiz, at)
    if result.passed is None:
        course = held.following.edition.course_id
        publish(AnswersToReview(attempt_id=held.pk, course_id=course, person_id=by.pk, at=at))
    settle(following=held.following, at=at)
    return held


def _open_attempt(by: Person, attempt: Attempt) -> Attempt:
    """The try, with its following held."""
    following = locked(attempt.following, by)
    held = Attempt.objects.select_for_update().get(pk=attempt.pk)
    held.following = following
    if held.sent_at is not None:
        raise AlreadySent
    return held


def _keep(attempt: Attempt, quiz: Content, said: Mapping[str, Said]) -> dict[str, QuizAnswer]:
    """One row for each question, in their order; an open answer that reads otherwise than what was accepted waits again."""
    rows = {one.question: one for one in attempt.answers.all()}
    kept = {}
    for question in quiz["questions"]:
        key, given = question["id"], said.get(question["id"], Said())
        row = rows.get(key) or QuizAnswer(attempt=attempt, question=key, kind=question["kind"])
        if row.text != given.text:
            row.right, row.review = None, ""
        known = {one["id"] for one in question.get("options", ())}
        row.chosen, row.text = [one for one in given.chosen if one in known], given.text
        row.save()
        kept[key] = row
    return kept


def _mark(question: Content, answer: QuizAnswer) -> bool | None:
    if question["kind"] == QuestionKind.SHORT:
        return rules.accepts(answer.text, question["accepted"])
    if question["kind"] == QuestionKind.OPEN:
        return answer.right
    return rules.marked_choice(answer.chosen, right_options(question))


@transaction.atomic
def ask_for_more(*, by: Person, following: Following, quiz: str, at: dt.datetime) -> MoreAttempts:
    """One request at a time; asked twice, it is the same."""
    held = locked(following, by)
    quiz_of(held, quiz)
    state = walk_along(held).quiz(quiz)
    if state.passed or state.left is None or state.left > 0 or state.open is not None:
        raise ValidationError(_("Il vous reste un essai."))
    asked, new = MoreAttempts.objects.get_or_create(following=held, quiz=quiz, granted_at=None, defaults={"asked_at": at})
    if new:
        course = held.edition.course_id
        publish(MoreAttemptsAsked(request_id=asked.pk, course_id=course, person_id=by.pk, at=at))
    return asked


@transaction.atomic
def grant_more(*, by: Person, asked: MoreAttempts, at: dt.datetime) -> None:
    """One more try. Granted twice, it stays one."""
    held = MoreAttempts.objects.select_for_update(of=("self",)).select_related("following__edition__course").get(pk=asked.pk)
    course = held.following.edition.course
    if not may_write(by, course) or held.following.person_id == by.pk:
        raise PermissionDenied
    if held.granted_at is not None:
        return
    held.granted_at, held.granted_by = at, by
    held.save(update_fields=["granted_at", "granted_by"])
    person = held.following.person_id
    publish(MoreAttemptsGranted(request_id=held.pk, course_id=course.pk, person_id=person, at=at))
