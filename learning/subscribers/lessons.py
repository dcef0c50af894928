"""Who hears of what happens in courses at one's own pace: trainers of what waits for them, learners of the answer."""

import datetime as dt

from django.urls import reverse

from activity.actions.notifications import notify, withdraw
from core.events import subscribe
from learning.enums import ReviewState
from learning.events import AnswerReviewed, AnswersToReview, MoreAttemptsAsked, MoreAttemptsGranted
from learning.models import Course, MoreAttempts, QuizAnswer
from learning.queries.reviews import reviewers_of


def _tell_trainers(kind: str, key: str, course_id: int, person_id: int, at: dt.datetime) -> None:
    course = Course.objects.get(pk=course_id)
    reason, people = reviewers_of(course_id)
    notify(
        kind=f"learning.{kind}", event_key=key, recipients=[(pk, reason) for pk in people if pk != person_id],
        actor=person_id, target=course, audience_id=None, url=reverse("learning:review-list"), at=at,
        data={"course": course.title_fr},
    )  # fmt: skip


@subscribe(AnswersToReview)
def ask_for_review(event: AnswersToReview) -> None:
    """While an answer still waits: who reviewed it at once is not asked for it afterwards."""
    if QuizAnswer.objects.filter(attempt=event.attempt_id, review=ReviewState.WAITING).exists():
        key = f"attempt:{event.attempt_id}:review:{event.at.isoformat()}"
        _tell_trainers("answers_waiting", key, event.course_id, event.person_id, event.at)


@subscribe(AnswerReviewed)
def tell_learner(event: AnswerReviewed) -> None:
    answer = QuizAnswer.objects.select_related("attempt").filter(pk=event.answer_id).first()
    if answer is None:
        return
    course = Course.objects.get(pk=event.course_id)
    result = reverse("learning:quiz-result", args=[course.key, answer.attempt.quiz, answer.attempt.number])
    notify(
        kind="learning.answer_reviewed", event_key=f"answer:{event.answer_id}:{event.at.isoformat()}",
        recipients=[(event.person_id, "learner")], actor=event.reviewer_id, target=course, audience_id=None,
        url=reverse("learning:course-completed", args=[course.key]) if event.completed else result, at=event.at,
        data={"course": course.title_fr, "accepted": event.accepted, "completed": event.completed},
    )  # fmt: skip


@subscribe(MoreAttemptsAsked)
def ask_for_attempt(event: MoreAttemptsAsked) -> None:
    if MoreAttempts.objects.filter(pk=event.request_id, granted_at=None).exists():
        _tell_trainers("attempt_asked", f"more:{event.request_id}:asked", event.course_id, event.person_id, event.at)


@subscribe(MoreAttemptsGranted)
def tell_of_attempt(event: MoreAttemptsGranted) -> None:
    asked = MoreAttempts.objects.filter(pk=event.request_id).first()
    if asked is None:
        return
    course = Course.objects.get(pk=event.course_id)
    withdraw(event_key=f"more:{event.request_id}:asked")
    notify(
        kind="learning.attempt_granted", event_key=f"more:{event.request_id}:granted",
        recipients=[(event.person_id, "learner")], actor=asked.granted_by_id, target=course, audience_id=None,
        url=reverse("learning:quiz-detail", args=[course.key, asked.quiz]), at=event.at, data={"course": course.title_fr},
    )  # fmt: skip
