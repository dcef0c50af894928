"""What a plan closes of what is published, what the map shows of it, seats against attendance, plans added up."""

import datetime as dt

import pytest

from learning.enums import ActionKind, ActionState, EnrolmentState, InterventionState, SessionState
from learning.queries.forecasts import expected_by_competency
from learning.queries.intervention_seats import follow_up
from learning.queries.intervention_totals import Wanted, totals
from learning.queries.interventions import board
from learning.queries.lead_desk import wishes_in
from learning.rules.interventions import first_day, last_day, stage_of
from tests.cast import NOW
from tests.factories.courses import CourseWishFactory, EnrolmentFactory, SessionFactory
from tests.factories.interventions import BEGINS, ExpectedEffectFactory, InterventionActionFactory, InterventionFactory
from tests.factories.people import PersonFactory
from tests.learning.intervention_plans import course_raising, needs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs(cast):
    return needs_of(cast.farid.organisation, cast.chloe.organisation)


def plan_of(cast, organisation, snapshot=None, state=InterventionState.ADOPTED, **values):
    return InterventionFactory(
        organisation=organisation, created_by=cast.gisele, snapshot=snapshot, state=state, adopted_at=NOW, **values
    )


def test_stages_are_quarters():
    assert [first_day(BEGINS, 1), last_day(BEGINS, 1), last_day(BEGINS, 8)] == [
        dt.date(2026, 10, 1), dt.date(2026, 12, 31), dt.date(2028, 9, 30),
    ]  # fmt: skip
    assert [first_day(dt.date(2026, 11, 30), 2), first_day(dt.date(2026, 8, 31), 3)] == [
        dt.date(2027, 2, 28), dt.date(2027, 2, 28),
    ]  # fmt: skip
    assert [stage_of(BEGINS, day) for day in (dt.date(2026, 9, 30), BEGINS, dt.date(2027, 1, 1))] == [None, 1, 2]


def test_a_board_adds_up_what_is_not_dropped(cast, needs):
    snapshot, (first, second, _third) = needs
    plan = plan_of(cast, cast.farid.organisation, snapshot, budget_cents=100_000)
    for state, cost, people in (("planned", 60_000, 20), ("done", 50_000, 15), ("dropped", 90_000, 30)):
        action = InterventionActionFactory(plan=plan, cost_cents=cost, state=state)
        ExpectedEffectFactory(action=action, competency=first, people=people)
    ExpectedEffectFactory(action=action, competency=second, people=4)
    found = board(cast.farid, plan)
    assert (found.cost_cents, found.left_cents, found.over_cents) == (110_000, -10_000, 10_000)
    assert [(one.competency, one.people, one.planned, one.closed, one.too_much) for one in found.closings] == [
        (first, 30, 35, 30, True)
    ]


def test_a_hidden_need_stays_hidden(cast, needs):
    snapshot, (_first, second, _third) = needs
    plan = plan_of(cast, cast.farid.organisation, snapshot)
    ExpectedEffectFactory(action__plan=plan, competency=second, people=4)
    (one,) = board(cast.farid, plan).closings
    assert (one.people, one.cell.hidden, one.left) == (None, True, None)


def test_only_adopted_plans_that_one_may_read_stand_on_the_map(cast, needs):
    snapshot, (first, _second, _third) = needs
    ours = plan_of(cast, cast.farid.organisation)
    theirs = plan_of(cast, cast.chloe.organisation)
    government = plan_of(cast, None)
    draft = InterventionFactory(organisation=cast.farid.organisation, created_by=cast.farid)
    for plan, people in ((ours, 10), (theirs, 20), (government, 30), (draft, 40)):
        ExpectedEffectFactory(action__plan=plan, competency=first, people=people)
    ExpectedEffectFactory(action__plan=ours, action__state=ActionState.DROPPED, competency=first, people=50)
    before = plan_of(cast, None, from_on=dt.date(2026, 1, 1))
    ExpectedEffectFactory(action__plan=before, competency=first, people=60)

    def places(viewer, organisation=None):
        found = expected_by_competency(viewer, snapshot, organisation, NOW)
        return sorted(one.places for one in found.get(first.pk, []))

    assert places(cast.gisele) == [10, 20, 30]
    assert places(cast.gisele, cast.chloe.organisation) == [20]
    assert places(cast.farid) == [10, 30]
    assert places(cast.hugo) == []


def test_seats_are_counted_for_the_ministry_within_the_stages(cast, needs):
    course = course_raising(needs[1][0])
    course.sessions.all().delete()
    plan = plan_of(cast, cast.farid.organisation, budget_cents=1_000_000)
    InterventionActionFactory(
        plan=plan, kind=ActionKind.SESSIONS, course=course, seats=10, sessions=1, stage=1, last_stage=1
    )
    inside = SessionFactory(course=course, state=SessionState.HELD, starts_at=NOW, taken=4)
    later = SessionFactory(course=course, starts_at=NOW + dt.timedelta(days=120))
    cancelled = SessionFactory(course=course, starts_at=NOW, state=SessionState.CANCELLED)
    states = (EnrolmentState.ATTENDED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT, EnrolmentState.WAITING)
    for state in states:
        EnrolmentFactory(session=inside, state=state, person=PersonFactory(organisation=cast.farid.organisation))
    EnrolmentFactory(session=inside, person=PersonFactory(organisation=cast.chloe.organisation))
    for session in (later, cancelled):
        EnrolmentFactory(session=session, person=PersonFactory(organisation=cast.farid.organisation))
    found = follow_up(plan, board(cast.farid, plan))
    (row,) = found.courses
    assert (row.planned, row.real.sessions, row.real.attended, row.real.absent, row.real.waiting, row.missing) == (
        10,
        1,
        2,
        1,
        1,
        7,
    )
    # Three seats at 100 $, and three quarters of the 500 $ of the session.
    assert (row.real.estimate_cents, found.spent_cents) == (67_500, 67_500)
    assert [stage.real.taken for stage in found.stages] == [3, 0, 0, 0, 0, 0, 0, 0]
    plan.actions.update(spent_cents=12_345)
    assert follow_up(plan, board(cast.farid, plan)).spent_cents == 12_345


def test_adopted_plans_are_added_up(cast, needs):
    _snapshot, (first, second, _third) = needs
    ours, government = plan_of(cast, cast.farid.organisation), plan_of(cast, None, from_on=dt.date(2027, 1, 15))
    InterventionFactory(created_by=cast.gisele)
    one = InterventionActionFactory(plan=ours, kind=ActionKind.GUIDE, cost_cents=100, seats=3)
    two = InterventionActionFactory(plan=government, kind=ActionKind.HIRING, cost_cents=200)
    InterventionActionFactory(plan=government, state=ActionState.DROPPED, cost_cents=999)
    for action, competency, people in ((one, first, 5), (two, first, 6), (two, second, 7)):
        ExpectedEffectFactory(action=action, competency=competency, people=people)
    found = totals(cast.gisele)
    assert (found.whole.cost_cents, found.whole.effects, found.whole.actions, found.whole.seats) == (300, 18, 2, 3)
    assert [(row.cost_cents, row.effects) for _kind, row in found.kinds] == [(100, 5), (200, 13)]
    assert [quarter for quarter, _row in found.quarters] == [(2026, 4), (2027, 1)]
    assert [(competency, people, plans) for competency, people, plans in found.competencies] == [
        (first, 11, 2),
        (second, 7, 1),
    ]
    assert totals(cast.gisele, Wanted(competency=second.code)).actions == [two]
    assert totals(cast.gisele, Wanted(quarter="2026-4")).actions == [one]
    assert totals(cast.hugo).plans == []


def test_wishes_of_few_are_not_counted_aloud(cast):
    place = cast.farid.organisation
    for subject, number in (("Cartes", 5), ("Balados", 4)):
        for _ in range(number):
            CourseWishFactory(person=PersonFactory(organisation=place), subject=subject)
    CourseWishFactory(person=cast.chloe, subject="Ailleurs")
    assert [(one.title, one.number) for one in wishes_in(place)] == [("Cartes", 5), ("Balados", None)]
