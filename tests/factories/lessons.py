"""A small course at one's own pace: one lesson, then a quiz with a question of each kind; a second module with a lesson."""

import copy
import datetime as dt
from typing import Any

from learning.actions.edition_loading import load_edition
from learning.enums import CourseKind
from learning.models import Course, CourseEdition
from learning.rules.lessons import LESSON, QUIZ, read
from tests.cast import NOW
from tests.factories.courses import CourseFactory


def option(words: str, *, right: bool = False, feedback: str = "") -> dict[str, Any]:
    return {"fr": words, "en": "", "right": right, "feedback_fr": feedback, "feedback_en": ""}


def question(kind: str, text: str, *options: dict[str, Any], accepted: tuple[str, ...] = ()) -> dict[str, Any]:
    rubric = "Deux obstacles nommés." if kind == "open" else ""
    return {
        "kind": kind, "text_fr": text, "text_en": "", "options": list(options), "accepted": list(accepted),
        "rubric_fr": rubric, "rubric_en": "", "feedback_fr": f"À propos de : {text}", "feedback_en": "",
    }  # fmt: skip


SINGLE = question("single", "Laquelle?", option("bonne", right=True, feedback="Oui."), option("autre", feedback="Non."))
MULTIPLE = question("multiple", "Lesquelles?", option("une", right=True), option("deux", right=True), option("trois"))
SHORT = question("short", "Quel mot?", accepted=("l’essentiel",))
OPEN = question("open", "Racontez.")


def lesson(title: str, *texts: str, minutes: int = 10) -> dict[str, Any]:
    blocks = [{"type": "text", "fr": one, "en": ""} for one in texts or ("Un texte.",)]
    return {"title_fr": title, "title_en": "", "minutes": minutes, "blocks": blocks}


def module(
    title: str, *lessons: dict[str, Any], questions: tuple[dict[str, Any], ...] = (), attempts: int | None = None
) -> Any:
    quiz = {"pass_percent": 75, "attempts": attempts, "questions": list(questions)} if questions else None
    return {"title_fr": title, "title_en": "", "lessons": list(lessons), "quiz": quiz}


def modules(*, attempts: int | None = 2, with_open: bool = True) -> list[dict[str, Any]]:
    asked = copy.deepcopy((SINGLE, MULTIPLE, SHORT, OPEN) if with_open else (SINGLE, MULTIPLE, SHORT))
    return [
        module("Premier module", lesson("Première leçon"), questions=asked, attempts=attempts),
        module("Second module", lesson("Seconde leçon", minutes=5)),
    ]


def write_course(course: Course | None = None, *, at: dt.datetime = NOW, raw: Any = None, **kind: Any) -> CourseEdition:
    """Its writing and edition 1."""
    course = course or CourseFactory(kind=CourseKind.SELF_PACED)
    edition = load_edition(course=course, modules=raw or modules(**kind), at=at)
    assert edition is not None
    return edition


def lesson_ids(edition: CourseEdition) -> list[str]:
    return [one.id for one in read(edition.content).stops if one.kind == LESSON]


def quiz_of(edition: CourseEdition) -> dict[str, Any]:
    return next(one.raw for one in read(edition.content).stops if one.kind == QUIZ)


def answers(edition: CourseEdition, **changed: Any) -> dict[str, Any]:
    """What a browser posts when everything is right; `changed` by kind of question."""
    posted: dict[str, Any] = {}
    for one in quiz_of(edition)["questions"]:
        right = [each["id"] for each in one["options"] if each["right"]]
        value = {"single": right[:1], "multiple": right, "short": "L'ESSENTIEL", "open": "Ma réponse."}[one["kind"]]
        posted[f"q-{one['id']}"] = changed.get(one["kind"], value)
    return posted
