"""Courses in the search, and the words of the catalogue (queries/course_sql.py looks for them here)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.markdown import plain
from core.search import Document, Hit, sources
from learning.models import Course
from learning.queries.courses import topics_of, visible_to

BATCH = 500


@sources.register_class
class CourseSource:
    """What is in the catalogue, in both languages, with what it raises and its topics."""

    key = facet = "course"
    order = 25
    label = _("Formations")
    template = "learning/search/course.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        courses = Course.objects.listed()
        if ids is not None:
            courses = courses.filter(pk__in=ids)
        numbers = list(courses.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), BATCH):
            batch = Course.objects.filter(pk__in=numbers[start : start + BATCH])
            found = list(batch.prefetch_related("raises__competency").order_by("pk"))
            topics = topics_of([course.pk for course in found])
            for course in found:
                yield _document(course, topics.get(course.pk, []))

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        """Checks visibility once more: the index may be a moment behind a retirement."""
        found = visible_to(viewer).select_related("provider").in_bulk([hit.object_id for hit in hits])
        for hit in hits:
            if course := found.get(hit.object_id):
                hit.shown["course"] = course
                hit.shown["url"] = course.get_absolute_url()


def _document(course: Course, topics: Sequence[Any]) -> Document:
    skills = [one.competency for one in course.raises.all() if one.competency.retired_at is None]
    named = " ".join(f"{one.name_fr} {one.name_en}" for one in skills)
    carried = " ".join(f"{topic.name} {topic.name_en}" for topic in topics)
    body = plain(
        "\n\n".join(text for text in (course.summary_fr, course.body_fr, course.summary_en, course.body_en) if text)
    )
    return Document(
        object_id=course.pk,
        title=course.title_fr,
        keywords=f"{course.title_en} {carried} {named}",
        text=body,
        at=course.changed_at,
    )
