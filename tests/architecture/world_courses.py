"""Three courses of Karim’s: in the catalogue (Bruno took it), a draft, one retired; what Amina and David wish for."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from learning.actions import course_ratings, courses, wishes
from learning.actions.courses import CourseText
from learning.enums import EnrolmentState
from learning.models import Course, CourseWish, Enrolment, Meeting, Session

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Courses:
    listed: Course
    draft: Course
    retired: Course
    session: Session
    wish: CourseWish
    other_wish: CourseWish


def tell_courses(world: "World") -> Courses:
    karim, bruno, at = world.cast.karim, world.cast.bruno, world.at
    listed, draft, retired = (_made(world, title) for title in ("Écrire clair", "Filmer droit", "Vieux logiciel"))
    for course in (listed, retired):
        courses.publish_course(by=karim, course=course, at=at)
    courses.retire_course(by=karim, course=retired, at=at)
    past = _session(listed, at - dt.timedelta(days=20), "held")
    Enrolment.objects.create(
        session=past, person=bruno, organisation=bruno.organisation, state=EnrolmentState.ATTENDED, requested_at=at,
        queued_at=at, attended_at=at,
    )  # fmt: skip
    course_ratings.rate_course(by=bruno, course=listed, stars=4, text="Très concret.", shown=True, at=at)
    wish = wishes.wish_for_course(by=world.cast.amina, subject="Cartes accessibles", at=at)
    other = wishes.wish_for_course(by=world.cast.david, subject="Sous-titrer en direct", at=at)
    for course in (listed, draft, retired):
        course.refresh_from_db()
    return Courses(listed, draft, retired, _session(listed, at + dt.timedelta(days=20), "planned"), wish, other)


def _made(world: "World", title: str) -> Course:
    text = CourseText(
        title_fr=title, summary_fr="Pour essayer.", provider="École fictive", kind="classroom", minutes=360,
        raises=[(world.competency, 1, 2)], topic_names=["accessibilité"],
    )  # fmt: skip
    return courses.create_course(by=world.cast.karim, text=text, at=world.at)


def _session(course: Course, starts_at: dt.datetime, state: str) -> Session:
    ends_at = starts_at + dt.timedelta(hours=6)
    session = Session.objects.create(
        course=course,
        state=state,
        starts_at=starts_at,
        ends_at=ends_at,
        seats=12,
        created_at=starts_at,
        changed_at=starts_at,
    )
    Meeting.objects.create(session=session, starts_at=starts_at, ends_at=ends_at)
    return session


def form(world: "World", me: Any) -> dict[str, Any]:
    """A course about something else, without a competency: a draft may lack it, one of the catalogue may not."""
    return {
        "edit": 0, "title_fr": "Tenir un balado", "summary_fr": "Pour essayer.", "kind": "classroom", "language": "fr",
        "hours": "6", "level": "1", "provider": "École fictive", "approval": "nobody", "hausse-TOTAL_FORMS": "0",
        "hausse-INITIAL_FORMS": "0",
    }  # fmt: skip
