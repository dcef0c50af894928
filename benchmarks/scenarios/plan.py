"""The page of one's development plan: eight goals, forty steps of all states, shown to two people, with a few words said."""

import datetime as dt
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from benchmarks.bench import Bench, Row
from competencies.queries.frameworks import current_competencies
from learning.enums import PlanState, StepState
from learning.models import Goal, Plan, PlanComment, Step
from learning.queries.plan_sharing import label_of
from people.models import Grant, Person

LIMIT = 3.0
MEMBERS, GOALS, STEPS = 60, 8, 40
KINDS = ("course_session", "book", "work_assignment", "mentoring", "read_practice")
STATES = (StepState.TODO, StepState.DONE, StepState.DOING, StepState.TODO)


def run(bench: Bench) -> Iterator[Row]:
    visitors = bench.visitors[:MEMBERS]
    people = [visitor.person for visitor in visitors]
    plans = [_plan(person, [people[number - 1], people[number - 2]]) for number, person in enumerate(people)]
    yield bench.page(
        "Plan de développement",
        lambda number: visitors[number % MEMBERS].get(f"/apprentissage/plan/{plans[number % MEMBERS].pk}/"),
        limit=LIMIT,
    )
    yield bench.page("Bureau d’apprentissage", lambda number: visitors[number % MEMBERS].get("/apprentissage/"), limit=LIMIT)


def _plan(person: Person, shown_to: list[Person]) -> Plan:
    """Written directly; one that is there already is taken."""
    if (known := Plan.objects.filter(person=person, state=PlanState.ACTIVE).first()) is not None:
        return known
    now = timezone.now()
    today = timezone.localdate(now)
    plan = Plan.objects.create(
        person=person, title="Mon année", from_on=today, to_on=today + dt.timedelta(days=364),
        review_on=today + dt.timedelta(days=90), created_at=now, changed_at=now,
    )  # fmt: skip
    aimed = current_competencies().order_by("code")[:GOALS]
    goals = Goal.objects.bulk_create(
        Goal(plan=plan, competency=one, level=3, order=place) for place, one in enumerate(aimed)
    )
    Step.objects.bulk_create(_step(plan, goals, place, now, today) for place in range(STEPS))
    kind, until = ContentType.objects.get_for_model(Plan), today + dt.timedelta(days=60)
    Grant.objects.bulk_create(
        Grant(
            person=person, grantee=one, content_type=kind, object_id=plan.pk, label=label_of(plan), created_at=now,
            until=until,
        )
        for one in shown_to
    )  # fmt: skip
    PlanComment.objects.bulk_create(
        PlanComment(plan=plan, partner=one, author=one, body="Bien.", body_html="<p>Bien.</p>", at=now) for one in shown_to
    )
    return plan


def _step(plan: Plan, goals: list[Goal], place: int, now: dt.datetime, today: dt.date) -> Step:
    state = STATES[place % len(STATES)]
    return Step(
        plan=plan, goal=goals[place % len(goals)] if goals else None, kind=KINDS[place % len(KINDS)],
        title=f"Étape numéro {place} de mon année", why="Une raison en une phrase.", effort_minutes=60 + place,
        due_on=today + dt.timedelta(days=7 * place - 20), order=place, state=state,
        done_at=now if state == StepState.DONE else None, done_by="hand" if state == StepState.DONE else "", created_at=now,
    )  # fmt: skip
