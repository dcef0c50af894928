"""Courses in bulk, with what they raise, their topics and sessions: a catalogue as large as all of government could fill.

They are added to the world that stands when a scenario asks for them, once; the same at every making.
"""

import datetime as dt
import random

from django.db import connection
from django.utils import timezone

from benchmarks.world import bulk
from benchmarks.world.places import content_type
from benchmarks.world.words import Writer
from competencies.models import Competency, Topic, TopicTagged
from core import search
from core.rules.text import sort_key
from learning.enums import ApprovalBy, CourseKind, CourseLanguage, CourseState, SessionState
from learning.models import Course, CourseRaise, Meeting, Provider, Session
from learning.queries.course_kept import forget_counts

COURSES, SEED, PROVIDERS, BATCH = 2_000, 20_261_130, 40, 500


def ready(number: int = COURSES) -> int:
    """At least so many courses; returns how many there are."""
    there = Course.objects.filter(state=CourseState.PUBLISHED).count()
    if there >= number:
        return there
    dice, at = random.Random(SEED), timezone.now()
    with bulk.without_triggers(), bulk.step(f"{number - there} formations"):
        courses = _write_courses(number - there, dice, at)
        _write_raises(courses, dice)
        _write_topics(courses, dice)
        _write_sessions(courses, dice, at)
    with bulk.step("Recherche : formations"):
        search.rebuild("course")
    with bulk.step("Statistiques des formations"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE learning_course, learning_courseraise, learning_session, core_searchentry")
    forget_counts()
    return number


def _write_courses(number: int, dice: random.Random, at: dt.datetime) -> list[Course]:
    """A few providers give most; one course in three costs something, half of those wants an approval."""
    names = [f"École du banc {place}" for place in range(PROVIDERS)]
    Provider.objects.bulk_create([Provider(name=name) for name in names], ignore_conflicts=True)
    providers = list(Provider.objects.filter(name__in=names).order_by("name"))
    weights = [1 / (rank + 1) ** 0.7 for rank in range(len(providers))]
    writer, first, rows = Writer(dice), bulk.first_id(Course), []
    for place in range(number):
        title, body = writer.title(), writer.post()
        made = at - dt.timedelta(days=dice.random() * 900, minutes=place)
        cost = dice.choice([0, 0, 4_500, 12_000])
        ratings = int(dice.paretovariate(0.9)) if dice.random() < 0.5 else 0
        rows.append(
            Course(
                key=f"formation-du-banc-{first + place}", title_fr=title, sort_key=sort_key(title)[:200],
                summary_fr=body.body[:400].replace("\n", " "), body_fr=body.body, body_html_fr=body.html,
                provider=dice.choices(providers, weights)[0], kind=dice.choices(CourseKind.values, [5, 6, 4, 3, 2])[0],
                language=dice.choices(CourseLanguage.values, [8, 1, 2])[0], level=dice.choice([1, 2, 2, 3, 3, 4]),
                minutes=dice.choice([90, 180, 360, 420, 720, 900, 1260]), cost_cents=cost,
                approval=dice.choice([ApprovalBy.LEAD, ApprovalBy.NOBODY]) if cost else ApprovalBy.NOBODY,
                state=CourseState.PUBLISHED, created_at=made, changed_at=made, rating_count=min(ratings, 300),
                rating_sum=sum(dice.choice([3, 4, 4, 5]) for _ in range(min(ratings, 300))),
            )
        )  # fmt: skip
    return Course.objects.bulk_create(rows, batch_size=BATCH)


def _write_raises(courses: list[Course], dice: random.Random) -> None:
    skills = list(Competency.objects.filter(retired_at=None).order_by("pk"))
    rows = []
    for course in courses:
        for skill in dice.sample(skills, min(len(skills), dice.choice([1, 1, 2, 3]))):
            rows.append(CourseRaise(course=course, competency=skill, from_level=course.level - 1, to_level=course.level))
    CourseRaise.objects.bulk_create(rows, batch_size=BATCH)


def _write_topics(courses: list[Course], dice: random.Random) -> None:
    topics = list(Topic.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True))
    kind = content_type(Course)
    rows = (
        (topic, kind, one.pk) for one in courses for topic in dice.sample(topics, min(len(topics), dice.choice([0, 1, 2])))
    )
    bulk.copy(TopicTagged, ["tag_id", "content_type_id", "object_id"], rows)


def _write_sessions(courses: list[Course], dice: random.Random, at: dt.datetime) -> None:
    """Of what is not at one's own pace: past ones, and for two courses in three some to come, of which a few are full."""
    rows = []
    for course in courses:
        if course.kind == CourseKind.SELF_PACED:
            continue
        for _ in range(dice.choice([0, 1, 2, 3])):
            starts_at = at + dt.timedelta(days=dice.randint(-300, 150), hours=dice.randint(0, 7))
            seats = dice.choice([12, 16, 24])
            rows.append(
                Session(
                    course=course, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=6), seats=seats,
                    taken=seats if dice.random() < 0.2 else dice.randint(0, seats - 1), created_at=at, changed_at=at,
                    state=SessionState.HELD if starts_at < at else SessionState.PLANNED,
                )
            )  # fmt: skip
    made = Session.objects.bulk_create(rows, batch_size=BATCH)
    meetings = [Meeting(session=one, starts_at=one.starts_at, ends_at=one.ends_at) for one in made]
    Meeting.objects.bulk_create(meetings, batch_size=BATCH)
