"""A course that is being written, as learners will see it."""

from typing import Any

from django.utils.translation import gettext as _

from competencies.models.frameworks import in_language
from learning.models import CourseWriting
from learning.queries.editions import Content, content_of
from learning.queries.outlines import Lesson
from learning.rules.lessons import LESSON, read


def preview_of(writing: CourseWriting, lesson: str = "") -> dict[str, Any]:
    """`modules`: title, lessons (id, title, minutes), quiz; `lesson`: the one to show, else the first."""
    course = read(content_of(writing))
    stops = [stop for stop in course.stops if stop.kind == LESSON]
    shown = next((stop for stop in stops if stop.id == lesson), stops[0] if stops else None)
    return {
        "modules": [_module(raw) for raw in course.modules],
        "lesson": Lesson(shown.raw) if shown else None,
        "lesson_id": shown.id if shown else "",
        "minutes": course.minutes,
    }


def _module(raw: Content) -> dict[str, Any]:
    return {
        "title": in_language(raw["title_fr"], raw["title_en"]) or _("Module sans titre"),
        "lessons": [_line(one) for one in raw["lessons"]],
        "quiz": raw["quiz"],
    }


def _line(raw: Content) -> dict[str, Any]:
    title = in_language(raw["title_fr"], raw["title_en"]) or _("Leçon sans titre")
    return {"id": raw["id"], "title": title, "minutes": raw["minutes"]}


def lessons_in(writing: CourseWriting) -> list[Lesson]:
    return [Lesson(stop.raw) for stop in read(content_of(writing)).stops if stop.kind == LESSON]
