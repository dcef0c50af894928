"""Open answers: reviewed by a trainer of the course, written again when they are to be done again."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.actions.attempts import quiz_of
from learning.actions.followings import locked, settle
from learning.enums import ReviewState
from learning.events import AnswerReviewed, AnswersToReview
from learning.models import Attempt, Following, QuizAnswer
from learning.permissions.writing import may_write
from learning.rules.quizzes import outcome
from people.models import Person


class AlreadyReviewed(Exception):
    """Somebody else was faster, or the learner wrote it anew meanwhile."""


@transaction.atomic
def review_answer(*, by: Person, answer: QuizAnswer, accepted: bool, comment: str, at: dt.datetime) -> bool:
    """Accept an open answer, or give it back with a comment; returns whether the course is completed by it."""
    following, attempt, held = _held(answer)
    course = following.edition.course
    if not may_write(by, course) or following.person_id == by.pk:
        raise PermissionDenied
    if held.review != ReviewState.WAITING:
        raise AlreadyReviewed
    if not accepted and not comment.strip():
        raise ValidationError(
            {"comment": _("Dites ce qui manque\xa0: la personne reprend sa réponse à partir de votre mot.")}
        )
    held.review = ReviewState.ACCEPTED if accepted else ReviewState.TO_REDO
    held.right = True if accepted else None
    held.reviewed_by, held.reviewed_at, held.feedback = by, at, comment.strip()
    held.save()
    _conclude(attempt, following)
    completed = settle(following=following, at=at)
    publish(
        AnswerReviewed(
            answer_id=held.pk, attempt_id=attempt.pk, course_id=course.pk, person_id=following.person_id,
            reviewer_id=by.pk, accepted=accepted, completed=completed, at=at,
        )
    )  # fmt: skip
    return completed


@transaction.atomic
def write_again(*, by: Person, answer: QuizAnswer, text: str, at: dt.datetime) -> None:
    """The same question of the same try, written anew: no try is used. Raises AlreadyReviewed when nobody asked for it."""
    following, attempt, held = _held(answer)
    locked(following, by)
    if held.review != ReviewState.TO_REDO:
        raise AlreadyReviewed
    held.text, held.review, held.right = text, ReviewState.WAITING, None
    held.save()
    publish(AnswersToReview(attempt_id=attempt.pk, course_id=following.edition.course_id, person_id=by.pk, at=at))


def _held(answer: QuizAnswer) -> tuple[Following, Attempt, QuizAnswer]:
    """The following first, as everywhere: two people never wait for one another."""
    rows = Following.objects.select_related("edition__course").defer("edition__content").select_for_update(of=("self",))
    following = rows.get(attempts__answers=answer)
    held = QuizAnswer.objects.select_for_update(of=("self",)).select_related("attempt").get(pk=answer.pk)
    return following, held.attempt, held


def _conclude(attempt: Attempt, following: Following) -> None:
    quiz = quiz_of(following, attempt.quiz)
    marks = dict(attempt.answers.values_list("question", "right"))
    result = outcome([marks.get(one["id"]) for one in quiz["questions"]], quiz["pass_percent"])
    attempt.percent, attempt.passed = result.percent, result.passed
    attempt.save(update_fields=["percent", "passed"])
