"""The desk leads on from wherever one stands; the plan on paper, in the calendar, on the home page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.queries.calendar import appointments
from activity.rules import ics
from competencies.queries.next_steps import next_steps
from learning.enums import EnrolmentState
from learning.models import Plan, PlanTemplate
from learning.queries.plan_sharing import label_of
from learning.queries.plans import board_of, for_partner
from learning.views.plan_documents import plan_for_pdf
from people.models import AccessEntry
from tests.factories.competencies import CompetencyFactory, LevelFactory
from tests.factories.courses import EnrolmentFactory
from tests.factories.job_profiles import JobProfileFactory
from tests.factories.plans import GoalFactory, PlanFactory, StepFactory
from tests.learning.views.test_plan_sharing import show


def running(person, **values):
    today = timezone.localdate()
    return PlanFactory(person=person, from_on=today, to_on=today + dt.timedelta(days=200), **values)


def test_with_nothing_it_says_how_to_begin(client_of, cast):
    page = client_of(cast.david).get(reverse("learning:desk")).content.decode()
    for address in ("learning:plan-create", "learning:diagnostic-home", "learning:course-list"):
        assert reverse(address) in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_same_number_of_queries(client_of, cast, django_assert_num_queries, number):
    plan, today = running(cast.bruno), timezone.localdate()
    StepFactory.create_batch(number, plan=plan, due_on=today + dt.timedelta(days=2))
    for _one in range(number):
        EnrolmentFactory(person=cast.bruno, state=EnrolmentState.CONFIRMED)
    client, url = client_of(cast.bruno), reverse("learning:desk")
    client.get(url)
    with django_assert_num_queries(KEPT_QUERIES):
        client.get(url)
    Plan.objects.update(title="Autre")
    with django_assert_num_queries(DRAWN_QUERIES):
        page = client.get(url)
    assert len(page.context["page"].desk.enrolments) == number


KEPT_QUERIES, DRAWN_QUERIES = 6, 17


def test_a_step_of_this_week_is_the_next_step(cast):
    plan, now = running(cast.bruno), timezone.now()
    StepFactory(plan=plan, title="Plus tard", due_on=timezone.localdate() + dt.timedelta(days=30))
    assert next_steps["plan-etape"].suggest(cast.bruno, now) is None
    StepFactory(plan=plan, title="Demain", due_on=timezone.localdate() + dt.timedelta(days=1))

    found = next_steps["plan-etape"].suggest(cast.bruno, now)

    assert (found.title, found.done, found.total) == ("Demain", 0, 2)
    assert next_steps["plan-etape"].suggest(cast.amina, now) is None


def test_days_of_the_plan_are_in_one_s_own_calendar_alone(cast):
    due = timezone.localdate() + dt.timedelta(days=3)
    plan = running(cast.bruno, review_on=due + dt.timedelta(days=1))
    step = StepFactory(plan=plan, title="Lire", due_on=due)
    show(cast, plan, cast.jules)

    mine = appointments(cast.bruno, at=timezone.now())

    assert [(one.title, one.all_day) for one in mine] == [("Lire", True), ("Bilan de mon plan", True)]
    text = ics.write(mine).decode()
    assert f"UID:etape-{step.pk}@maillage" in text
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}" in text
    assert appointments(cast.jules, at=timezone.now()) == []


def test_on_paper_the_person_reads_levels_and_others_do_not(client_of, cast):
    for rank, name in enumerate(("Sensibilisation", "Application", "Maîtrise", "Expertise"), start=1):
        LevelFactory(rank=rank, name_fr=name)
    plan = running(cast.bruno)
    StepFactory(plan=plan, goal=GoalFactory(plan=plan, competency=CompetencyFactory(), level=4))
    show(cast, plan, cast.jules)
    url = reverse("learning:plan-pdf", args=[plan.pk])

    for person in (cast.bruno, cast.jules):
        answer = client_of(person).get(url)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert [one.what for one in AccessEntry.objects.all()] == [label_of(plan)]


def test_for_a_partner_no_level_is_typeset(cast):
    LevelFactory(rank=4, name_fr="Expertise")
    plan = running(cast.bruno)
    GoalFactory(plan=plan, level=4)
    at = timezone.now()
    mine = plan_for_pdf(board_of(plan, at), own=True, at=at)
    theirs = plan_for_pdf(for_partner(board_of(plan, at)), own=False, at=at)
    assert (mine["goals"][0]["aim"], theirs["goals"][0]["aim"]) == ("vise Expertise", "")


def test_begun_from_a_template_through_its_page(client_of, cast):
    line = {"by_days": 30, "kind": "book", "competency": "", "title_fr": "Lire le guide", "effort_hours": 2}
    made = PlanTemplate.objects.create(
        profile=JobProfileFactory(), title_fr="Vos 30 premiers jours", steps=[line], days=[30], changed_at=timezone.now()
    )
    url = reverse("learning:plan-template", args=[made.pk])
    client = client_of(cast.david)
    assert "Lire le guide" in client.get(url, {"start": timezone.localdate().isoformat()}).content.decode()
    assert client.post(url, {"start": "2001-01-01"}).status_code == 422

    answer = client.post(url, {"start": timezone.localdate().isoformat()})

    assert answer.headers["Location"] == Plan.objects.get(person=cast.david).get_absolute_url()
