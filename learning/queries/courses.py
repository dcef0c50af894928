"""One course: what its page shows, what is like it, who took it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet

from competencies.models import LevelDescription, Topic
from core.pagination import KeyPage, page_by_key
from core.rules.text import sort_key
from learning.enums import CourseState, EnrolmentState, SessionState
from learning.models import (
    Course,
    CourseChange,
    CourseRaise,
    CourseRating,
    CourseShown,
    Enrolment,
    Following,
    Provider,
    Session,
)
from learning.permissions.courses import keeps_catalogue
from learning.queries.course_cards import CourseCard, cards_by_id
from learning.queries.course_kept import kept
from people.models import Person

# Having taken a course: present at a session, or done with it at one's own pace. Conditions of the two tables.
ATTENDED, DONE = Q(state=EnrolmentState.ATTENDED), Q(completed_at__isnull=False)
SIMILAR, COLLEAGUES, RATINGS, CHANGES = 4, 12, 10, 30
# Rare things in common say more: each counts by how few courses have it; a competency twice as much as a topic.
_SIMILAR = """
WITH listed AS (SELECT count(*) + 1.0 AS number FROM learning_course WHERE state = 'published'),
mine AS (
  SELECT competency_id AS thing, 2.0 AS counts, 'competency' AS kind FROM learning_courseraise WHERE course_id = %(course)s
  UNION ALL
  SELECT tag_id, 1.0, 'topic' FROM competencies_topictagged WHERE content_type_id = %(type)s AND object_id = %(course)s
), theirs AS (
  SELECT raised.course_id AS course, mine.thing, mine.counts, mine.kind FROM mine
  JOIN learning_courseraise raised ON mine.kind = 'competency' AND raised.competency_id = mine.thing
  UNION ALL
  SELECT tagged.object_id, mine.thing, mine.counts, mine.kind FROM mine
  JOIN competencies_topictagged tagged ON mine.kind = 'topic' AND tagged.tag_id = mine.thing
    AND tagged.content_type_id = %(type)s
), others AS (
  SELECT theirs.*, count(*) OVER (PARTITION BY theirs.kind, theirs.thing) AS known FROM theirs
  JOIN learning_course course ON course.id = theirs.course AND course.state = 'published'
)
SELECT others.course, sum(counts * ln(listed.number / known)) AS score,
  array_agg(thing) FILTER (WHERE kind = 'competency') AS competencies,
  array_agg(thing) FILTER (WHERE kind = 'topic') AS topics
FROM others CROSS JOIN listed WHERE others.course <> %(course)s
GROUP BY others.course ORDER BY score DESC, others.course LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Similar:
    """`shared`: names of what both raise or speak of."""

    card: CourseCard
    shared: tuple[str, ...]


def visible_to(person: Person) -> "QuerySet[Course]":
    """What is or was in the catalogue; drafts to their trainers and to the strategic team."""
    return Course.objects.all() if keeps_catalogue(person) else Course.objects.visible_to(person)


def by_key(person: Person, key: str) -> Course:
    """Raises Course.DoesNotExist. Four queries with all that the page names."""
    raises = CourseRaise.objects.select_related("competency").order_by("competency__order", "competency__code")
    rows = visible_to(person).select_related("provider")
    return rows.prefetch_related(Prefetch("raises", raises), "trainers", "topics").get(key=key)  # type: ignore[misc]


def coming_sessions(course: Course, at: dt.datetime) -> list[Session]:
    """Planned or sure, not begun, the soonest first, with their meetings; two queries."""
    rows = course.sessions.filter(starts_at__gt=at, state__in=(SessionState.PLANNED, SessionState.SURE))
    return list(rows.prefetch_related("meetings").order_by("starts_at", "pk"))


def has_taken(person: Person, course: Course) -> bool:
    if Enrolment.objects.filter(ATTENDED, person=person, session__course=course).exists():
        return True
    return Following.objects.filter(DONE, person=person, edition__course=course).exists()


def taken_among(person: Person, course_ids: Iterable[int]) -> set[int]:
    """Those of the courses that the person took; one query."""
    ids = list(course_ids)
    if not ids:
        return set()
    there = Enrolment.objects.filter(ATTENDED, person=person, session__course__in=ids).values_list("session__course")
    through = Following.objects.filter(DONE, person=person, edition__course__in=ids).values_list("edition__course")
    return {row[0] for row in there.union(through)}


def count_taken(course: Course) -> int:
    """People who took it, each once; one query."""
    there = Enrolment.objects.filter(ATTENDED, session__course=course).values_list("person")
    return there.union(Following.objects.filter(DONE, edition__course=course).values_list("person")).count()


def who_took(course: Course) -> list[tuple[Person, dt.datetime]]:
    """Everybody who took it, with when it ended for them, the latest first; nobody is shown by this. Two queries."""
    seats = Enrolment.objects.filter(ATTENDED, session__course=course).select_related("person", "session")
    through = Following.objects.filter(DONE, edition__course=course).select_related("person")
    ends = {seat.person: seat.session.ends_at for seat in seats.order_by("session__ends_at", "pk")}
    ends |= {one.person: one.completed_at for one in through.order_by("completed_at", "pk") if one.completed_at}
    return sorted(ends.items(), key=lambda pair: (-pair[1].timestamp(), pair[0].pk))


def required_of(course: Course, person: Person) -> list[tuple[Course, bool]]:
    """Courses to take before, and whether the person took them; two queries."""
    rows = list(course.requires.exclude(state=CourseState.DRAFT).order_by("sort_key"))
    taken = taken_among(person, [one.pk for one in rows])
    return [(one, one.pk in taken) for one in rows]


def opened_by(course: Course) -> list[Course]:
    """Courses that ask for this one before."""
    return list(course.opens.listed().order_by("sort_key"))  # type: ignore[attr-defined]


def similar_to(course: Course, at: dt.datetime) -> list[Similar]:
    """Published courses with which it shares most; one query once they are kept."""

    def read() -> list[tuple[Any, ...]]:
        values = {"course": course.pk, "type": ContentType.objects.get_for_model(Course).pk, "limit": SIMILAR}
        with connection.cursor() as cursor:
            cursor.execute(_SIMILAR, values)
            return [(number, list(shared or ()), list(tags or ())) for number, _score, shared, tags in cursor.fetchall()]

    rows: list[tuple[Any, ...]] = kept(["semblables", course.pk], read)
    cards = cards_by_id([row[0] for row in rows], at)
    competencies = {one.competency_id: one.competency.name for one in course.raises.all()}
    topics = {one.pk: one.label for one in course.topics.all()}
    return [
        Similar(cards[number], _named(competencies, shared) + _named(topics, tags))
        for number, shared, tags in rows
        if number in cards
    ]


def _named(names: dict[int, str], ids: Sequence[int] | None) -> tuple[str, ...]:
    return tuple(names[one] for one in ids or () if one in names)


def colleagues_shown(course: Course, viewer: Person) -> list[Person]:
    """Members who took it and chose to be shown, those of the viewer's ministry first, then the latest; one query."""
    rows = CourseShown.objects.filter(course=course, person__status="active").select_related("person__organisation")
    found = rows.annotate(near=Q(person__organisation=viewer.organisation_id)).order_by("-near", "-at", "-pk")
    return [row.person for row in found[:COLLEAGUES]]


def own_courses(person: Person) -> "QuerySet[Course]":
    """What the person writes: the courses given; for the strategic team all of them. Drafts first, then by title."""
    rows = Course.objects.all() if keeps_catalogue(person) else Course.objects.filter(trainers=person)
    return rows.select_related("provider").order_by("sort_key", "pk")


def titles_alike(words: Iterable[str], but: int | None) -> list[Course]:
    """Courses that are not retired, whose titles could say the same; the rules judge (rules/courses.py)."""
    found = Course.objects.exclude(state=CourseState.RETIRED).exclude(pk=but or 0)
    wanted = Q()
    for word in words:
        wanted |= Q(sort_key__contains=word)
    return list(found.filter(wanted)) if wanted else []


def topics_of(course_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Topics by course, one query."""
    rows = Topic.objects.filter(
        tagged__content_type=ContentType.objects.get_for_model(Course), tagged__object_id__in=list(course_ids)
    ).annotate(of=F("tagged__object_id"))
    found: dict[int, list[Any]] = {}
    for topic in rows:
        found.setdefault(topic.of, []).append(topic)  # type: ignore[attr-defined]
    return found


def retired_names(course: Course) -> list[str]:
    """Of the competencies that it raises, those that were retired since."""
    return [one.competency.name for one in course.raises.all() if one.competency.retired_at is not None]


def ratings_of(course: Course, cursor: str = "") -> "KeyPage[CourseRating]":
    """What people say of it, the newest first; one query."""
    rows = CourseRating.objects.filter(course=course).select_related("person__organisation")
    return page_by_key(rows, keys=("-at", "-pk"), cursor=cursor, size=RATINGS)


def rating_by(person: Person, course: Course) -> CourseRating | None:
    return CourseRating.objects.filter(course=course, person=person).first()


def changes_of(course: Course, cursor: str = "") -> "KeyPage[CourseChange]":
    """Who did what to it, the newest first; one query."""
    return page_by_key(course.changes.select_related("by"), keys=("-at", "-pk"), cursor=cursor, size=CHANGES)


def can_sentences(course: Course) -> dict[int, str]:
    """By competency, what one can do at the level that the course leads to; one query."""
    wanted = {one.competency_id: one.to_level for one in course.raises.all()}
    rows = LevelDescription.objects.filter(competency__in=wanted)
    return {row.competency_id: row.can for row in rows if row.rank == wanted[row.competency_id]}


def titled(folded: str) -> Course | None:
    """The course of that title, folded (core.rules.text.sort_key), whatever its case and accents; not a draft."""
    found = Course.objects.exclude(state=CourseState.DRAFT)
    one = found.filter(sort_key=folded).first()
    if one is not None:
        return one
    english = ((sort_key(title), pk) for pk, title in found.exclude(title_en="").values_list("pk", "title_en"))
    number = next((pk for title, pk in english if title == folded), None)
    return found.get(pk=number) if number else None


def titles_with(text: str, limit: int = 10) -> list[str]:
    """Titles of the catalogue in which the typed words occur, in the language of the page; one query."""
    rows = Course.objects.listed()
    for word in sort_key(text).split()[:6]:
        rows = rows.filter(sort_key__contains=word)
    return [one.title for one in rows.order_by("sort_key")[:limit]]


def provider_names() -> list[str]:
    return list(Provider.objects.order_by("name").values_list("name", flat=True))
