"""A member's plan, courses and seats for the story of an erasure: a marker in every text of a private table."""

import datetime as dt

from competencies.models import Competency
from learning.models import CourseShown, EnrolmentLog
from people.models import Person
from tests.factories.courses import (
    AttemptFactory,
    CourseRatingFactory,
    CourseWishFactory,
    EnrolmentFactory,
    FollowingFactory,
    QuizAnswerFactory,
)
from tests.factories.plans import GoalFactory, PlanAgreementFactory, PlanCommentFactory, PlanFactory, StepFactory


def fill_learning(person: Person, other: Person, now: dt.datetime, mark: str) -> None:
    """An own plan with everything in it, words on somebody else's, a seat, an opinion, a wish, a course under way."""
    plan = PlanFactory(person=person, title=mark, note=mark)
    goal = GoalFactory(plan=plan, competency=Competency.objects.get())
    StepFactory(plan=plan, goal=goal, title=mark, note=mark, why=mark)
    theirs = PlanFactory(person=other, title="Plan d’Autre")
    for one, author in ((plan, other), (theirs, person)):
        PlanCommentFactory(plan=one, partner=person if one is theirs else other, author=author, body=mark, body_html=mark)
    PlanAgreementFactory(plan=theirs, partner=person)
    PlanAgreementFactory(plan=plan, partner=other)
    seat = EnrolmentFactory(person=person, why=mark, needs=mark)
    EnrolmentLog.objects.create(enrolment=seat, by=person, after=seat.state, reason=mark, at=now)
    CourseRatingFactory(course=seat.session.course, person=person, text=mark)
    CourseShown.objects.create(course=seat.session.course, person=person, at=now)
    CourseWishFactory(person=person, subject=mark, note=mark)
    following = FollowingFactory(person=person)
    QuizAnswerFactory(attempt=AttemptFactory(following=following), text=mark, feedback=mark)
