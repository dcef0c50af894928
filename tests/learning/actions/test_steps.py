"""Steps: placed, moved, done and undone with their evidence; what happened completes them once."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied

from community.models import Event
from competencies.actions.evidence import record_evidence
from competencies.enums import EvidenceKind
from competencies.models import Evidence
from learning.actions import plans, step_facts, step_files, steps
from learning.actions.course_evidence import record_course_taken
from learning.enums import StepState
from learning.models import Course, CourseRaise, Step
from people.models import Attachment
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory
from tests.factories.files import document
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory


@pytest.fixture
def plan(cast):
    return PlanFactory(person=cast.bruno)


def add(cast, plan, title="Lire", **values):
    words = steps.StepWords(**{"kind": "book", "title": title, **values})
    return steps.add_step(by=cast.bruno, plan=plan, words=words, at=NOW)


def titles(plan):
    return [one.title for one in Step.objects.filter(plan=plan).order_by("order")]


def test_a_new_step_takes_its_place_by_its_date(cast, plan):
    add(cast, plan, "sans date")
    add(cast, plan, "février", due_on=dt.date(2027, 2, 1))
    add(cast, plan, "janvier", due_on=dt.date(2027, 1, 1))

    assert titles(plan) == ["janvier", "février", "sans date"]


def test_up_and_down_stay_inside_the_section(cast, plan):
    near = [add(cast, plan, name, due_on=TODAY + dt.timedelta(days=3)) for name in ("un", "deux")]
    far = add(cast, plan, "loin", due_on=TODAY + dt.timedelta(days=200))

    steps.move_step(by=cast.bruno, step=near[1], up=True, at=NOW)
    assert titles(plan) == ["deux", "un", "loin"]
    steps.move_step(by=cast.bruno, step=far, up=True, at=NOW)
    assert titles(plan) == ["deux", "un", "loin"]


def test_about_the_same_thing_once(cast, plan):
    course = CourseFactory()
    first = add(cast, plan, kind="online_course", target=("learning.course", course.pk))
    again = add(cast, plan, kind="online_course", target=("learning.course", course.pk))

    assert first.pk == again.pk
    assert first.target == course


def test_an_unknown_kind_a_foreign_goal_too_many(cast, plan, monkeypatch):
    with pytest.raises(plans.PlanRefused):
        add(cast, plan, kind="inconnu")
    with pytest.raises(PermissionDenied):
        add(cast, plan, goal=GoalFactory())
    monkeypatch.setattr(steps, "MOST_STEPS", 1)
    add(cast, plan)
    with pytest.raises(plans.PlanRefused):
        add(cast, plan)


def test_done_with_evidence_then_undone(cast, plan):
    goal = GoalFactory(plan=plan)
    step = add(cast, plan, goal=goal)

    steps.set_state(by=cast.bruno, step=step, state=StepState.DONE, record=True, done_on=TODAY, at=NOW)
    row = Evidence.objects.get()
    assert (row.kind, row.level, row.competency, row.source_key) == ("declared", None, goal.competency, f"step:{step.pk}")
    steps.undo_state(by=cast.bruno, step=step, at=NOW)
    step.refresh_from_db()
    assert (step.state, step.done_at, step.evidence) == (StepState.TODO, None, None)
    assert Evidence.objects.filter(corrected_by=None).get().withdrawn

    steps.set_state(by=cast.bruno, step=step, state=StepState.DONE, record=True, done_on=TODAY, at=NOW)
    assert not Evidence.objects.filter(corrected_by=None).get().withdrawn


def test_a_retired_competency_gets_no_evidence_and_nothing_is_half_done(cast, plan):
    step = add(cast, plan, goal=GoalFactory(plan=plan, competency=CompetencyFactory(retired_at=NOW)))
    with pytest.raises(plans.PlanRefused):
        steps.set_state(by=cast.bruno, step=step, state=StepState.DONE, record=True, at=NOW)
    step.refresh_from_db()
    assert step.state == StepState.TODO


def test_dropped_and_back(cast, plan):
    step = add(cast, plan)
    steps.set_state(by=cast.bruno, step=step, state=StepState.DROPPED, at=NOW)
    steps.undo_state(by=cast.bruno, step=step, at=NOW)
    step.refresh_from_db()
    assert step.state == StepState.TODO


def test_files_go_with_their_step(cast, plan):
    step = add(cast, plan)
    step_files.add_file(by=cast.bruno, step=step, upload=document("preuve.txt"), at=NOW)
    with pytest.raises(plans.PlanRefused):
        step_files.add_file(by=cast.bruno, step=step, upload=document("virus.exe"), at=NOW)

    steps.delete_step(by=cast.bruno, step=step, at=NOW)

    assert Attachment.objects.count() == 0


def test_the_note_alone_is_nothing_that_an_agreement_covers(cast, plan):
    step = add(cast, plan)
    plan.refresh_from_db()
    before = plan.edit
    words = steps.StepWords(kind="book", title="Lire", note="Retenu.")
    steps.edit_step(by=cast.bruno, step=step, words=words, at=NOW)
    plan.refresh_from_db()
    assert plan.edit == before
    steps.edit_step(by=cast.bruno, step=step, words=steps.StepWords(kind="book", title="Relire"), at=NOW)
    plan.refresh_from_db()
    assert plan.edit == before + 1


def take(cast, course, key="enrolment:1"):
    record_course_taken(person=cast.bruno, course=course, passed=False, source_key=key, occurred_on=TODAY, at=NOW)
    return step_facts.complete_course(person_id=cast.bruno.pk, course_id=course.pk, source_key=key, at=NOW)


def test_a_course_taken_completes_its_step_once(cast, plan):
    course, goal = CourseFactory(), GoalFactory(plan=plan)
    CourseRaise.objects.create(course=course, competency=goal.competency, to_level=3)
    step = add(cast, plan, kind="course_session", target=("learning.course", course.pk), goal=goal)
    other = add(cast, plan, kind="book")

    assert take(cast, course) == [step.pk]
    step.refresh_from_db()
    assert (step.state, step.done_by) == (StepState.DONE, f"course:{course.pk}:enrolment:1")
    assert step.evidence is not None and step.evidence.kind == EvidenceKind.COURSE
    steps.undo_state(by=cast.bruno, step=step, at=NOW)
    assert take(cast, course) == []
    other.refresh_from_db()
    assert other.state == StepState.TODO
    assert not Evidence.objects.filter(withdrawn=True).exists()  # what the course proved is not the step's to take back


def test_a_seat_begins_it_and_a_seat_lost_takes_it_back(cast, plan):
    course = CourseFactory()
    step = add(cast, plan, kind="course_session", target=("learning.course", course.pk))
    fact = {"person_id": cast.bruno.pk, "course_id": course.pk, "enrolment_id": 7, "at": NOW}

    assert step_facts.begin_course(**fact) == [step.pk]
    assert step_facts.begin_course(**fact) == []
    assert step_facts.leave_course(**fact) == [step.pk]
    step.refresh_from_db()
    assert step.state == StepState.TODO


@pytest.mark.parametrize(
    ("evidence", "kind"), [("practice", "write_practice"), ("answer", "answer_question"), ("mentoring", "mentoring")]
)
def test_evidence_completes_the_first_step_of_its_kind(cast, plan, evidence, kind):
    goal = GoalFactory(plan=plan)
    first, second = (StepFactory(plan=plan, goal=goal, kind=kind, order=order) for order in (1, 2))
    StepFactory(plan=plan, goal=GoalFactory(plan=plan), kind=kind)
    row = record_evidence(
        person=cast.bruno,
        competency=goal.competency,
        level=None,
        kind=evidence,
        source_key="reply:4",
        occurred_on=TODAY,
        at=NOW,
    )

    assert step_facts.complete_by_evidence(evidence=row, at=NOW) == [first.pk]
    assert step_facts.complete_by_evidence(evidence=row, at=NOW) == []
    second.refresh_from_db()
    assert second.state == StepState.TODO


def test_what_is_declared_completes_nothing(cast, plan):
    goal = GoalFactory(plan=plan)
    StepFactory(plan=plan, goal=goal, kind="mentoring")
    row = record_evidence(
        person=cast.bruno, competency=goal.competency, level=2, kind="declared", source_key="x", occurred_on=TODAY, at=NOW
    )
    assert step_facts.complete_by_evidence(evidence=row, at=NOW) == []


def test_attendance_completes_the_event(cast, plan):
    kind = ContentType.objects.get_for_model(Event)
    step = StepFactory(plan=plan, kind="event", content_type=kind, object_id=12)
    told = {"person_id": cast.bruno.pk, "event_type": kind, "event_id": 12, "at": NOW}
    assert step_facts.complete_event(**told) == [step.pk]
    assert step_facts.complete_event(**told) == []


def test_a_closed_plan_hears_nothing(cast, plan):
    course = CourseFactory()
    add(cast, plan, kind="course_session", target=("learning.course", course.pk))
    plans.close_plan(by=cast.bruno, plan=plan, at=NOW)
    assert take(cast, course) == []
    assert Course.objects.count() == 1
