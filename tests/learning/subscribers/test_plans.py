"""What moves a plan from outside, and who hears of it."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType

from activity.models import Notification
from community.events import AttendanceMarked
from community.models import Event
from competencies.actions.evidence import record_evidence
from core.outbox import work_off_all
from learning.actions import agreements, plan_comments, plan_dates, plan_sharing, plans, steps
from learning.actions.course_evidence import record_course_taken
from learning.enums import PlanState, StepState
from learning.events import EnrolmentChanged
from learning.models import Plan, Step
from learning.subscribers import plans as subscribers
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory


@pytest.fixture
def plan(cast):
    return PlanFactory(person=cast.bruno)


def about(plan, course, **values):
    kind = ContentType.objects.get_for_model(course)
    return StepFactory(plan=plan, kind="course_session", content_type=kind, object_id=course.pk, **values)


def told(person):
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def work(at=NOW):
    while work_off_all(at=at):
        pass


def test_a_course_taken_completes_and_tells(cast, plan):
    course = CourseFactory()
    step = about(plan, course)
    record_course_taken(person=cast.bruno, course=course, passed=False, source_key="enrolment:1", occurred_on=TODAY, at=NOW)
    work()

    step.refresh_from_db()
    assert step.state == "done"
    assert told(cast.bruno) == ["learning.step_done"]


def test_a_seat_begins_the_step(cast, plan):
    course = CourseFactory()
    step = about(plan, course)
    seat = {"enrolment_id": 3, "session_id": 4, "course_id": course.pk, "person_id": cast.bruno.pk, "at": NOW}
    subscribers.follow_seat(EnrolmentChanged(before="requested", after="confirmed", **seat))
    step.refresh_from_db()
    assert step.state == "doing"
    subscribers.follow_seat(EnrolmentChanged(before="confirmed", after="cancelled", **seat))
    step.refresh_from_db()
    assert step.state == "todo"


def test_an_accepted_answer_completes_the_question(cast, plan):
    goal = GoalFactory(plan=plan)
    step = StepFactory(plan=plan, goal=goal, kind="answer_question")
    record_evidence(
        person=cast.bruno,
        competency=goal.competency,
        level=None,
        kind="answer",
        source_key="reply:1",
        occurred_on=TODAY,
        at=NOW,
    )
    work()
    step.refresh_from_db()
    assert (step.state, step.evidence is not None) == ("done", True)


def test_attendance_completes_the_event_of_those_who_came(cast, plan):
    kind = ContentType.objects.get_for_model(Event)
    mine = StepFactory(plan=plan, kind="event", content_type=kind, object_id=5)
    theirs = StepFactory(plan=PlanFactory(person=cast.amina), kind="event", content_type=kind, object_id=5)
    subscribers.complete_event(AttendanceMarked(event_id=5, person_ids=[cast.bruno.pk], at=NOW))
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == ("done", "todo")


def test_both_sides_hear_of_the_other(cast, plan):
    until = TODAY + dt.timedelta(days=20)
    plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=cast.jules, until=until, at=NOW)
    asked = agreements.ask_agreement(by=cast.bruno, plan=plan, partner=cast.jules, at=NOW)
    agreements.give_agreement(by=cast.jules, agreement=asked, edit=0, at=NOW)
    plan_comments.post_comment(by=cast.jules, plan=plan, partner=cast.jules, body="Bien.", at=NOW)
    plan_comments.post_comment(by=cast.bruno, plan=plan, partner=cast.jules, body="Merci.", at=NOW)
    work()

    assert told(cast.jules) == ["learning.plan_shown", "learning.agreement_asked", "learning.plan_comment"]
    assert told(cast.bruno) == ["learning.agreement_given", "learning.plan_comment"]


def test_taken_back_the_notice_goes(cast, plan):
    until = TODAY + dt.timedelta(days=20)
    grant = plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=cast.jules, until=until, at=NOW)
    work()
    plan_sharing.take_back(by=cast.bruno, grant=grant, at=NOW)
    work()
    assert told(cast.jules) == []


def test_deleted_no_notice_is_left(cast, plan):
    until = TODAY + dt.timedelta(days=20)
    plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=cast.jules, until=until, at=NOW)
    work()
    plans.delete_plan(by=cast.bruno, plan=plan, at=NOW)
    assert told(cast.jules) == []


def test_a_review_is_announced_a_week_before_and_once_it_is_late(cast, plan):
    Plan.objects.update(review_on=TODAY + dt.timedelta(days=7))
    days = (0, 0, 1, 6, 7, 8, 20)
    counts = [plan_dates.remind_of_reviews(at=NOW + dt.timedelta(days=day)) for day in days]
    assert counts == [1, 0, 0, 0, 1, 0, 0]


def test_late_steps_are_told_together_a_week_apart(cast, plan):
    StepFactory.create_batch(2, plan=plan, due_on=TODAY - dt.timedelta(days=2))
    counts = [plan_dates.remind_of_steps(at=NOW + dt.timedelta(days=day)) for day in (0, 0, 6, 7)]
    work(NOW + dt.timedelta(days=7))
    assert counts == [1, 0, 0, 1]
    assert [one.data["count"] for one in Notification.objects.filter(person=cast.bruno)] == [2, 2]


def test_nothing_of_closed_plans(cast):
    plan = PlanFactory(person=cast.bruno, state=PlanState.CLOSED, closed_at=NOW, review_on=TODAY)
    StepFactory(plan=plan, due_on=TODAY - dt.timedelta(days=2))
    assert plan_dates.look_after_plans(at=NOW) == {"reviews": 0, "overdue": 0}


def test_steps_moved_by_hand_tell_nobody(cast, plan):
    step = StepFactory(plan=plan, goal=GoalFactory(plan=plan, competency=CompetencyFactory()))
    steps.set_state(by=cast.bruno, step=step, state=StepState.DONE, at=NOW)
    work()
    assert told(cast.bruno) == []
    assert Step.objects.get().done_at == NOW
