"""The catalogue of the demonstration: fictional providers, courses, past sessions and sessions to come, who trains."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from django.utils import timezone

from competencies.actions.topics import get_or_create_topics
from core.search import rebuild
from learning.actions.course_loading import load_courses
from learning.enums import SessionState
from learning.models import Course, Meeting, Session
from network.management.defaults.files import read_json
from network.management.demo.story import World
from people.actions.roles import give_role
from people.enums import RoleKind
from people.permissions import holds

# Who keeps the courses that nobody gives in a room.
KEEPERS = ("karim", "stephanie")
ROOM = "https://visio.exemple.test/formations/"
Row = dict[str, Any]


def load_catalogue(world: World) -> str:
    """Courses that are missing; topics, trainers and sessions for each course that nobody keeps yet."""
    rows: list[Row] = read_json("demo/courses.json")["courses"]
    written = load_courses(rows=rows, at=world.now)
    kept = {course.key: course for course in Course.objects.filter(trainers=None, sessions=None)}
    new = [(kept[row["code"]], row) for row in rows if row["code"] in kept]
    _name_trainers([one["trainer"] for _course, row in new for one in row["sessions"]], world)
    sessions = 0
    for course, row in new:
        course.topics.set(get_or_create_topics(row["topics"], at=world.now))
        trainers = {one["trainer"] for one in row["sessions"]} or set(KEEPERS)
        course.trainers.set(world.people[key] for key in trainers)
        for one in row["sessions"]:
            _plan(course, one, world)
            sessions += 1
    _age(written, world)
    if new:
        rebuild("course")
    return f"{len(written)} ajoutés, {sessions} séances"


def _name_trainers(keys: Sequence[str], world: World) -> None:
    for key in sorted({*keys, *KEEPERS}):
        person = world.people[key]
        if not holds(person, RoleKind.TRAINER):
            since = timezone.localdate(person.joined_at)
            give_role(person=person, role=RoleKind.TRAINER, by=None, at=world.now, from_on=since)


def _age(courses: Sequence[Course], world: World) -> None:
    """They came in over the last two years, so that the newest are the newest."""
    for course in courses:
        course.created_at = course.changed_at = world.ago(Random(course.key).uniform(3, 700))
    Course.objects.bulk_update(courses, ["created_at", "changed_at"])


def _plan(course: Course, row: Row, world: World) -> None:
    """A session as its trainer would have announced it; one of the past was held, one near enough is sure."""
    sittings = _sittings(row, timezone.localdate(world.now))
    starts_at, ends_at = sittings[0][0], sittings[-1][1]
    decide_on = timezone.localdate(starts_at) - dt.timedelta(days=10) if row["minimum"] else None
    state = SessionState.PLANNED if decide_on and decide_on > timezone.localdate(world.now) else SessionState.SURE
    announced = min(starts_at - dt.timedelta(days=60), world.ago(1))
    session = Session.objects.create(
        course=course,
        state=SessionState.HELD if ends_at < world.now else state,
        mode=row["mode"],
        language="en" if course.language == "en" else "fr",
        starts_at=starts_at,
        ends_at=ends_at,
        place=row["place"],
        online_url="" if row["mode"] == "room" else f"{ROOM}{course.key}",
        seats=row["seats"],
        minimum=row["minimum"],
        decide_on=decide_on,
        closes_at=starts_at - dt.timedelta(days=2),
        created_at=announced,
        changed_at=announced,
    )
    session.trainers.set([world.people[row["trainer"]]])
    Meeting.objects.bulk_create(Meeting(session=session, starts_at=begins, ends_at=ends) for begins, ends in sittings)


def _sittings(row: Row, today: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
    """One a working day, at the same hours of Québec; `hours` is of each."""
    day = today + dt.timedelta(days=row["in_days"])
    found = []
    for _number in range(row["days"]):
        day = _working(day)
        begins = timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(row["start"])))
        found.append((begins, begins + dt.timedelta(hours=row["hours"])))
        day += dt.timedelta(days=1)
    return found


def _working(day: dt.date) -> dt.date:
    """Moved off the week-end."""
    return day + dt.timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
