"""The plan through its pages: begun from gaps, filled, read in a constant number of queries."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.models import Plan, Step
from tests.factories.competencies import CompetencyFactory, LevelFactory
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory


@pytest.fixture
def levels(db):
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), start=1):
        LevelFactory(rank=rank, name_fr=name)


def running(person, **values):
    today = timezone.localdate()
    return PlanFactory(person=person, from_on=today, to_on=today + dt.timedelta(days=200), **values)


def posted(**values):
    today = timezone.localdate()
    return {
        "title": "Mon année", "note": "", "from_on": today.isoformat(), "to_on": (today + dt.timedelta(days=90)).isoformat(),
        "review_months": "3", **values,
    }  # fmt: skip


def test_gaps_of_the_diagnostic_are_ticked_first(client_of, cast, competencies, diagnosed):
    page = client_of(cast.bruno).get(reverse("learning:plan-create"))

    groups = {group.key: [(one.competency, one.ticked) for one in group.rows] for group in page.context["goals"].shown}
    assert groups["gaps"] == [(competencies[1], True)]
    assert groups["open"] == [(competencies[0], False)]


def test_without_a_diagnostic_everything_is_by_hand(client_of, cast, competencies, levels):
    page = client_of(cast.amina).get(reverse("learning:plan-create"))
    assert [group.key for group in page.context["goals"].shown] == ["others"]


def test_begun_it_leads_to_its_page(client_of, cast, competencies, levels):
    client = client_of(cast.amina)
    code = competencies[0].code
    answer = client.post(reverse("learning:plan-create"), posted(**{"objectif": [code], f"niveau-{code}": "4"}))

    plan = Plan.objects.get()
    assert answer.headers["Location"] == plan.get_absolute_url()
    assert [(one.competency, one.level) for one in plan.goals.all()] == [(competencies[0], 4)]
    assert client.get(reverse("learning:plan-home")).headers["Location"] == plan.get_absolute_url()


def test_what_was_typed_stays(client_of, cast, competencies, levels):
    code = competencies[2].code
    data = posted(**{"to_on": "2020-01-01", "objectif": [code], f"niveau-{code}": "4"})
    answer = client_of(cast.amina).post(reverse("learning:plan-create"), data)

    assert answer.status_code == 422
    assert "La fin vient avant le début." in answer.content.decode()
    [group] = answer.context["goals"].shown
    assert [(one.competency, one.level) for one in group.rows if one.ticked] == [(competencies[2], 4)]
    assert not Plan.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("view", ["", "?vue=objectifs"])
def test_the_same_number_of_queries(client_of, cast, levels, django_assert_num_queries, number, view):
    plan = running(cast.bruno)
    for goal in GoalFactory.create_batch(number, plan=plan):
        StepFactory.create_batch(number, plan=plan, goal=goal)
    client = client_of(cast.bruno)
    url = plan.get_absolute_url() + view
    client.get(url)

    with django_assert_num_queries(KEPT_QUERIES):
        page = client.get(url)
    assert page.status_code == 200
    Plan.objects.update(title="Autre", edit=7)
    with django_assert_num_queries(DRAWN_QUERIES[view]):
        client.get(url)


KEPT_QUERIES, DRAWN_QUERIES = 4, {"": 11, "?vue=objectifs": 12}


def test_pressed_done_it_says_so_and_offers_an_undo(client_of, cast, levels):
    step = StepFactory(plan=running(cast.bruno))
    client = client_of(cast.bruno)
    client.post(reverse("learning:step-done", args=[step.pk]))

    page = client.get(step.plan.get_absolute_url()).content.decode()
    assert Step.objects.get().state == "done"
    assert reverse("learning:step-undo", args=[step.pk]) in page
    client.post(reverse("learning:step-undo", args=[step.pk]))
    assert Step.objects.get().state == "todo"


def test_a_date_to_come_is_no_date_of_having_done_it(client_of, cast):
    step = StepFactory(plan=running(cast.bruno))
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    answer = client_of(cast.bruno).post(reverse("learning:step-done", args=[step.pk]), {"done_on": tomorrow.isoformat()})
    assert answer.status_code == 422
    assert "Cette date est à venir" in answer.content.decode()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/communaute/fils/3/", True),
        ("exemple.quebec/page", True),
        ("javascript:alert(1)", False),
        ("//ailleurs.test", True),
    ],
)
def test_addresses_of_steps(client_of, cast, url, kept):
    plan = running(cast.bruno)
    data = {"kind": "book", "title": "Lire", "url": url}
    answer = client_of(cast.bruno).post(reverse("learning:step-create", args=[plan.pk]), data)
    assert (answer.status_code == 303, Step.objects.exists()) == (kept, kept)


def test_a_retired_competency_is_said_on_the_page(client_of, cast, levels):
    plan = running(cast.bruno)
    GoalFactory(plan=plan, competency=CompetencyFactory(retired_at=timezone.now()))
    page = client_of(cast.bruno).get(plan.get_absolute_url() + "?vue=objectifs").content.decode()
    assert "Cette compétence n’est plus au référentiel" in page
