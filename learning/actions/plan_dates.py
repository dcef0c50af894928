"""What time does to plans: reviews come near, steps pass their date. The plan stays as it is; the person hears."""

import datetime as dt
from itertools import groupby

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.outbox import publish
from learning.enums import PlanState, StepState
from learning.events import PlanReviewDue, StepsOverdue
from learning.models import Plan, Step
from learning.models.plans import PlanQuerySet
from people.enums import PersonStatus

WEEK = dt.timedelta(days=7)


def look_after_plans(*, at: dt.datetime) -> dict[str, int]:
    """Run twice on one day, it tells nothing more."""
    return {"reviews": remind_of_reviews(at=at), "overdue": remind_of_steps(at=at)}


@transaction.atomic
def remind_of_reviews(*, at: dt.datetime) -> int:
    """A week before, and once more on the day or after it."""
    today = timezone.localdate(at)
    first = Q(reminded_on=None) | Q(reminded_on__lt=F("review_on") - WEEK)
    late = Q(review_on__lte=today, reminded_on__lt=F("review_on"))
    due = list(_running().select_for_update(of=("self",)).filter(first | late, review_on__lte=today + WEEK))
    Plan.objects.filter(pk__in=[plan.pk for plan in due]).update(reminded_on=today)
    for plan in due:
        if plan.review_on is not None:
            day = plan.review_on.isoformat()
            publish(PlanReviewDue(plan_id=plan.pk, person_id=plan.person_id, review_on=day, at=at))
    return len(due)


@transaction.atomic
def remind_of_steps(*, at: dt.datetime) -> int:
    """All that is late in one notice, a week apart at least."""
    today = timezone.localdate(at)
    quiet = Q(overdue_told_on=None) | Q(overdue_told_on__lte=today - WEEK)
    late = Step.objects.filter(
        plan__in=_running().filter(quiet), state__in=(StepState.TODO, StepState.DOING), due_on__lt=today
    )
    rows = late.select_related("plan").order_by("plan", "order", "pk")
    plans = [(plan, [step.pk for step in steps]) for plan, steps in groupby(rows, key=lambda step: step.plan)]
    Plan.objects.filter(pk__in=[plan.pk for plan, _ids in plans]).update(overdue_told_on=today)
    for plan, ids in plans:
        publish(StepsOverdue(plan_id=plan.pk, person_id=plan.person_id, step_ids=ids, at=at))
    return len(plans)


def _running() -> PlanQuerySet:
    return Plan.objects.filter(state=PlanState.ACTIVE, person__status=PersonStatus.ACTIVE)
