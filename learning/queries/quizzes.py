"""A try at a quiz as the learner reads it afterwards: what was right, what is said of it, what to read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from competencies.models.frameworks import in_language
from learning.enums import QuestionKind, ReviewState
from learning.models import Attempt, QuizAnswer
from learning.rules.lessons import LESSON, Content, Course, Stop


@dataclass(frozen=True)
class Told:
    """One question of a try that was sent. `right` None: its review waits. `said`: what was chosen or written."""

    number: int
    text: str
    kind: str
    said: list[str]
    right: bool | None
    feedback: list[str]
    answer: QuizAnswer | None
    read_again: list[tuple[str, str]]

    @property
    def waits(self) -> bool:
        return self.answer is not None and self.answer.review == ReviewState.WAITING

    @property
    def to_redo(self) -> bool:
        return self.answer is not None and self.answer.review == ReviewState.TO_REDO


def own_attempts(person: Any, key: str) -> Any:
    rows = Attempt.objects.filter(following__person=person, following__edition__course__key=key)
    return rows.select_related("following__edition__course").defer("following__edition__content")


def told(attempt: Attempt, stop: Stop, outline: Course) -> list[Told]:
    """Every question in order, in two queries: answers, who reviewed them."""
    answers = {one.question: one for one in attempt.answers.select_related("reviewed_by")}
    return [
        _told(number, question, answers.get(question["id"]), stop, outline)
        for number, question in enumerate(stop.raw["questions"], 1)
    ]


def _told(number: int, question: Content, answer: QuizAnswer | None, stop: Stop, outline: Course) -> Told:
    right = answer.right if answer is not None else False
    return Told(
        number=number,
        text=in_language(question["text_fr"], question["text_en"]),
        kind=question["kind"],
        said=_said(question, answer),
        right=right,
        feedback=list(_feedback(question, answer)),
        answer=answer,
        read_again=[] if right is not False else _read_again(question, stop, outline),
    )


def _said(question: Content, answer: QuizAnswer | None) -> list[str]:
    if answer is None:
        return []
    if question["kind"] in (QuestionKind.SHORT, QuestionKind.OPEN):
        return [answer.text]
    return [in_language(one["fr"], one["en"]) for one in question["options"] if one["id"] in answer.chosen]


def _feedback(question: Content, answer: QuizAnswer | None) -> Iterator[str]:
    """Of the options chosen, then of the question; of those left out nothing: the right ones are not given away."""
    for one in question.get("options", ()):
        words = in_language(one.get("feedback_fr", ""), one.get("feedback_en", ""))
        if words and answer is not None and one["id"] in answer.chosen:
            yield words
    if question["kind"] != QuestionKind.OPEN and (words := in_language(question["feedback_fr"], question["feedback_en"])):
        yield words


def _read_again(question: Content, stop: Stop, outline: Course) -> list[tuple[str, str]]:
    """Id and title of the lesson that the trainer named, else of those of the module."""
    lessons = [one for one in outline.stops if one.kind == LESSON and one.module == stop.module]
    named = [one for one in lessons if one.id == question.get("lesson")]
    return [(one.id, in_language(one.raw["title_fr"], one.raw["title_en"])) for one in named or lessons]
