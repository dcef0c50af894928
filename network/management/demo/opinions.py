"""What people say of the courses they took, and the courses that they wish for."""

import datetime as dt
from typing import Any

from competencies.models import Competency
from learning.actions import wishes
from learning.actions.course_ratings import rate_course
from learning.models import Course, CourseWish
from learning.queries.courses import who_took
from network.management.defaults.files import read_json
from network.management.demo.story import World

Row = dict[str, Any]


def load_opinions(world: World) -> str:
    """For each course the opinions in order, by who took it last; nothing where there are some already."""
    opinions = sum(_rate(row, world) for row in read_json("demo/course_opinions.json"))
    asked = 0 if CourseWish.objects.exists() else _wish(read_json("demo/wishes.json"), world)
    return f"{opinions} avis, {asked} demandes"


def _rate(row: Row, world: World) -> int:
    course = Course.objects.get(key=row["course"])
    if course.ratings.exists():
        return 0
    given = 0
    for (person, ended_at), opinion in zip(who_took(course), row["opinions"], strict=False):
        at = min(ended_at + dt.timedelta(days=2), world.now)
        rate_course(by=person, course=course, at=at, **opinion)
        given += 1
    return given


def _wish(data: dict[str, list[Row]], world: World) -> int:
    competencies = {found.code: found for found in Competency.objects.filter(retired_at=None)}
    for row in data["subjects"]:
        for place, key in enumerate(row["people"]):
            note = row["notes"][place] if place < len(row["notes"]) else ""
            wishes.wish_for_course(
                by=world.people[key], subject=row["subject"], competency=competencies.get(row["competency"]), note=note,
                at=world.ago(row["days_ago"] - place * 0.3),
            )  # fmt: skip
    courses = {course.key: course for course in Course.objects.listed()}
    for row in data["sessions"]:
        for place, key in enumerate(row["people"]):
            at = world.ago(row["days_ago"] - place * 0.3)
            wishes.wish_for_session(by=world.people[key], course=courses[row["course"]], at=at)
    return CourseWish.objects.count()
