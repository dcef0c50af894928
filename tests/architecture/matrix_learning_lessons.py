"""Rows of the matrix: courses at one's own pace. Amina follows the one that Karim gives; Gisèle's team does what he may."""

from typing import Any

from tests.architecture.rows import FORM, MOVED, Row, act, everyone, only, page
from tests.architecture.world import World

TRAINERS = only("karim", "gisele", otherwise=403)
PUBLISHED = only("karim", "gisele", otherwise=403, answer=FORM)
LEARNER = only("amina", otherwise=404)


def _course(w: World) -> dict[str, Any]:
    return {"key": w.lessons.course.key}


def _lesson(w: World) -> dict[str, Any]:
    return _course(w) | {"lesson": w.lessons.lesson}


def _quiz(w: World) -> dict[str, Any]:
    return _course(w) | {"quiz": w.lessons.quiz}


def _attempt(w: World) -> dict[str, Any]:
    return _quiz(w) | {"number": 1}


def _answer(w: World) -> dict[str, Any]:
    return {"pk": w.lessons.answer.pk}


def _file(w: World) -> dict[str, Any]:
    return {"key": w.lessons.file.key, "name": w.lessons.file.name}


def accepting(world: World, me: Any) -> dict[str, str]:
    return {"verdict": "accept", "comment": ""}


def words(world: World, me: Any) -> dict[str, str]:
    return {"text": "Encore."}


ROWS: list[Row] = [
    page("learning:following-list"),
    page("learning:course-follow", _course),
    act("learning:course-start", _course, post=everyone()),
    page("learning:course-completed", _course, get=only("amina", otherwise=404, answer=MOVED), note="pas terminé"),
    page("learning:lesson-detail", _lesson, get=only("amina", otherwise=MOVED)),
    act("learning:lesson-finish", _lesson, post=LEARNER),
    page("learning:quiz-detail", _quiz, get=only("amina", otherwise=MOVED)),
    act("learning:quiz-start", _quiz, post=only("amina", otherwise=404, answer=FORM), note="en relecture"),
    act("learning:quiz-ask", _quiz, post=LEARNER),
    act("learning:quiz-save", _attempt, post=LEARNER, note="déjà envoyé"),
    act("learning:quiz-send", _attempt, post=LEARNER, note="déjà envoyé"),
    page("learning:quiz-result", _attempt, get=LEARNER),
    act(
        "learning:answer-again", lambda w: _course(w) | _answer(w), post=LEARNER, data=words, note="n’est pas à reprendre"
    ),
    page("learning:lesson-file", _file, get=only("karim", "gisele", otherwise=404), note="pas publié"),
    page("learning:writing-list", get=TRAINERS),
    act("learning:writing-open", _course, post=TRAINERS),
    page("learning:writing-preview", _course, get=TRAINERS),
    Row("learning:edition-publish", TRAINERS, PUBLISHED, _course, "rien n’a changé"),
    page("learning:edition-figures", _course, get=TRAINERS),
    page("learning:review-list", get=TRAINERS),
    Row("learning:review-detail", TRAINERS, TRAINERS, _answer, data=accepting),
    act("learning:attempts-grant", lambda w: {"pk": w.lessons.asked.pk}, post=TRAINERS),
]  # fmt: skip
