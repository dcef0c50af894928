"""Wishes for courses: one's own, those like what is being typed, the demand in numbers without a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from competencies.models.frameworks import in_language
from core.search import tsquery
from learning.models import Course, CourseWish
from learning.queries.course_sql import HITS
from learning.rules.courses import NEAR, likeness
from people.models import Person

# Fewer people than that are said as « fewer than »: a small number would point at who they are.
FEWEST = 5
SHOWN, READ = 5, 500
_OPEN = """
SELECT min(wish.id), min(wish.subject), count(*), bool_or(wish.person_id = %(person)s), max(wish.at)
FROM learning_coursewish wish WHERE wish.course_id IS NULL AND wish.met_at IS NULL
GROUP BY wish.folded ORDER BY count(*) DESC, max(wish.at) DESC, min(wish.id) LIMIT %(limit)s
"""
_DEMAND = """
SELECT min(wish.id) AS first, coalesce(course.title_fr, min(wish.subject)) AS title_fr, course.title_en, course.key,
  min(one.name_fr) AS competency_fr, min(one.name_en) AS competency_en, count(*) AS number, max(wish.at) AS latest,
  array_agg(wish.note ORDER BY wish.note) FILTER (WHERE wish.note <> '') AS notes
FROM learning_coursewish wish LEFT JOIN learning_course course ON course.id = wish.course_id
LEFT JOIN competencies_competency one ON one.id = wish.competency_id
WHERE wish.met_at IS NULL AND (%(sessions)s = (wish.course_id IS NOT NULL))
GROUP BY wish.folded, course.id ORDER BY count(*) DESC, max(wish.at) DESC, min(wish.id) LIMIT %(limit)s
"""


@dataclass(frozen=True)
class OpenWish:
    """A subject that somebody wished for. `mine`: the reader did; `number` None: fewer than FEWEST."""

    pk: int
    subject: str
    number: int | None
    mine: bool


@dataclass(frozen=True)
class Demand:
    """One subject or course wished for. `notes` are kept back while few wished: they would tell who."""

    pk: int
    title_fr: str
    title_en: str
    key: str
    competency_fr: str
    competency_en: str
    number: int | None
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)

    @property
    def competency(self) -> str:
        return in_language(self.competency_fr, self.competency_en)


def own_wishes(person: Person) -> "QuerySet[CourseWish]":
    """Waiting first, then what was answered last."""
    rows = CourseWish.objects.filter(person=person).select_related("course", "competency", "met_by")
    return rows.order_by("met_at", "-at", "-pk")


def open_wish(pk: int) -> CourseWish:
    """Raises CourseWish.DoesNotExist for one that was answered or withdrawn."""
    return CourseWish.objects.get(pk=pk, met_at=None)


def wish_of(person: Person, course: Course) -> CourseWish | None:
    return CourseWish.objects.filter(person=person, course=course, met_at=None).first()


def wishes_like(subject: str, person: Person) -> list[OpenWish]:
    """Open wishes that say about the same, the likest first; one query."""
    rows = [(likeness(subject, one.subject), one) for one in open_wishes(person)]
    near = sorted((pair for pair in rows if pair[0] >= NEAR), key=lambda pair: -pair[0])
    return [one for _score, one in near[:SHOWN]]


def open_wishes(person: Person, limit: int = READ) -> list[OpenWish]:
    """Subjects that wait, the most wished for first; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"person": person.pk, "limit": limit})
        return [OpenWish(pk, subject, _floored(number), mine) for pk, subject, number, mine, _at in cursor.fetchall()]


def courses_like(subject: str) -> list[Course]:
    """Courses of the catalogue that have some of the words, the best first; two queries."""
    query = tsquery(subject, prefix=True, any_word=True)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{HITS} ORDER BY 2 DESC, 1 LIMIT 20", {"query": query})
        ids = [row[0] for row in cursor.fetchall()]
    found = Course.objects.listed().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found][:SHOWN]


def demand(*, sessions: bool, limit: int = 200) -> list[Demand]:
    """What waits, the most wished for first: subjects, or further sessions of courses; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_DEMAND, {"sessions": sessions, "limit": limit})
        rows: Sequence[tuple] = cursor.fetchall()
    return [
        Demand(pk, french, english or "", key or "", name or "", name_en or "", _floored(number),
               tuple(notes or ()) if number >= FEWEST else ())
        for pk, french, english, key, name, name_en, number, _latest, notes in rows
    ]  # fmt: skip


def _floored(number: int) -> int | None:
    return number if number >= FEWEST else None
