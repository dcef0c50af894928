"""Goals of a plan: chosen, dropped, reached, by the person's word or by what the diagnostic decides."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from competencies.models import Competency
from competencies.queries.estimates import chance_today, newest_of
from competencies.rules.graded import decided, stands
from core.outbox import publish
from learning.actions.plans import changing, check_goals, touch
from learning.enums import PlanState, ReachedBy
from learning.events import GoalReached
from learning.models import Goal, Plan
from learning.queries.diagnostics import is_on
from people.models import Person


def set_goals(*, by: Person, plan: Plan, goals: Mapping[Competency, int], at: dt.datetime) -> None:
    """What is not named goes; its steps stay in the plan, tied to no goal. A goal whose competency was retired since may
    stay, a new one may not. Raises PlanRefused."""
    with changing(plan, by):
        kept = {goal.competency_id: goal for goal in Goal.objects.filter(plan=plan)}
        new = {one: level for one, level in goals.items() if one.pk not in kept}
        check_goals({**new, **{one: level for one, level in goals.items() if one.pk in kept and one.retired_at is None}})
        wanted = {one.pk: level for one, level in goals.items()}
        moved = [goal for pk, goal in kept.items() if pk in wanted and goal.level != wanted[pk]]
        dropped = [goal.pk for pk, goal in kept.items() if pk not in wanted]
        if not (new or moved or dropped):
            return
        Goal.objects.filter(pk__in=dropped).delete()
        for goal in moved:
            goal.level, goal.reached_on, goal.reached_by = wanted[goal.competency_id], None, ""
        Goal.objects.bulk_update(moved, ["level", "reached_on", "reached_by"])
        rows = [
            *(goal for pk, goal in kept.items() if pk in wanted),
            *(Goal(plan=plan, competency=c, level=v) for c, v in new.items()),
        ]
        names = {one.pk: (one.order, one.code) for one in goals}
        for place, goal in enumerate(sorted(rows, key=lambda one: names[one.competency_id])):
            goal.order = place
        Goal.objects.bulk_create(goal for goal in rows if goal.pk is None)
        Goal.objects.bulk_update([goal for goal in rows if goal.pk is not None], ["order"])
        touch(plan, at=at)
    measure_goals(person=by, competency_ids=[*wanted], at=at)


def say_reached(*, by: Person, goal: Goal, reached: bool, at: dt.datetime) -> None:
    """The person's own word, said and taken back; it counts before what is measured. Raises PlanRefused."""
    if goal.plan.person_id != by.pk:
        raise PermissionDenied
    with changing(goal.plan, by):
        if not reached:
            Goal.objects.filter(pk=goal.pk).update(reached_on=None, reached_by="")
        elif Goal.objects.filter(pk=goal.pk, reached_on=None).update(
            reached_on=timezone.localdate(at), reached_by=ReachedBy.HAND
        ):
            publish(GoalReached(plan_id=goal.plan_id, person_id=by.pk, goal_id=goal.pk, by=ReachedBy.HAND.value, at=at))


@transaction.atomic
def measure_goals(*, person: Person, competency_ids: Iterable[int], at: dt.datetime) -> list[int]:
    """As the newest estimates decide: a goal is reached when one decides that its level is met, and no longer is when none
    does. What the person said stays. Returns the goals that are newly reached; a second run changes nothing.

    Nothing while the diagnostic is off.
    """
    goals = list(
        Goal.objects.select_for_update(of=("self",))
        .filter(plan__person=person, plan__state=PlanState.ACTIVE, competency__in=list(competency_ids))
        .exclude(reached_by=ReachedBy.HAND)
    )
    if not goals or not is_on(person):
        return []
    newest, reached = newest_of(person), []
    for goal in goals:
        met = _met(newest.get(goal.competency_id), goal.level, at)
        if met and goal.reached_on is None:
            reached.append(goal.pk)
            goal.reached_on, goal.reached_by = timezone.localdate(at), ReachedBy.MEASURE
            publish(GoalReached(plan_id=goal.plan_id, person_id=person.pk, goal_id=goal.pk, by=goal.reached_by, at=at))
        elif not met:
            goal.reached_on, goal.reached_by = None, ""
    Goal.objects.bulk_update(goals, ["reached_on", "reached_by"])
    return reached


def forget_measured(*, person: Person) -> int:
    """With the diagnostic goes what it said of goals, of closed plans too."""
    measured = Goal.objects.filter(plan__person=person, reached_by=ReachedBy.MEASURE)
    return measured.update(reached_on=None, reached_by="")


def _met(estimate: Any, level: int, at: dt.datetime) -> bool:
    """Of an estimate, or none. As the result says it: decided when it was measured, and not too old to stand."""
    if estimate is None:
        return False
    then, now = (
        chance_today(estimate, level, estimate.measured_at),
        chance_today(estimate, level, max(at, estimate.measured_at)),
    )
    return decided(then) is True and stands(then, now) is True
