"""Templates: loaded once, begun from with dates, written by who owns profiles; plans kept and forgotten."""

import datetime as dt
import json

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from learning.actions import plan_retention, plan_templates, plans
from learning.enums import PlanState
from learning.models import Plan, PlanComment, PlanTemplate
from people.enums import PersonStatus
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory
from tests.factories.job_profiles import JobProfileFactory
from tests.factories.plans import PlanCommentFactory, PlanFactory, StepFactory


def step(**values):
    return {"by_days": 30, "kind": "book", "competency": "", "title_fr": "Lire", "effort_hours": 2, **values}


def template(steps):
    days = sorted({one["by_days"] for one in steps})
    return PlanTemplate.objects.create(
        profile=JobProfileFactory(), title_fr="Vos 90 premiers jours", days=days, steps=steps, changed_at=NOW
    )


def test_what_ships_is_loaded_once_and_keeps_what_was_edited(db):
    rows = json.loads((settings.BASE_DIR / "data/learning/plan_templates.json").read_text("utf-8"))
    for code in {row["profile"] for row in rows}:
        JobProfileFactory(code=code)

    assert plan_templates.load_templates(rows=rows, at=NOW) == len(rows)
    PlanTemplate.objects.update(title_fr="Notre modèle")
    assert plan_templates.load_templates(rows=rows, at=NOW) == 0


def test_begun_from_a_template_steps_are_dated_on_working_days(cast):
    competency, course = CompetencyFactory(), CourseFactory(title_fr="Écrire une note d’une page")
    made = template([
        step(competency=competency.code), step(by_days=60),
        step(by_days=90, kind="course_session", title_fr="Suivre «\xa0Écrire une note d’une page\xa0»"),
    ])  # fmt: skip

    plan = plan_templates.begin_from_template(by=cast.david, template=made, start=dt.date(2026, 11, 7), at=NOW)

    rows = list(plan.steps.all())
    assert [one.due_on for one in rows] == [dt.date(2026, 12, 4), dt.date(2027, 1, 5), dt.date(2027, 2, 4)]
    assert (rows[0].goal.competency, rows[2].target) == (competency, course)
    with pytest.raises(plans.PlanRefused):
        plan_templates.begin_from_template(by=cast.david, template=made, start=TODAY, at=NOW)


def test_a_retired_competency_leaves_a_step_without_a_goal(cast):
    gone = CompetencyFactory(retired_at=NOW)
    plan = plan_templates.begin_from_template(
        by=cast.david, template=template([step(competency=gone.code)]), start=TODAY, at=NOW
    )
    assert (plan.goals.count(), plan.steps.get().goal) == (0, None)


def test_only_who_owns_profiles_writes_them(cast):
    values = {"template": None, "profile": JobProfileFactory(), "title_fr": "Essai", "title_en": "", "at": NOW}
    with pytest.raises(PermissionDenied):
        plan_templates.save_template(by=cast.amina, steps=[step()], **values)
    with pytest.raises(plans.PlanRefused):
        plan_templates.save_template(by=cast.lea, steps=[], **values)
    made = plan_templates.save_template(by=cast.lea, steps=[step(by_days=90), step()], **values)
    assert ([one["by_days"] for one in made.steps], made.days) == ([30, 90], [30, 90])
    with pytest.raises(plans.PlanRefused):
        plan_templates.save_template(by=cast.lea, steps=[step()], **values)


def test_closed_plans_go_after_five_years_and_those_of_who_left_after_a_month(cast):
    old, kept = NOW - dt.timedelta(days=6 * 365), NOW - dt.timedelta(days=300)
    StepFactory(plan=PlanFactory(person=cast.bruno, state=PlanState.CLOSED, closed_at=old))
    PlanFactory(person=cast.bruno, state=PlanState.CLOSED, closed_at=kept)
    PlanFactory(person=cast.amina)
    cast.amina.status, cast.amina.left_at = PersonStatus.LEFT, kept
    cast.amina.save()

    assert plan_retention.forget_closed(NOW, True) == 1
    assert (plan_retention.forget_closed(NOW, False), plan_retention.forget_of_who_left(NOW, False)) == (1, 1)
    assert Plan.objects.count() == 1


def test_erased_with_the_words_on_others_plans(cast):
    PlanFactory(person=cast.bruno)
    PlanCommentFactory(plan=PlanFactory(person=cast.amina), author=cast.bruno)
    assert plan_retention.erase(cast.bruno) == 2
    assert (Plan.objects.count(), PlanComment.objects.count()) == (1, 0)
