"""Seats of the demonstration: who came to past sessions, who is enrolled in those to come, who waits or asks."""

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone

from learning.actions import seats
from learning.actions.course_evidence import record_course_taken
from learning.enums import ApprovalBy, AskedOf, EnrolmentState, SessionState
from learning.models import Enrolment, EnrolmentLog, Session
from learning.rules.planning import Interval, clash
from network.management.defaults.files import read_json
from network.management.demo.story import World
from people.models import Person

CONFIRMED, WAITING, REQUESTED = EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.REQUESTED
ATTENDED, ABSENT = EnrolmentState.ATTENDED, EnrolmentState.ABSENT
Hours = dict[int, list[Interval]]


def load_enrolments(world: World) -> str:
    """Nothing where somebody is enrolled already."""
    if Enrolment.objects.exists():
        return "déjà là"
    data: dict[str, Any] = read_json("demo/enrolments.json")
    hours: Hours = {}
    sessions = list(
        Session.objects.select_related("course").prefetch_related("meetings", "trainers").order_by("starts_at", "pk")
    )
    for row in data["told"]:
        session = _named(sessions, row)
        if session is not None:
            _seat(world.people[row["person"]], session, row["state"], world, hours, **row.get("words", {}))
    members = sorted(world.people)
    for session in sessions:
        _fill(session, [world.people[key] for key in members if key not in data["cast"]], data, world, hours)
        for row in data["waiting"]:
            if _named(sessions, row | {"past": False}) is session:
                _seat(world.people[row["person"]], session, WAITING, world, hours)
        seats.count(session)
    return f"{Enrolment.objects.count()} inscriptions"


def _named(sessions: list[Session], row: dict[str, Any]) -> Session | None:
    """The session of that course that is the first to come, or the last of those held."""
    found = [one for one in sessions if one.course.key == row["course"] and (one.state == SessionState.HELD) == row["past"]]
    if not found:
        return None
    return found[-1] if row["past"] else found[0]


def _fill(session: Session, people: list[Person], data: dict[str, Any], world: World, hours: Hours) -> None:
    """Members who are free then: the minimum at least; all seats and a line for one that is sought after."""
    random = Random(f"{session.course.key}{session.starts_at:%j}")
    held = session.state == SessionState.HELD
    sought = session.course.key in data["full"] and not held
    known = Enrolment.objects.filter(session=session)
    wanted = session.seats if sought else min(session.seats, max(session.minimum + 1, round(session.seats * 0.6)))
    missing = wanted - known.exclude(state__in=(WAITING, REQUESTED)).count()
    to_note = held and session.course.key in data["to_note"] and session.ends_at > world.ago(40)
    for person in random.sample(people, len(people)):
        if missing <= 0:
            break
        if session.trainers.filter(pk=person.pk).exists() or known.filter(person=person).exists():
            continue
        state = CONFIRMED if not held or to_note else ABSENT if random.random() < 0.1 else ATTENDED
        words = {"needs": random.choice(data["needs"])} if not held and random.random() < 0.1 else {}
        missing -= _seat(person, session, state, world, hours, **words)


def _seat(person: Person, session: Session, state: str, world: World, hours: Hours, **words: str) -> bool:
    """One enrolment as it would stand; False when the person has something else at that time."""
    mine = [Interval(one.starts_at, one.ends_at) for one in session.meetings.all()]
    if clash(mine, hours.get(person.pk, [])) is not None:
        return False
    hours.setdefault(person.pk, []).extend(mine)
    random = Random(f"{person.pk}-{session.pk}")
    latest = min(session.starts_at - dt.timedelta(days=12), world.ago(0.2))
    asked_at = latest - dt.timedelta(days=random.uniform(0, 9))
    done = state in (ATTENDED, ABSENT)
    row = Enrolment.objects.create(
        session=session, person=person, organisation=person.organisation, state=state, requested_at=asked_at,
        queued_at=asked_at, attended_at=session.ends_at if state == ATTENDED else None,
        asked_of=AskedOf.LEAD if session.course.approval == ApprovalBy.LEAD and state == REQUESTED else "", **words,
    )  # fmt: skip
    EnrolmentLog.objects.create(enrolment=row, by=person, after=CONFIRMED if done else state, at=asked_at)
    if done:
        trainer = next(iter(session.trainers.all()), None)
        EnrolmentLog.objects.create(enrolment=row, by=trainer, before=CONFIRMED, after=state, at=session.ends_at)
    if state == REQUESTED:
        seats.announce(session, row, "", at=asked_at)
    if state == ATTENDED:
        record_course_taken(
            person=person, course=session.course, passed=False, source_key=f"enrolment:{row.pk}",
            occurred_on=timezone.localdate(session.ends_at), at=world.now,
        )  # fmt: skip
    return True
