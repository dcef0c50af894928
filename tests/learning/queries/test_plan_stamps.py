"""What is kept of a plan's page is what would be drawn: after each change, for each person, on another day."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from competencies.models import Competency, Level
from job_profiles.models import JobProfile
from learning.actions import agreements, goals, plan_comments, plan_sharing, plans, step_files, steps
from learning.enums import CourseState, StepState
from learning.models import Course, Goal, PlanAgreement, PlanComment, Step
from learning.queries.plan_stamps import stamp_of_page
from people.actions.departures import end_access
from people.models import Grant, Person, ReportsTo
from tests.factories.competencies import CompetencyFactory, LevelFactory
from tests.factories.courses import CourseFactory
from tests.factories.files import document
from tests.factories.job_profiles import ProfileVersionFactory
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
BY_DATE, BY_GOAL = ("",), ("?vue=objectifs",)
BOTH = BY_DATE + BY_GOAL


@pytest.fixture
def plan(cast):
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), start=1):
        LevelFactory(rank=rank, name_fr=name)
    today = timezone.localdate()
    plan = PlanFactory(
        person=cast.bruno, from_on=today, to_on=today + dt.timedelta(days=200), version=ProfileVersionFactory(),
        review_on=today + dt.timedelta(days=60),
    )  # fmt: skip
    goal = GoalFactory(plan=plan, competency=CompetencyFactory(name_fr="Rédiger"), level=4)
    StepFactory(plan=plan, goal=goal, title="Lire un guide")
    StepFactory(plan=plan, title="Suivre un cours", target=CourseFactory(), due_on=today + dt.timedelta(days=4))
    return plan


def drawn(client, plan, view="") -> str:
    page = client.get(plan.get_absolute_url() + view)
    return TOKEN.sub("", re.search(r"<h1.*</aside>", page.content.decode(), re.S)[0])


def show(cast, plan, person):
    until = timezone.localdate() + dt.timedelta(days=20)
    return plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=person, until=until, at=timezone.now())


def first(plan) -> Step:
    return plan.steps.order_by("pk")[0]


def look(cast, plan, client_of):
    assert client_of(cast.jules).get(plan.get_absolute_url()).status_code == 200


def fresh(plan):
    plan.refresh_from_db()
    return plan


# In this order: each finds what those before it left. `views`: where it is seen.
CHANGES = {
    "the words of the plan": (BOTH, lambda cast, plan, _of: type(plan).objects.update(title="Autre", note="Ce que je vise")),
    "a step more": (BOTH, lambda cast, plan, _of: steps.add_step(
        by=cast.bruno, plan=plan, words=steps.StepWords(kind="book", title="Autre"), at=timezone.now())),
    "a step begun": (BOTH, lambda cast, plan, _of: steps.set_state(
        by=cast.bruno, step=first(plan), state=StepState.DOING, at=timezone.now())),
    "a step done": (BOTH, lambda cast, plan, _of: steps.set_state(
        by=cast.bruno, step=first(plan), state=StepState.DONE, at=timezone.now())),
    "a step in evidence": (BOTH, lambda cast, plan, _of: Step.objects.filter(pk=first(plan).pk).update(done_by="course:1")),
    "a file": (BOTH, lambda cast, plan, _of: step_files.add_file(
        by=cast.bruno, step=first(plan), upload=document("preuve.txt"), at=timezone.now())),
    "a file taken away": (BOTH, lambda cast, plan, _of: step_files.remove_file(
        by=cast.bruno, step=first(plan), file=first(plan).files.get(), at=timezone.now())),
    "a goal reached": (BY_GOAL, lambda cast, plan, _of: goals.say_reached(
        by=cast.bruno, goal=plan.goals.get(), reached=True, at=timezone.now())),
    "a goal's level": (BY_GOAL, lambda cast, plan, _of: Goal.objects.update(level=2)),
    "a competency renamed": (BOTH, lambda cast, plan, _of: Competency.objects.update(name_fr="Écrire")),
    "a competency retired": (BY_GOAL, lambda cast, plan, _of: Competency.objects.update(retired_at=timezone.now())),
    "a level renamed": (BY_GOAL, lambda cast, plan, _of: Level.objects.filter(rank=2).update(name_fr="Pratique")),
    "a course retired": (BOTH, lambda cast, plan, _of: Course.objects.update(state=CourseState.RETIRED)),
    "a profile renamed": (BOTH, lambda cast, plan, _of: JobProfile.objects.update(name_fr="Rédactrice ou rédacteur")),
    "a newer version": (BOTH, lambda cast, plan, _of: ProfileVersionFactory(profile=plan.version.profile, number=2)),
    "shown": (BOTH, lambda cast, plan, _of: show(cast, plan, cast.jules)),
    "looked at": (BOTH, look),
    "looked at again": (BOTH, look),
    "an agreement asked": (BOTH, lambda cast, plan, _of: agreements.ask_agreement(
        by=cast.bruno, plan=fresh(plan), partner=cast.jules, at=timezone.now())),
    "an agreement given": (BOTH, lambda cast, plan, _of: agreements.give_agreement(
        by=cast.jules, agreement=PlanAgreement.objects.get(), edit=plan.edit, at=timezone.now())),
    "no longer the manager": (BOTH, lambda cast, plan, _of: ReportsTo.objects.filter(person=cast.bruno).update(
        to_on=timezone.localdate() - dt.timedelta(days=1))),
    "an agreement withdrawn": (BOTH, lambda cast, plan, _of: agreements.withdraw_agreement(
        by=cast.jules, agreement=PlanAgreement.objects.get(), at=timezone.now())),
    "a comment": (BOTH, lambda cast, plan, _of: plan_comments.post_comment(
        by=cast.jules, plan=plan, partner=cast.jules, body="Bravo.", at=timezone.now())),
    "a comment taken back": (BOTH, lambda cast, plan, _of: PlanComment.objects.all().delete()),
    "a note of a review": (BOTH, lambda cast, plan, _of: plan_comments.hold_review(
        by=cast.bruno, plan=fresh(plan), note="J’avance.", tell=[], at=timezone.now())),
    "a partner renamed": (BOTH, lambda cast, plan, _of: Person.objects.filter(pk=cast.jules.pk).update(family_name="Roy")),
    "past the last day": (BOTH, lambda cast, plan, _of: Grant.objects.filter(grantee=cast.jules).update(
        until=timezone.localdate() - dt.timedelta(days=1))),
    "shown to another": (BOTH, lambda cast, plan, _of: show(cast, plan, cast.esther)),
    "revoked": (BOTH, lambda cast, plan, _of: plan_sharing.take_back(
        by=cast.bruno, grant=Grant.objects.get(grantee=cast.esther), at=timezone.now())),
    "a partner who left": (BOTH, lambda cast, plan, _of: end_access(person=cast.jules, by=cast.olga, at=timezone.now())),
    "closed": (BOTH, lambda cast, plan, _of: plans.close_plan(by=cast.bruno, plan=fresh(plan), at=timezone.now())),
    "taken up again": (BOTH, lambda cast, plan, _of: plans.reopen_plan(by=cast.bruno, plan=fresh(plan), at=timezone.now())),
}  # fmt: skip


def test_after_each_change_the_page_is_what_would_be_drawn(client_of, cast, plan, settings):
    client = client_of(cast.bruno)
    before = {view: drawn(client, plan, view) for view in BOTH}
    for name, (views, change) in CHANGES.items():
        change(cast, fresh(plan), client_of)
        kept = {view: drawn(client, plan, view) for view in BOTH}
        settings.DEBUG = True  # draws every time
        assert kept == {view: drawn(client, plan, view) for view in BOTH}, name
        settings.DEBUG = False
        assert all(kept[view] != before[view] for view in views), name
        before = kept


def test_each_reads_their_own_page(client_of, cast, plan):
    mine = drawn(client_of(cast.bruno), plan)
    theirs = PlanFactory(person=cast.amina, title="Le plan d’Amina", from_on=plan.from_on, to_on=plan.to_on)
    assert client_of(cast.amina).get(plan.get_absolute_url()).status_code == 404
    assert "Le plan d’Amina" in drawn(client_of(cast.amina), theirs) and "Le plan d’Amina" not in mine
    grant = show(cast, plan, cast.jules)
    drawn(client_of(cast.bruno), plan, "?vue=objectifs")
    shown = drawn(client_of(cast.jules), plan)
    assert "Rédiger" in shown and "Expertise" not in shown and "plan-acts" not in shown
    plan_sharing.take_back(by=cast.bruno, grant=grant, at=timezone.now())
    assert client_of(cast.jules).get(plan.get_absolute_url()).status_code == 404
    assert client_of(cast.bruno).get(theirs.get_absolute_url()).status_code == 404


def test_another_day_is_another_page(cast, plan):
    at = timezone.now()
    today, tomorrow = (stamp_of_page(cast.bruno, plan.pk, one) for one in (at, at + dt.timedelta(days=1)))
    assert today is not None and tomorrow is not None
    assert (today.day, tomorrow.day) == (timezone.localdate(at), timezone.localdate(at) + dt.timedelta(days=1))
    assert today != tomorrow
    assert stamp_of_page(cast.amina, plan.pk, at) is None


def test_what_was_said_a_minute_ago_is_drawn_by_the_minute(cast, plan):
    at = timezone.now()
    later = at + dt.timedelta(minutes=1)
    assert stamp_of_page(cast.bruno, plan.pk, at).minute == 0
    show(cast, plan, cast.jules)
    plan_comments.post_comment(by=cast.jules, plan=plan, partner=cast.jules, body="Bravo.", at=at)
    now, then = (stamp_of_page(cast.bruno, plan.pk, one).minute for one in (at, later))
    assert then == now + 1
    assert stamp_of_page(cast.bruno, plan.pk, at + dt.timedelta(days=1)).minute == 0


def test_nothing_kept_holds_a_token_and_each_session_posts_with_its_own(client_of, cast, plan):
    show(cast, plan, cast.jules)
    url = plan.get_absolute_url()
    client_of(cast.bruno).get(url)
    client = client_of(cast.bruno)
    client.handler.enforce_csrf_checks = True
    page = client.get(url).content.decode()
    main = re.search(r"<h1.*</aside>", page, re.S)[0]
    kept = main[main.index('<div class="stack">') :]
    assert "csrfmiddlewaretoken" not in kept
    assert f'<textarea class="input" form="dire-{cast.jules.pk}"' in kept
    token = re.search(rf'id="dire-{cast.jules.pk}".*?value="([^"]+)"', main)[1]

    answer = client.post(
        reverse("learning:plan-comment", args=[plan.pk]),
        {"csrfmiddlewaretoken": token, "avec": str(cast.jules.pk), "body": "Merci."},
    )

    assert answer.status_code == 303
    assert [(one.partner, one.author) for one in PlanComment.objects.all()] == [(cast.jules, cast.bruno)]
