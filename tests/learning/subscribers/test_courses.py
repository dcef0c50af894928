"""What follows from the catalogue: who hears of a session, a course, an answer; search and counts keep up."""

import datetime as dt

import pytest

from activity.actions.subscriptions import follow
from activity.models import Notification
from competencies.events import FrameworkLoaded
from core.models import SearchEntry
from core.outbox import publish, work_off_all
from core.search import rebuild
from learning.actions import courses as course_actions
from learning.actions.sessions import SessionPlan, cancel_session, create_session
from learning.actions.wishes import wish_for_session
from learning.events import CourseTaken
from learning.models import CourseWish
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory, CourseRaiseFactory, CourseWishFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


def worked_off():
    while work_off_all(at=NOW):
        pass


def told(kind):
    rows = Notification.objects.filter(kind=f"learning.{kind}").order_by("person__given_name")
    return [row.person.given_name for row in rows]


def announced(cast, course, days=30):
    begins = NOW + dt.timedelta(days=days)
    plan = SessionPlan(meetings=[(begins, begins + dt.timedelta(hours=6))], seats=12, place="Québec")
    return create_session(by=cast.karim, course=course, plan=plan, at=NOW)


def test_a_session_tells_who_follows_and_who_wished_each_once(cast):
    course = CourseFactory()
    course.trainers.add(cast.karim)
    for person in (cast.amina, cast.bruno):
        follow(person=person, target=course, at=NOW)
    for person in (cast.bruno, cast.david):
        wish_for_session(by=person, course=course, at=NOW)

    announced(cast, course)
    worked_off()

    assert told("course_session") == ["Amina"]
    assert told("wish_met") == ["Bruno", "David"]
    assert CourseWish.objects.filter(met_at=None).count() == 0


def test_a_session_that_is_cancelled_is_wished_for_again(cast):
    """Also by who had wished before, and was answered: that wish stays answered."""
    course = CourseFactory()
    course.trainers.add(cast.karim)
    CourseWishFactory(person=cast.bruno, course=course, subject="", met_at=NOW, met_by=course)
    session = announced(cast, course)
    EnrolmentFactory(session=session, person=cast.bruno)
    cancel_session(by=cast.karim, session=session, reason="Maladie", at=NOW)
    waiting = CourseWish.objects.filter(met_at=None)
    assert [(one.person, one.course) for one in waiting] == [(cast.bruno, course)]
    assert CourseWish.objects.count() == 2


def test_a_course_tells_who_follows_what_it_raises(cast):
    clear = CompetencyFactory()
    course = CourseRaiseFactory(course__state="draft", competency=clear).course
    follow(person=cast.amina, target=clear, at=NOW)
    course_actions.publish_course(by=cast.gisele, course=course, at=NOW)
    worked_off()
    assert told("course_published") == ["Amina"]


def test_the_search_follows_the_catalogue(cast):
    clear = CompetencyFactory(name_fr="Rédiger simplement")
    course = CourseRaiseFactory(course__state="draft", competency=clear).course
    course_actions.publish_course(by=cast.gisele, course=course, at=NOW)
    worked_off()
    assert SearchEntry.objects.get(kind="course").object_id == course.pk
    course_actions.retire_course(by=cast.gisele, course=course, at=NOW)
    worked_off()
    assert SearchEntry.objects.filter(kind="course").count() == 0


def test_a_framework_that_changed_is_looked_for_anew(cast):
    CourseFactory()
    rebuild("course")
    SearchEntry.objects.filter(kind="course").delete()
    publish(FrameworkLoaded(framework_id=1, competency_ids=[], at=NOW))
    worked_off()
    assert SearchEntry.objects.filter(kind="course").count() == 1


def test_who_took_it_is_counted(cast):
    session = SessionFactory()
    EnrolmentFactory(session=session, person=cast.bruno, state="attended")
    publish(CourseTaken(course_id=session.course_id, person_id=cast.bruno.pk, passed=False, source_key="x", at=NOW))
    worked_off()
    session.course.refresh_from_db()
    assert session.course.taken_count == 1
