"""Texts of a plan and of an action, and a ministry with published needs, for tests of intervention plans."""

from learning.actions.intervention_actions import ActionText
from learning.actions.interventions import PlanText
from learning.enums import ActionKind, CourseKind
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory, CourseRaiseFactory, SessionFactory
from tests.factories.interventions import BEGINS
from tests.factories.needs import published


def plan_text(**values) -> PlanText:
    return PlanText(**{"name_fr": "Plan", "from_on": BEGINS, "budget_cents": 500_000} | values)


def action_text(**values) -> ActionText:
    return ActionText(**{"kind": ActionKind.GUIDE, "title_fr": "Guide", "stage": 1, "last_stage": 1} | values)


def needs_of(organisation, other):
    """Three competencies: 30 people of the ministry lack the first, the second is hidden there, the third under 10 %."""
    first, second, third = (CompetencyFactory(name_fr=name) for name in ("Rédiger", "Mesurer", "Planifier"))
    places = {
        organisation: {first: (60, 50), second: None, third: (60, "low")},
        other: {first: (100, 30), second: (40, "high")},
    }
    snapshot = published({first: (200, 40), second: (200, 20), third: (200, "high")}, places)
    return snapshot, (first, second, third)


def course_raising(competency, **values):
    """Twelve seats at 100 $, and 500 $ a session."""
    values = {"kind": CourseKind.CLASSROOM, "cost_cents": 10_000, "session_cost_cents": 50_000} | values
    course = CourseFactory(**values)
    CourseRaiseFactory(course=course, competency=competency)
    SessionFactory(course=course, seats=12, minimum=6)
    return course
