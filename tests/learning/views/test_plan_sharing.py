"""A plan shown to somebody: competencies and steps, never a level, a result or a reason; agreement; words between two."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from learning.actions import agreements, goals, plan_comments, plan_sharing, plans, step_files, steps
from learning.enums import ReachedBy
from learning.models import Goal, PlanAgreement, PlanComment
from learning.queries.plan_sharing import label_of
from people.actions.departures import end_access
from people.models import AccessEntry, Grant, ReportsTo
from tests.factories.competencies import CompetencyFactory, LevelFactory
from tests.factories.files import document
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory

LEVELS = ("Sensibilisation", "Application", "Maîtrise", "Expertise")


@pytest.fixture
def plan(cast):
    for rank, name in enumerate(LEVELS, start=1):
        LevelFactory(rank=rank, name_fr=name)
    today = timezone.localdate()
    plan = PlanFactory(person=cast.bruno, from_on=today, to_on=today + dt.timedelta(days=200))
    goal = GoalFactory(plan=plan, competency=CompetencyFactory(name_fr="Rédiger"), level=4)
    StepFactory(plan=plan, goal=goal, title="Lire un guide", why="Écart probable de deux niveaux.")
    return plan


def show(cast, plan, person, days=20):
    until = timezone.localdate() + dt.timedelta(days=days)
    return plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=person, until=until, at=timezone.now())


def main_of(page) -> str:
    return strip_tags(re.search(r"<main.*?</main>", page.content.decode(), re.S)[0])


def test_a_manager_reads_competencies_and_steps_and_the_look_is_noted(client_of, cast, plan):
    assert client_of(cast.jules).get(plan.get_absolute_url()).status_code == 404
    show(cast, plan, cast.jules)

    page = client_of(cast.jules).get(plan.get_absolute_url())

    assert "Rédiger" in main_of(page) and "Lire un guide" in main_of(page)
    assert [(one.viewer, one.what) for one in AccessEntry.objects.all()] == [(cast.jules, label_of(plan))]


def test_no_level_no_reason_no_measure_leaves(client_of, cast, plan):
    Goal.objects.update(reached_on=timezone.localdate(), reached_by=ReachedBy.MEASURE)
    show(cast, plan, cast.jules)

    page = client_of(cast.jules).get(plan.get_absolute_url()).content.decode()

    for word in (*LEVELS, "Écart probable", "Atteint", "diagnostic le montre"):
        assert word not in page


def test_what_the_person_says_of_a_goal_may_leave(client_of, cast, plan):
    goals.say_reached(by=cast.bruno, goal=plan.goals.get(), reached=True, at=timezone.now())
    show(cast, plan, cast.jules)
    assert "Atteint" in main_of(client_of(cast.jules).get(plan.get_absolute_url()))


def test_who_recruits_is_shown_nothing(client_of, cast, plan):
    until = timezone.localdate() + dt.timedelta(days=5)
    data = {"grantee": cast.hugo.name, "until": until.isoformat()}
    answer = client_of(cast.bruno).post(reverse("learning:plan-share", args=[plan.pk]), data)
    assert answer.status_code == 422
    assert not Grant.objects.exists()


def test_revoked_or_past_it_is_closed(client_of, cast, plan):
    grant = show(cast, plan, cast.esther)
    client_of(cast.bruno).post(reverse("learning:plan-unshare", args=[grant.pk]))
    assert client_of(cast.esther).get(plan.get_absolute_url()).status_code == 404
    show(cast, plan, cast.jules)
    Grant.objects.filter(grantee=cast.jules).update(until=timezone.localdate() - dt.timedelta(days=1))
    assert client_of(cast.jules).get(plan.get_absolute_url()).status_code == 404


def test_files_are_read_as_long_as_the_plan_is_shown(client_of, cast, plan):
    file = step_files.add_file(by=cast.bruno, step=plan.steps.get(), upload=document("preuve.txt"), at=timezone.now())
    url = reverse("people:attachment", args=[file.key, file.name])
    assert client_of(cast.jules).get(url).status_code == 404
    grant = show(cast, plan, cast.jules)
    assert client_of(cast.jules).get(url).status_code == 200
    plan_sharing.take_back(by=cast.bruno, grant=grant, at=timezone.now())
    assert client_of(cast.jules).get(url).status_code == 404
    assert client_of(cast.bruno).get(url).status_code == 200


def ask(cast, plan, partner):
    plan.refresh_from_db()
    return agreements.ask_agreement(by=cast.bruno, plan=plan, partner=partner, at=timezone.now())


def test_agreement_by_both_then_changed(client_of, cast, plan):
    show(cast, plan, cast.jules)
    row = ask(cast, plan, cast.jules)
    jules, bruno = client_of(cast.jules), client_of(cast.bruno)
    assert "Je suis d’accord" in jules.get(plan.get_absolute_url()).content.decode()

    jules.post(reverse("learning:agreement-give", args=[row.pk]), {"version": str(plan.edit)})
    assert "Entente conclue" in jules.get(plan.get_absolute_url()).content.decode()
    steps.add_step(by=cast.bruno, plan=plan, words=steps.StepWords(kind="book", title="Autre"), at=timezone.now())

    assert "Modifié depuis l’entente" in bruno.get(plan.get_absolute_url()).content.decode()
    assert "modifié depuis l’entente" in jules.get(plan.get_absolute_url()).content.decode()


def test_one_agrees_only_to_what_was_on_the_screen(cast, plan):
    show(cast, plan, cast.jules)
    row = ask(cast, plan, cast.jules)
    steps.add_step(by=cast.bruno, plan=plan, words=steps.StepWords(kind="book", title="Autre"), at=timezone.now())

    with pytest.raises(plans.PlanRefused):
        agreements.give_agreement(by=cast.jules, agreement=row, edit=row.edit, at=timezone.now())
    plan.refresh_from_db()
    agreements.give_agreement(by=cast.jules, agreement=row, edit=plan.edit, at=timezone.now())
    assert PlanAgreement.objects.get().edit == plan.edit


def test_only_who_reads_it_is_asked(cast, plan):
    with pytest.raises(plans.PlanRefused):
        ask(cast, plan, cast.jules)


def test_withdrawn_by_either(client_of, cast, plan):
    show(cast, plan, cast.jules)
    row = ask(cast, plan, cast.jules)
    client_of(cast.jules).post(reverse("learning:agreement-withdraw", args=[row.pk]))
    assert PlanAgreement.objects.get().withdrawn_at is not None
    again = ask(cast, plan, cast.jules)
    assert (again.pk, again.withdrawn_at) == (row.pk, None)


def test_a_manager_who_is_no_longer_one_is_said_to_be(client_of, cast, plan):
    show(cast, plan, cast.jules)
    row = ask(cast, plan, cast.jules)
    agreements.give_agreement(by=cast.jules, agreement=row, edit=plan.edit, at=timezone.now())
    ReportsTo.objects.filter(person=cast.bruno).update(to_on=timezone.localdate() - dt.timedelta(days=1))

    page = client_of(cast.bruno).get(plan.get_absolute_url()).content.decode()
    assert "N’est plus dans votre ligne hiérarchique" in page


def test_a_partner_who_left_loses_nothing_of_what_was_said(client_of, cast, plan):
    show(cast, plan, cast.jules)
    plan_comments.post_comment(by=cast.jules, plan=plan, partner=cast.jules, body="Bravo.", at=timezone.now())
    end_access(person=cast.jules, by=cast.olga, at=timezone.now())

    page = client_of(cast.bruno).get(plan.get_absolute_url()).content.decode()
    assert "Bravo." in page and "n’est plus membre du réseau" in page


def test_what_one_tells_a_mentor_a_manager_does_not_read(client_of, cast, plan):
    show(cast, plan, cast.jules)
    show(cast, plan, cast.esther)
    client_of(cast.bruno).post(
        reverse("learning:plan-comment", args=[plan.pk]), {"avec": str(cast.esther.pk), "body": "Entre **nous**."}
    )
    assert "Entre <strong>nous</strong>." in client_of(cast.esther).get(plan.get_absolute_url()).content.decode()
    assert "Entre" not in main_of(client_of(cast.jules).get(plan.get_absolute_url()))


def test_an_empty_message_is_asked_again_and_nothing_goes_to_who_no_longer_reads(client_of, cast, plan):
    grant = show(cast, plan, cast.esther)
    url = reverse("learning:plan-comment", args=[plan.pk])
    assert client_of(cast.esther).post(url, {"body": " "}).status_code == 422
    plan_comments.post_comment(by=cast.esther, plan=plan, partner=cast.esther, body="Allô.", at=timezone.now())
    plan_sharing.take_back(by=cast.bruno, grant=grant, at=timezone.now())
    answer = client_of(cast.bruno).post(url, {"avec": str(cast.esther.pk), "body": "Réponse"})
    assert answer.status_code == 422
    assert "ne voit plus votre plan" in answer.content.decode()
    assert PlanComment.objects.count() == 1


def test_a_review_keeps_a_note_and_sets_the_next_date(client_of, cast, plan):
    show(cast, plan, cast.esther)
    answer = client_of(cast.bruno).post(
        reverse("learning:plan-review", args=[plan.pk]), {"note": "J’avance.", "tell": [str(cast.esther.pk)]}
    )
    plan.refresh_from_db()
    assert answer.status_code == 303
    assert plan.reviewed_on == timezone.localdate()
    assert plan.review_on > timezone.localdate()
    assert sorted((one.partner_id or 0) for one in PlanComment.objects.all()) == [0, cast.esther.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_same_number_of_queries_for_a_partner(client_of, cast, plan, django_assert_num_queries, number):
    StepFactory.create_batch(number - 1, plan=plan)
    show(cast, plan, cast.esther)
    for _one in range(number):
        plan_comments.post_comment(by=cast.esther, plan=plan, partner=cast.esther, body="Oui.", at=timezone.now())
    client = client_of(cast.esther)
    client.get(plan.get_absolute_url())
    with django_assert_num_queries(PARTNER_QUERIES):
        client.get(plan.get_absolute_url())


PARTNER_QUERIES = 13
