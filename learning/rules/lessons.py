"""A course as one walks through it: its content read in order, what is done, what comes next. Pure.

Content is what CourseEdition.content holds.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

Content = dict[str, Any]
LESSON, QUIZ = "lesson", "quiz"
ALL, LESSONS, QUIZZES = "all", "lessons", "quizzes"
QUESTION_MINUTES = 1


@dataclass(frozen=True)
class Stop:
    """A lesson or a quiz, at its place in the course. `minutes`: how long it takes."""

    kind: str
    id: str
    module: int
    minutes: int
    raw: Content = field(repr=False, hash=False, compare=False)


@dataclass(frozen=True)
class Course:
    """Every stop in order, and where each stands."""

    stops: tuple[Stop, ...]
    modules: tuple[Content, ...] = field(hash=False, compare=False)
    completion: str = ALL

    def find(self, kind: str, stop_id: str) -> Stop | None:
        return next((one for one in self.stops if one.kind == kind and one.id == stop_id), None)

    def around(self, stop: Stop) -> tuple[Stop | None, Stop | None]:
        """The one before and the one after."""
        at = self.stops.index(stop)
        return (self.stops[at - 1] if at else None, self.stops[at + 1] if at + 1 < len(self.stops) else None)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.stops)

    @property
    def required(self) -> tuple[Stop, ...]:
        """What the completion rule asks for."""
        kinds = {LESSONS: {LESSON}, QUIZZES: {QUIZ}}.get(self.completion, {LESSON, QUIZ})
        return tuple(one for one in self.stops if one.kind in kinds) or self.stops


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    minutes_left: int
    next: Stop | None
    complete: bool

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0


def read(content: Content) -> Course:
    modules = tuple(content.get("modules", ()))
    return Course(tuple(_stops(modules)), modules, content.get("completion") or ALL)


def _stops(modules: tuple[Content, ...]) -> Iterator[Stop]:
    for place, module in enumerate(modules):
        for lesson in module.get("lessons", ()):
            yield Stop(LESSON, lesson["id"], place, int(lesson.get("minutes") or 1), lesson)
        if quiz := module.get("quiz"):
            yield Stop(QUIZ, quiz["id"], place, QUESTION_MINUTES * max(len(quiz.get("questions", ())), 1), quiz)


def progress(course: Course, lessons: Collection[str], quizzes: Collection[str]) -> Progress:
    """`lessons`: ids of those that were finished; `quizzes`: of those that were passed."""
    done = {(LESSON, one) for one in lessons} | {(QUIZ, one) for one in quizzes}
    left = [one for one in course.stops if (one.kind, one.id) not in done]
    missing = [one for one in course.required if (one.kind, one.id) not in done]
    return Progress(
        done=len(course.stops) - len(left),
        total=len(course.stops),
        minutes_left=sum(one.minutes for one in left),
        next=next(iter(missing or left), None),
        complete=bool(course.stops) and not missing,
    )


def question_of(quiz: Content, question_id: str) -> Content | None:
    return next((one for one in quiz["questions"] if one["id"] == question_id), None)


def right_options(question: Content) -> list[str]:
    return [one["id"] for one in question.get("options", ()) if one.get("right")]
