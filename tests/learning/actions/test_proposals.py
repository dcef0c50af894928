"""The optimiser asked, answered by a worker, its lines taken: from published figures only, and nothing by itself."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.actions import proposals
from learning.actions.proposals import Question
from learning.enums import ActionKind, CourseKind, ProposalState
from learning.models import Intervention
from learning.queries import proposal_words
from learning.tasks.proposals import compute_proposal, resume_proposals
from tests.cast import NOW
from tests.factories.interventions import InterventionFactory
from tests.learning.intervention_plans import course_raising, needs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs(cast):
    return needs_of(cast.farid.organisation, cast.chloe.organisation)


@pytest.fixture
def plan(cast, needs) -> Intervention:
    return InterventionFactory(organisation=cast.farid.organisation, created_by=cast.farid, snapshot=needs[0])


@pytest.fixture
def government(cast, needs) -> Intervention:
    return InterventionFactory(organisation=None, created_by=cast.gisele, snapshot=needs[0])


def ask(by, plan, **values):
    return proposals.ask_proposal(by=by, plan=plan, question=Question(**{"budget_cents": 200_000} | values), at=NOW)


def answered(by, plan, **values):
    one = ask(by, plan, **values)
    assert compute_proposal(one.pk) is True
    one.refresh_from_db()
    return one


def test_only_what_is_published_goes_in(cast, needs, plan, government):
    first, second, third = (one.code for one in needs[1])
    course_raising(needs[1][0])
    ours, theirs = cast.farid.organisation.acronym, cast.chloe.organisation.acronym
    own = ask(cast.farid, plan)
    assert own.inputs["gaps"] == [[ours, first, 30, 1.0]]
    assert own.inputs["left"] == {"cells": 3, "hidden": 1, "low": 1, "high": 0}
    whole = ask(cast.gisele, government)
    assert sorted(whole.inputs["gaps"]) == sorted(
        [[ours, first, 30, 1.0], [theirs, first, 30, 1.0], [theirs, second, 35, 1.0]]
    )
    together = InterventionFactory(organisation=None, created_by=cast.gisele, snapshot=needs[0])
    one = ask(cast.gisele, together, grain="ensemble")
    assert one.inputs["gaps"] == [["ensemble", first, 80, 1.0], ["ensemble", second, 40, 1.0], ["ensemble", third, 180, 1.0]]


def test_the_answer_stays_under_the_budget_and_says_its_bound(cast, needs, plan):
    course = course_raising(needs[1][0])
    dear = course_raising(needs[1][0], cost_cents=90_000)
    useless = course_raising(needs[1][1])
    one = answered(cast.farid, plan)
    assert one.state == ProposalState.DONE
    result = one.result
    assert [
        (row["course"], row["sessions"], sum(row["seats"].values()), row["cost_cents"]) for row in result["courses"]
    ] == [(course.key, 1, 12, 170_000)]
    assert result["objective"] == 7.2 and result["bound"] >= 7.2
    assert {row["course"]: row["why"] for row in result["left_out"]} == {dear.key: "over_budget", useless.key: "no_gap"}
    assert [row["share"] for row in result["options"]] == [-0.1, 0.1]
    assert not plan.actions.exists()
    told = proposal_words.answer(one, set())
    assert told.lead == "1 formation comblerait environ 7 écarts pour 1\u00a0700\u00a0$, sur un budget de 2\u00a0000\u00a0$."
    assert "7,2" in told.sure and "1 case sur 3 est masquée" in told.left_out


def test_weights_and_effects_are_the_person_s(cast, needs, government):
    first, second, _third = needs[1]
    one, other = course_raising(first), course_raising(second)
    plain = answered(cast.gisele, government, weights={first.code: 0.5, second.code: 3})
    assert [row["course"] for row in plain.result["courses"]] == [other.key]
    left_out = answered(cast.gisele, government, effects={other.key: 0})
    assert [row["course"] for row in left_out.result["courses"]] == [one.key]


def test_limits_of_a_place_are_kept(cast, needs, government):
    course_raising(needs[1][0])
    one = answered(cast.gisele, government, budget_cents=10_000_000, most_seats=6, most_sessions=5)
    seats = [count for row in one.result["courses"] for count in row["seats"].values()]
    assert seats and max(seats) <= 6


@pytest.mark.parametrize(("values", "field"), [({"budget_cents": 0}, "budget"), ({"share": 40}, "share")])
def test_what_cannot_be_answered_is_said_at_once(cast, needs, government, values, field):
    course_raising(needs[1][0])
    with pytest.raises(ValidationError) as refusal:
        ask(cast.gisele, government, **values)
    assert list(refusal.value.message_dict) == [field]


def test_without_courses_or_portrait_or_gap_it_says_so(cast, needs, plan):
    with pytest.raises(ValidationError, match="Aucune formation"):
        ask(cast.farid, plan)
    course_raising(needs[1][0])
    bare = InterventionFactory(organisation=cast.farid.organisation, created_by=cast.farid)
    with pytest.raises(ValidationError, match="aucun portrait"):
        ask(cast.farid, bare)
    elsewhere = InterventionFactory(organisation=cast.david.organisation, created_by=cast.gisele, snapshot=needs[0])
    with pytest.raises(ValidationError, match="Aucun écart n’est publié pour cette organisation"):
        ask(cast.gisele, elsewhere)


def test_one_at_a_time_and_only_by_who_leads(cast, needs, plan):
    course_raising(needs[1][0])
    one = ask(cast.farid, plan)
    with pytest.raises(ValidationError, match="déjà en calcul"):
        ask(cast.gisele, plan)
    for other in (cast.hugo, cast.jules, cast.amina):
        with pytest.raises(PermissionDenied):
            ask(other, plan)
    assert (compute_proposal(one.pk), compute_proposal(one.pk)) == (True, False)


def test_a_question_that_a_killed_worker_left_is_handed_out_again(cast, needs, plan):
    course_raising(needs[1][0])
    ask(cast.farid, plan)
    assert resume_proposals() == 1


def test_a_worker_killed_between_the_answer_and_the_rest_changes_nothing_of_the_answer(cast, needs, plan):
    course_raising(needs[1][0])
    one = answered(cast.farid, plan)
    told = one.result
    one.result, one.progress = told | {"options": [], "closed": 1.5}, 55
    one.save()
    assert resume_proposals() == 1
    assert (compute_proposal(one.pk), compute_proposal(one.pk)) == (True, False)
    one.refresh_from_db()
    assert (one.result, one.progress) == (told | {"closed": 1.5}, 100)


def test_lines_become_actions_once(cast, needs, plan):
    first = needs[1][0]
    course = course_raising(first, title_fr="Écrire", title_en="Writing")
    alone = course_raising(first, kind=CourseKind.SELF_PACED, cost_cents=0, session_cost_cents=0)
    one = answered(cast.farid, plan, most_sessions=1)
    keys = {row["course"] for row in one.result["courses"]}
    assert keys == {course.key, alone.key}
    made = proposals.take_lines(by=cast.farid, proposal=one, stages={course.key: 2, "inconnue": 1}, at=NOW)
    assert [(row.kind, row.stage, row.seats, row.proposed, row.title_en) for row in made] == [
        (ActionKind.SESSIONS, 2, 12, True, "Writing")
    ]
    assert [(row.competency, row.people) for row in made[0].effects.all()] == [(first, 7)]
    assert made[0].why == "Écarts qu’elle comblerait\u00a0: Rédiger (7)."
    with pytest.raises(ValidationError):
        proposals.take_lines(by=cast.farid, proposal=one, stages={course.key: 3}, at=NOW)
    again = proposals.take_lines(by=cast.farid, proposal=one, stages={course.key: 3, alone.key: 1}, at=NOW)
    assert [row.kind for row in again] == [ActionKind.COURSE]
    assert plan.actions.count() == 2


def test_what_was_asked_is_read_again_as_it_was(cast, needs, plan):
    course = course_raising(needs[1][0], title_fr="Écrire")
    one = answered(cast.farid, plan)
    course.title_fr, course.cost_cents = "Autre titre", 1
    course.save()
    told = proposal_words.answer(one, set())
    assert [(row.title, row.cost_cents) for row in told.kept] == [("Écrire", 170_000)]
