"""Days that a person's own plan names: due dates of open steps, the next review."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, FilteredRelation, Q

from core.addresses import address
from learning.enums import PlanState, StepState
from learning.models import Plan, Step
from people.models import Person

OPEN = (StepState.TODO, StepState.DOING)
COLUMNS = (
    "pk", "title", "from_on", "to_on", "review_on", "reviewed_on", "edit", "created_at", "changed_at", "due__pk",
    "due__title", "due__due_on", "due__created_at",
)  # fmt: skip


@dataclass(frozen=True)
class PlanDay:
    """`step` False: a review. `edit`: grows with each change of the plan."""

    on: dt.date
    title: str
    url: str
    uid: str
    edit: int
    created_at: dt.datetime
    changed_at: dt.datetime
    step: bool = True


def days_of(person: Person, *, after: dt.date, limit: int) -> list[PlanDay]:
    """The soonest first; one query, whatever stands in the plan."""
    open_then = Q(steps__state__in=OPEN, steps__due_on__gte=after)
    plans = Plan.objects.filter(person=person, state=PlanState.ACTIVE)
    joined = plans.annotate(due=FilteredRelation("steps", condition=open_then))
    rows = list(joined.order_by("due__due_on", "due__order", "due__pk").values(*COLUMNS)[:limit])
    found = [_step(row) for row in rows if row["due__pk"]]
    if rows and rows[0]["review_on"] and rows[0]["review_on"] >= after:
        found.append(_review(rows[0]))
    return sorted(found, key=lambda one: one.on)[:limit]


def _step(row: dict[str, Any]) -> PlanDay:
    number = row["due__pk"]
    url = f"{address('learning:plan-detail', row['pk'])}#etape-{number}"
    return PlanDay(
        row["due__due_on"], row["due__title"], url, f"etape-{number}@maillage", row["edit"], row["due__created_at"],
        row["changed_at"],
    )  # fmt: skip


def _review(row: dict[str, Any]) -> PlanDay:
    uid = f"bilan-{row['pk']}-{row['reviewed_on'] or row['from_on']}@maillage"
    url = address("learning:plan-detail", row["pk"])
    return PlanDay(row["review_on"], row["title"], url, uid, row["edit"], row["created_at"], row["changed_at"], step=False)


def first_due(person: Person, *, by: dt.date) -> Step | None:
    """The open step that is due first, by that day, with `done` and `total` of its plan; one query."""
    kept = ~Q(plan__steps__state=StepState.DROPPED)
    rows = Step.objects.filter(plan__person=person, plan__state=PlanState.ACTIVE, state__in=OPEN, due_on__lte=by)
    counted = rows.annotate(
        total=Count("plan__steps", filter=kept), done=Count("plan__steps", filter=Q(plan__steps__state=StepState.DONE))
    )
    return counted.order_by("due_on", "order", "pk").first()
