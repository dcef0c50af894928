"""A plan begun, written by two at once, adopted under its budget, reopened, followed, closed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.actions import intervention_actions as actions
from learning.actions import interventions
from learning.enums import ActionKind, ActionState, InterventionState, MoveKind
from learning.models import ExpectedEffect, InterventionAction
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory
from tests.factories.interventions import InterventionActionFactory, InterventionFactory
from tests.factories.needs import published
from tests.job_profiles.actions.test_at_once import at_once
from tests.learning.intervention_plans import action_text, plan_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    return interventions.create_intervention(by=cast.farid, organisation=cast.farid.organisation, text=plan_text(), at=NOW)


def kinds(plan):
    return list(plan.moves.order_by("pk").values_list("kind", "subject"))


def test_a_lead_plans_for_the_own_ministry_and_the_strategic_team_for_everybody(cast):
    ours, theirs = cast.farid.organisation, cast.chloe.organisation
    for by, place in ((cast.farid, None), (cast.farid, theirs), (cast.hugo, ours), (cast.jules, ours), (cast.amina, ours)):
        with pytest.raises(PermissionDenied):
            interventions.create_intervention(by=by, organisation=place, text=plan_text(), at=NOW)
    for by, place in ((cast.farid, ours), (cast.gisele, theirs), (cast.gisele, None)):
        assert interventions.create_intervention(by=by, organisation=place, text=plan_text(), at=NOW).organisation == place


def test_a_portrait_of_another_ministry_is_refused(cast, plan):
    snapshot = published({}, organisation=cast.chloe.organisation)
    with pytest.raises(ValidationError) as refusal:
        interventions.edit_intervention(by=cast.farid, plan=plan, edit=0, text=plan_text(snapshot=snapshot), at=NOW)
    assert list(refusal.value.message_dict) == ["snapshot"]


def test_what_was_written_meanwhile_is_not_written_over_unseen(cast, plan):
    interventions.edit_intervention(by=cast.gisele, plan=plan, edit=0, text=plan_text(name_fr="De Gisèle"), at=NOW)
    with pytest.raises(ValidationError):
        interventions.edit_intervention(by=cast.farid, plan=plan, edit=0, text=plan_text(name_fr="De Farid"), at=NOW)
    plan.refresh_from_db()
    assert (plan.name_fr, plan.edit) == ("De Gisèle", 1)


def test_an_action_keeps_its_effects_and_its_own_counter(cast, plan):
    competency = CompetencyFactory()
    one = actions.add_action(by=cast.farid, plan=plan, text=action_text(effects={competency: 8}), at=NOW)
    other = actions.add_action(by=cast.farid, plan=plan, text=action_text(title_fr="Autre"), at=NOW)
    changed = action_text(title_fr="Guide, revu", effects={competency: 5})
    actions.edit_action(by=cast.gisele, action=one, edit=0, text=changed, at=NOW)
    actions.edit_action(by=cast.farid, action=other, edit=0, text=action_text(title_fr="Autre, revu"), at=NOW)
    with pytest.raises(ValidationError):
        actions.edit_action(by=cast.farid, action=one, edit=0, text=action_text(), at=NOW)
    assert list(ExpectedEffect.objects.values_list("people", flat=True)) == [5]
    plan.refresh_from_db()
    assert plan.edit == 4
    assert [kind for kind, _subject in kinds(plan)] == ["created", "added", "added", "edited", "edited"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_fr": " "}, "title_fr"),
        ({"stage": 3, "last_stage": 2}, "last_stage"),
        ({"stage": 8, "last_stage": 9}, "last_stage"),
        ({"kind": ActionKind.SESSIONS}, "course"),
    ],
)
def test_what_an_action_cannot_be(cast, plan, values, field):
    with pytest.raises(ValidationError) as refusal:
        actions.add_action(by=cast.farid, plan=plan, text=action_text(**values), at=NOW)
    assert list(refusal.value.message_dict) == [field]
    assert not InterventionAction.objects.exists()


def test_a_course_that_left_the_catalogue_stays_where_it_is_and_is_not_taken_anew(cast, plan):
    course = CourseFactory()
    text = action_text(kind=ActionKind.SESSIONS, course=course)
    action = actions.add_action(by=cast.farid, plan=plan, text=text, at=NOW)
    course.state = "retired"
    course.save()
    actions.edit_action(by=cast.farid, action=action, edit=0, text=text, at=NOW)
    with pytest.raises(ValidationError):
        actions.add_action(by=cast.farid, plan=plan, text=text, at=NOW)


def test_over_budget_is_allowed_in_preparation_and_refused_at_adoption(cast, plan):
    action = actions.add_action(by=cast.farid, plan=plan, text=action_text(cost_cents=500_100), at=NOW)
    with pytest.raises(ValidationError) as refusal:
        interventions.adopt_intervention(by=cast.farid, plan=plan, edit=1, at=NOW)
    assert refusal.value.messages == [
        "Les actions coûtent 1\u00a0$ de plus que le budget\u00a0: retirez-en, ou augmentez le budget."
    ]
    actions.edit_action(by=cast.farid, action=action, edit=0, text=action_text(cost_cents=500_000), at=NOW)
    adopted = interventions.adopt_intervention(by=cast.farid, plan=plan, edit=2, at=NOW)
    assert (adopted.state, adopted.adopted_at) == (InterventionState.ADOPTED, NOW)


def test_nobody_adopts_another_plan_than_the_one_on_the_screen_nor_an_empty_one(cast, plan):
    with pytest.raises(ValidationError):
        interventions.adopt_intervention(by=cast.farid, plan=plan, edit=0, at=NOW)
    actions.add_action(by=cast.gisele, plan=plan, text=action_text(), at=NOW)
    with pytest.raises(ValidationError):
        interventions.adopt_intervention(by=cast.farid, plan=plan, edit=0, at=NOW)
    assert interventions.adopt_intervention(by=cast.farid, plan=plan, edit=1, at=NOW).state == InterventionState.ADOPTED


def test_an_adopted_plan_changes_only_once_reopened_and_is_never_deleted(cast, plan):
    action = actions.add_action(by=cast.farid, plan=plan, text=action_text(), at=NOW)
    interventions.adopt_intervention(by=cast.farid, plan=plan, edit=1, at=NOW)
    for refused in (
        lambda: actions.add_action(by=cast.farid, plan=plan, text=action_text(), at=NOW),
        lambda: actions.delete_action(by=cast.farid, action=action, at=NOW),
        lambda: actions.move_action(by=cast.farid, action=action, step=1, at=NOW),
        lambda: interventions.delete_intervention(by=cast.farid, plan=plan),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    actions.follow_action(by=cast.farid, action=action, edit=0, state=ActionState.RUNNING, spent_cents=900, at=NOW)
    with pytest.raises(ValidationError):
        actions.follow_action(by=cast.farid, action=action, edit=0, state=ActionState.DONE, spent_cents=0, at=NOW)
    action.refresh_from_db()
    assert (action.state, action.spent_cents) == (ActionState.RUNNING, 900)
    interventions.reopen_intervention(by=cast.farid, plan=plan, at=NOW)
    with pytest.raises(PermissionDenied):
        interventions.delete_intervention(by=cast.farid, plan=plan)
    plan.refresh_from_db()
    interventions.adopt_intervention(by=cast.farid, plan=plan, edit=plan.edit, at=NOW)
    assert interventions.close_intervention(by=cast.farid, plan=plan, at=NOW).state == InterventionState.CLOSED
    with pytest.raises(PermissionDenied):
        interventions.reopen_intervention(by=cast.farid, plan=plan, at=NOW)
    assert [kind for kind, _subject in kinds(plan)][2:] == ["adopted", "followed", "reopened", "adopted", "closed"]


def test_actions_move_within_their_stage(cast, plan):
    one, two, later = (
        actions.add_action(by=cast.farid, plan=plan, text=action_text(title_fr=name, stage=stage, last_stage=8), at=NOW)
        for name, stage in (("Un", 1), ("Deux", 1), ("Tard", 2))
    )
    actions.move_action(by=cast.farid, action=two, step=-1, at=NOW)
    actions.move_action(by=cast.farid, action=two, step=-1, at=NOW)
    actions.move_action(by=cast.farid, action=later, step=1, at=NOW)
    assert [row.title_fr for row in plan.actions.all()] == ["Deux", "Un", "Tard"]
    actions.delete_action(by=cast.farid, action=one, at=NOW)
    assert kinds(plan)[-1] == (MoveKind.REMOVED, "Un")


def test_an_erased_owner_leaves_the_action_without_a_name(cast):
    action = InterventionActionFactory(owner=cast.amina)
    assert interventions.release_actions(cast.amina) == 1
    action.refresh_from_db()
    assert action.owner is None


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_lose_nothing(cast):
    plan = InterventionFactory(organisation=cast.farid.organisation, created_by=cast.farid)
    said = [(cast.farid, "De Farid"), (cast.gisele, "De Gisèle")]
    results = at_once(
        *(
            lambda by=by, name=name: actions.add_action(by=by, plan=plan, text=action_text(title_fr=name), at=NOW)
            for by, name in said
        )
    )
    assert [type(one).__name__ for one in results] == ["InterventionAction", "InterventionAction"]
    plan.refresh_from_db()
    assert (sorted(row.title_fr for row in plan.actions.all()), plan.edit) == (["De Farid", "De Gisèle"], 2)
    action = plan.actions.get(title_fr="De Farid")
    results = at_once(
        *(
            lambda by=by, name=name: actions.edit_action(
                by=by, action=action, edit=0, text=action_text(title_fr=name), at=NOW
            )
            for by, name in said
        )
    )
    assert sorted(type(one).__name__ for one in results) == ["InterventionAction", "ValidationError"]
