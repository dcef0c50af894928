"""A lesson of a course at one's own pace, its outline and a quiz under way: each measured member is halfway through."""

from collections.abc import Iterator

from django.utils import timezone

from benchmarks.bench import Bench, Row
from learning.actions import attempts, followings
from learning.models import Course, Following
from learning.queries.editions import course_of
from learning.rules.lessons import LESSON, QUIZ
from network.management.defaults.courses import load_own_courses
from network.management.defaults.self_paced import load_lessons
from people.models import Person

LIMIT, OUTLINE_LIMIT, KEY = 2.0, 3.0, "langage-clair-les-bases"


def run(bench: Bench) -> Iterator[Row]:
    now = timezone.now()
    load_own_courses(now)
    load_lessons(now)
    course = Course.objects.get(key=KEY)
    stops = [_halfway(visitor.person, course) for visitor in bench.visitors]
    yield bench.page("Leçon d’un cours", lambda number: bench.visitor(number).get(_lesson(stops, number)), limit=LIMIT)
    yield bench.page("Plan d’un cours", lambda number: bench.visitor(number).get(_place("")), limit=OUTLINE_LIMIT)
    yield bench.page(
        "Questionnaire commencé",
        lambda number: bench.visitor(number).get(_place(f"questionnaires/{stops[0][1]}/")),
        limit=OUTLINE_LIMIT,
    )


def _place(rest: str) -> str:
    return f"/apprentissage/cours/{KEY}/suivre/{rest}"


def _lesson(stops: list[tuple[list[str], str]], number: int) -> str:
    lessons = stops[0][0]
    return _place(f"lecons/{lessons[number % len(lessons)]}/")


def _halfway(person: Person, course: Course) -> tuple[list[str], str]:
    """Half of the lessons done, the first quiz begun; ids of the lessons, id of the quiz."""
    now = timezone.now()
    following: Following = followings.start_course(by=person, course=course, at=now)
    outline = course_of(following.edition)
    lessons = [one.id for one in outline.stops if one.kind == LESSON]
    quiz = next(one.id for one in outline.stops if one.kind == QUIZ)
    for lesson in lessons[: len(lessons) // 2]:
        followings.finish_lesson(by=person, following=following, lesson=lesson, at=now)
    attempts.start_attempt(by=person, following=following, quiz=quiz, at=now)
    return lessons, quiz
