"""A course put into one's own plan from its page."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from learning.actions.steps import StepWords, add_step
from learning.enums import CourseKind, CourseState
from learning.models import Course, Goal, Step
from learning.queries.plans import active_plan
from people.models import Person


class NoPlan(Exception):
    """The person has no plan under way: it is begun first."""


def plan_course(*, by: Person, course: Course, at: dt.datetime) -> Step:
    """A step of one's plan under way, for the goal whose competency the course raises; the one that is there comes back.

    Raises NoPlan, PlanRefused, PermissionDenied for a course that is not in the catalogue.
    """
    if course.state != CourseState.PUBLISHED:
        raise PermissionDenied
    plan = active_plan(by)
    if plan is None:
        raise NoPlan
    raised = course.raises.values_list("competency", flat=True)
    goal = Goal.objects.filter(plan=plan, competency__in=raised).order_by("order", "pk").first()
    own_pace = course.kind == CourseKind.SELF_PACED
    words = StepWords(
        kind="online_course" if own_pace else "course_session", title=course.title, goal=goal,
        why=_("Choisie dans le catalogue."), url=course.get_absolute_url(), effort_minutes=course.minutes,
        target=("learning.course", course.pk),
    )  # fmt: skip
    return add_step(by=by, plan=plan, words=words, at=at)
