"""Courses that ship as data become what a trainer would have written, and its first edition."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from learning.actions.editions import freeze
from learning.models import Course, CourseEdition, CourseWriting
from learning.models.lesson_blocks import CourseBody
from learning.queries.editions import content_of, problems_of

Raw = dict[str, Any]
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "maillage:learning:self-paced")


@transaction.atomic
def load_edition(*, course: Course, modules: list[Raw], at: dt.datetime) -> CourseEdition | None:
    """The writing and edition 1 of a course that has neither; None when it has. Raises ValueError for data with a fault."""
    if CourseWriting.objects.filter(course=course).exists() or CourseEdition.objects.filter(course=course).exists():
        return None
    raw = [_module(one, f"{course.key}/{number}") for number, one in enumerate(modules)]
    writing = CourseWriting(course=course)
    writing.modules = CourseBody().to_python(raw)
    writing.save()
    content = content_of(writing)
    if problems := problems_of(content):
        raise ValueError(f"{course.key}: {problems}")
    return freeze(course=course, content=content, note="", by=None, at=at)


def _id(path: str) -> str:
    """The same wherever the same data is loaded."""
    return str(uuid.uuid5(NAMES, path))


def _item(value: Any, path: str) -> Raw:
    return {"type": "item", "value": value, "id": _id(path)}


def _module(raw: Raw, path: str) -> Raw:
    quiz = raw.get("quiz")
    value = {
        "title_fr": raw["title_fr"],
        "title_en": raw["title_en"],
        "lessons": [_lesson(one, f"{path}/{number}") for number, one in enumerate(raw["lessons"])],
        "quiz": [_quiz(quiz, f"{path}/quiz")] if quiz else [],
    }
    return {"type": "module", "value": value, "id": _id(path)}


def _lesson(raw: Raw, path: str) -> Raw:
    blocks = [
        {"type": one["type"], "value": _block(one), "id": _id(f"{path}/{number}")}
        for number, one in enumerate(raw["blocks"])
    ]
    return _item({name: raw[name] for name in ("title_fr", "title_en", "minutes")} | {"blocks": blocks}, path)


def _block(raw: Raw) -> Raw:
    value = {name: said for name, said in raw.items() if name != "type"}
    if raw["type"] == "list":
        value |= {one: "\n".join(raw[one]) for one in ("fr", "en")}
    return value


def _quiz(raw: Raw, path: str) -> Raw:
    questions = [_question(one, f"{path}/{number}") for number, one in enumerate(raw["questions"])]
    return _item({"pass_percent": raw["pass_percent"], "attempts": raw.get("attempts"), "questions": questions}, path)


def _question(raw: Raw, path: str) -> Raw:
    options = [_item(one, f"{path}/{number}") for number, one in enumerate(raw["options"])]
    given = {name: said for name, said in raw.items() if name not in ("options", "accepted")}
    return _item(given | {"options": options, "accepted": "\n".join(raw.get("accepted", []))}, path)
