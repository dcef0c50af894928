"""Self-paced courses: editions published, open answers that wait for a review or got one, tries asked for and added."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class EditionPublished(Event):
    edition_id: int
    course_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AnswersToReview(Event):
    """A try was sent, or an open answer sent again, and waits for a trainer."""

    attempt_id: int
    course_id: int
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AnswerReviewed(Event):
    """`accepted`: or else to be done again. `completed`: the course came to its end with it."""

    answer_id: int
    attempt_id: int
    course_id: int
    person_id: int
    reviewer_id: int
    accepted: bool
    completed: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class MoreAttemptsAsked(Event):
    request_id: int
    course_id: int
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class MoreAttemptsGranted(Event):
    request_id: int
    course_id: int
    person_id: int
