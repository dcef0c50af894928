"""How long plans are kept: closed ones five years, those of who left thirty days; all of them away on demand."""

import datetime as dt

from django.db.models import QuerySet

from learning.actions.plans import forget_plans
from learning.actions.retention import AFTER_LEAVING
from learning.enums import PlanState
from learning.models import Plan, PlanComment
from people.enums import PersonStatus
from people.models import Person

CLOSED = dt.timedelta(days=5 * 365 + 1)


def erase(person: Person) -> int:
    """The person's plans with all that hangs on them, and their words on others' plans."""
    number = forget_plans(list(Plan.objects.filter(person=person).values_list("pk", flat=True)))
    return number + PlanComment.objects.filter(author=person).delete()[0]


def forget_closed(at: dt.datetime, dry_run: bool) -> int:
    return _forget(Plan.objects.filter(state=PlanState.CLOSED, closed_at__lt=at - CLOSED), dry_run)


def forget_of_who_left(at: dt.datetime, dry_run: bool) -> int:
    left = Person.objects.filter(status=PersonStatus.LEFT, left_at__lt=at - AFTER_LEAVING)
    return _forget(Plan.objects.filter(person__in=left.values("pk")), dry_run)


def _forget(plans: QuerySet[Plan], dry_run: bool) -> int:
    ids = list(plans.values_list("pk", flat=True))
    return len(ids) if dry_run else forget_plans(ids)
