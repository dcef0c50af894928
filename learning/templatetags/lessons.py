"""Lessons as learners see them, for the preview of /cms/."""

from django import template

from learning.models import CourseWriting
from learning.queries.outlines import Lesson
from learning.queries.previews import lessons_in

register = template.Library()


@register.simple_tag
def lessons_of(writing: CourseWriting) -> list[Lesson]:
    """Every lesson of what is written, one after another."""
    return lessons_in(writing)
