"""Steps that complete themselves: what happened, and which step of the person's plan under way it moves.

A fact is told by its key (« course:12:enrolment:31 »). A step hears each key once: told again, or after the person undid
what it did, nothing happens.
"""

import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from competencies.enums import EvidenceKind
from competencies.models import Evidence
from learning.actions.steps import OPEN, move
from learning.enums import PlanState, StepState
from learning.models import Course, Plan, Step

COURSE_KINDS = ("course_session", "online_course")
BY_EVIDENCE = {
    EvidenceKind.PRACTICE: "write_practice",
    EvidenceKind.ANSWER: "answer_question",
    EvidenceKind.MENTORING: "mentoring",
}


@transaction.atomic
def complete_course(*, person_id: int, course_id: int, source_key: str, at: dt.datetime) -> list[int]:
    """Every open step about this course; each keeps the evidence of its goal's competency. Returns the steps moved."""
    moved = _move(_about(person_id, Course, course_id), StepState.DONE, f"course:{course_id}:{source_key}", at)
    rows = Evidence.objects.filter(
        person=person_id, kind=EvidenceKind.COURSE, source_key=source_key, corrected_by=None, withdrawn=False
    )
    evidence = {row.competency_id: row for row in rows} if moved else {}
    for step in moved:
        if step.goal is not None and step.goal.competency_id in evidence:
            step.evidence = evidence[step.goal.competency_id]
            step.save(update_fields=["evidence"])
    return [step.pk for step in moved]


@transaction.atomic
def begin_course(*, person_id: int, course_id: int, enrolment_id: int, at: dt.datetime) -> list[int]:
    """A seat is certain: the step is under way."""
    rows = [step for step in _about(person_id, Course, course_id) if step.state == StepState.TODO]
    return [step.pk for step in _move(rows, StepState.DOING, f"enrolment:{enrolment_id}", at)]


@transaction.atomic
def leave_course(*, person_id: int, course_id: int, enrolment_id: int, at: dt.datetime) -> list[int]:
    """The seat is gone: a step that this seat began is to do again."""
    seat = f"enrolment:{enrolment_id}"
    rows = [one for one in _about(person_id, Course, course_id) if one.state == StepState.DOING and seat in one.heard]
    return [step.pk for step in _move(rows, StepState.TODO, f"{seat}:left", at)]


@transaction.atomic
def complete_by_evidence(*, evidence: Evidence, at: dt.datetime) -> list[int]:
    """A sheet published, an answer accepted, mentoring noted: the first open step of that kind for that competency."""
    kind = BY_EVIDENCE.get(EvidenceKind(evidence.kind))
    if kind is None:
        return []
    rows = _held(evidence.person_id, Q(kind=kind, goal__competency=evidence.competency_id))
    key = f"evidence:{evidence.kind}:{evidence.source_key}"
    if any(key in step.heard for step in _all(evidence.person_id, Q(kind=kind))):
        return []
    moved = _move(rows[:1], StepState.DONE, f"evidence:{evidence.pk}", at, key=key)
    for step in moved:
        step.evidence = evidence
        step.save(update_fields=["evidence"])
    return [step.pk for step in moved]


@transaction.atomic
def complete_event(*, person_id: int, event_type: ContentType, event_id: int, at: dt.datetime) -> list[int]:
    """Attendance at an event of the community was noted."""
    rows = _held(person_id, Q(kind="event", content_type=event_type, object_id=event_id))
    return [step.pk for step in _move(rows, StepState.DONE, f"event:{event_id}", at)]


def _about(person_id: int, model: type[Course], number: int) -> list[Step]:
    kind = ContentType.objects.get_for_model(model)
    return _held(person_id, Q(kind__in=COURSE_KINDS, content_type=kind, object_id=number))


def _held(person_id: int, which: Q) -> list[Step]:
    """Open steps of the plan under way. The plan's row is held first, as by every other change."""
    return [step for step in _all(person_id, which) if step.state in OPEN]


def _all(person_id: int, which: Q) -> list[Step]:
    plan = Plan.objects.select_for_update().filter(person=person_id, state=PlanState.ACTIVE).first()
    if plan is None:
        return []
    return list(Step.objects.filter(which, plan=plan).select_related("plan", "goal").order_by("order", "pk"))


def _move(steps: Iterable[Step], state: StepState, because: str, at: dt.datetime, *, key: str = "") -> list[Step]:
    key = key or because
    moved = [step for step in steps if key not in step.heard]
    for step in moved:
        step.heard = [*step.heard, key]
        step.save(update_fields=["heard"])
        move(step, state, because=because[:60], at=at)
    return moved
