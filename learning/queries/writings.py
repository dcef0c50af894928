"""The courses that a trainer writes, and where each is."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from learning.enums import CourseKind, ReviewState
from learning.models import Course, CourseEdition, CourseWriting, QuizAnswer
from learning.permissions.writing import writes_every_course
from learning.queries.editions import Content
from learning.rules import editions
from people.models import Person

LISTED = 200


def courses_to_write(person: Person) -> list[Course]:
    """Of the person's own, or everybody's for the strategic team; courses of other kinds when they have lessons. With
    `edition` (number or None), `edition_at`, `waiting` (open answers to review), `written`. One query."""
    newest = CourseEdition.objects.filter(course=OuterRef("pk")).order_by("-number")
    waiting = (
        QuizAnswer.objects.filter(review=ReviewState.WAITING, attempt__following__edition__course=OuterRef("pk"))
        .order_by().values("attempt__following__edition__course").annotate(number=Count("pk")).values("number")
    )  # fmt: skip
    begun = Exists(CourseWriting.objects.filter(course=OuterRef("pk")))
    rows: QuerySet[Course] = Course.objects.filter(Q(kind=CourseKind.SELF_PACED) | begun)
    if not writes_every_course(person):
        rows = rows.filter(trainers=person)
    rows = rows.annotate(
        edition=Subquery(newest.values("number")[:1]),
        edition_at=Subquery(newest.values("published_at")[:1]),
        waiting=Coalesce(Subquery(waiting), 0),
        written=begun,
    )
    return list(rows.order_by("sort_key", "pk")[:LISTED])


def changes_of(before: CourseEdition | None, content: Content) -> list[editions.Change]:
    """From the edition that stands to what is written; nothing for the first one."""
    return editions.changes(before.content, content) if before else []
