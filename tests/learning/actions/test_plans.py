"""Plans: one under way, goals by tick or by measure, everything away on demand."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from competencies.models import Estimate
from learning.actions import diagnostics, goals, plan_sharing, plans, step_files
from learning.enums import PlanState, ReachedBy
from learning.models import Goal, Plan, Step
from people.models import Attachment, Grant
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.files import document
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, finished_run, switch_on
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory


def begin(person, **values):
    given = {
        "title": "Mon année", "note": "", "from_on": TODAY, "to_on": TODAY + dt.timedelta(days=300), "review_months": 3,
        "goals": {}, "version": None, "at": NOW, **values,
    }  # fmt: skip
    return plans.begin_plan(by=person, **given)


def test_a_plan_begins_with_its_goals_in_the_order_of_the_framework(cast):
    second, first = CompetencyFactory(order=2), CompetencyFactory(order=1)

    plan = begin(cast.bruno, goals={second: 3, first: 2})

    assert [(one.competency, one.level, one.order) for one in plan.goals.all()] == [(first, 2, 0), (second, 3, 1)]
    assert plan.review_on == dt.date(2027, 2, 2)


def test_no_goal_at_all_is_a_plan_too(cast):
    assert begin(cast.bruno).goals.count() == 0


def test_one_under_way_per_person(cast):
    first = begin(cast.bruno)

    with pytest.raises(plans.PlanRefused):
        begin(cast.bruno)

    plans.close_plan(by=cast.bruno, plan=first, at=NOW)
    second = begin(cast.bruno)
    with pytest.raises(plans.PlanRefused):
        plans.reopen_plan(by=cast.bruno, plan=first, at=NOW)
    assert list(Plan.objects.filter(state=PlanState.ACTIVE)) == [second]


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [
        (0, -1, "La fin vient avant le début."),
        (-30, -1, "Cette période est déjà passée. Choisissez une fin à venir."),
        (0, 1200, "Un plan dure trois ans au plus."),
    ],
)
def test_dates_that_make_no_sense(cast, begins, ends, sentence):
    with pytest.raises(plans.PlanRefused, match=sentence) as refusal:
        begin(cast.bruno, from_on=TODAY + dt.timedelta(days=begins), to_on=TODAY + dt.timedelta(days=ends))
    assert refusal.value.field == "to_on"


def test_a_retired_competency_is_no_new_goal_but_stays_one(cast):
    retired = CompetencyFactory(retired_at=NOW)
    with pytest.raises(plans.PlanRefused, match=retired.name_fr):
        begin(cast.bruno, goals={retired: 3})
    plan = PlanFactory(person=cast.bruno)
    goal = GoalFactory(plan=plan, competency=retired)

    goals.set_goals(by=cast.bruno, plan=plan, goals={retired: goal.level}, at=NOW)

    assert list(plan.goals.all()) == [goal]


def test_too_many_goals_are_refused(cast):
    with pytest.raises(plans.PlanRefused):
        begin(cast.bruno, goals=dict.fromkeys(CompetencyFactory.create_batch(plans.MOST_GOALS + 1), 2))


def test_a_goal_that_goes_leaves_its_steps(cast):
    plan = PlanFactory(person=cast.bruno)
    kept, gone = GoalFactory.create_batch(2, plan=plan)
    step = StepFactory(plan=plan, goal=gone)
    before = plan.edit

    goals.set_goals(by=cast.bruno, plan=plan, goals={kept.competency: 4}, at=NOW)

    step.refresh_from_db()
    plan.refresh_from_db()
    assert step.goal is None
    assert [(one.pk, one.level) for one in plan.goals.all()] == [(kept.pk, 4)]
    assert plan.edit == before + 1


def test_saved_without_a_change_an_agreement_still_covers_it(cast):
    plan = begin(cast.bruno)
    plans.edit_plan(
        by=cast.bruno, plan=plan, title=plan.title, note="", from_on=plan.from_on, to_on=plan.to_on, review_months=3, at=NOW
    )

    plan.refresh_from_db()
    assert plan.edit == 0


def test_somebody_else_s_plan_is_not_touched(cast):
    plan = PlanFactory(person=cast.bruno)
    for act in (plans.close_plan, plans.reopen_plan, plans.delete_plan):
        with pytest.raises(PermissionDenied):
            act(by=cast.amina, plan=plan, at=NOW)
    with pytest.raises(PermissionDenied):
        goals.set_goals(by=cast.amina, plan=plan, goals={}, at=NOW)


def test_a_closed_plan_changes_no_more(cast):
    plan = PlanFactory(person=cast.bruno, state=PlanState.CLOSED, closed_at=NOW)
    with pytest.raises(plans.PlanRefused):
        goals.set_goals(by=cast.bruno, plan=plan, goals={}, at=NOW)


def test_everything_goes_with_a_plan(cast):
    plan = PlanFactory(person=cast.bruno)
    step = StepFactory(plan=plan)
    step_files.add_file(by=cast.bruno, step=step, upload=document("preuve.txt"), at=NOW)
    plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=cast.esther, until=TODAY, at=NOW)

    plans.delete_plan(by=cast.bruno, plan=plan, at=NOW)

    assert (Plan.objects.count(), Step.objects.count(), Attachment.objects.count(), Grant.objects.count()) == (0, 0, 0, 0)


@pytest.fixture
def measured(cast):
    """Bruno's plan aims at what his diagnostic finds met and at what it finds missing."""
    switch_on(cast.bruno)
    met, short = CompetencyFactory(), CompetencyFactory()
    run = finished_run(cast.bruno, {met: CLEARLY_MET, short: CLEARLY_SHORT})
    levels = {target.competency_id: target.level for target in run.targets.all()}
    plan = PlanFactory(person=cast.bruno)
    return [GoalFactory(plan=plan, competency=one, level=levels[one.pk]) for one in (met, short)]


def measure(cast, rows):
    return goals.measure_goals(person=cast.bruno, competency_ids=[one.competency_id for one in rows], at=NOW)


def test_a_goal_is_reached_when_an_estimate_decides_it(cast, measured):
    met, short = measured

    assert measure(cast, measured) == [met.pk]
    assert measure(cast, measured) == []
    met.refresh_from_db()
    short.refresh_from_db()
    assert (met.reached_by, short.reached_on) == (ReachedBy.MEASURE, None)


def test_switched_off_nothing_is_measured(cast, measured):
    diagnostics.switch_off(by=cast.bruno, at=NOW)
    assert measure(cast, measured) == []


def test_what_the_person_says_counts_before_what_is_measured(cast, measured):
    _met, short = measured
    goals.say_reached(by=cast.bruno, goal=short, reached=True, at=NOW)
    measure(cast, measured)

    short.refresh_from_db()
    assert (short.reached_by, short.reached_on) == (ReachedBy.HAND, TODAY)


def test_with_the_diagnostic_goes_what_it_said_of_goals(cast, measured):
    measure(cast, measured)
    diagnostics.delete_everything(by=cast.bruno, at=NOW)

    assert not Estimate.objects.exists()
    assert set(Goal.objects.values_list("reached_on", "reached_by")) == {(None, "")}
