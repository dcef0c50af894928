"""Adopted plans of all ministries and of the government, added up: by plan, kind, quarter and competency."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from competencies.models import Competency
from learning.enums import ActionKind, ActionState, InterventionState
from learning.models import ExpectedEffect, Intervention, InterventionAction
from learning.rules.interventions import first_day, quarter_of
from people.models import Person


@dataclass
class Sum:
    """Of several actions. `effects`: gaps to close, a number of the plans; nobody was counted."""

    actions: int = 0
    sessions: int = 0
    seats: int = 0
    cost_cents: int = 0
    effects: int = 0

    def add(self, action: InterventionAction, effects: int) -> None:
        self.actions += 1
        self.sessions += action.sessions
        self.seats += action.seats
        self.cost_cents += action.cost_cents
        self.effects += effects


@dataclass
class Totals:
    """`quarters`: (year, 1 to 4) of the first stage of each action; `actions`: behind the figures, by plan and stage."""

    plans: list[tuple[Intervention, Sum]] = field(default_factory=list)
    kinds: list[tuple[ActionKind, Sum]] = field(default_factory=list)
    quarters: list[tuple[tuple[int, int], Sum]] = field(default_factory=list)
    competencies: list[tuple[Competency, int, int]] = field(default_factory=list)
    actions: list[InterventionAction] = field(default_factory=list)
    whole: Sum = field(default_factory=Sum)
    budget_cents: int = 0

    @property
    def left_cents(self) -> int:
        return self.budget_cents - self.whole.cost_cents


@dataclass(frozen=True)
class Wanted:
    """What one looks into; empty: everything."""

    kind: str = ""
    quarter: str = ""
    competency: str = ""

    def holds(self, action: InterventionAction, on: dt.date) -> bool:
        year, number = quarter_of(on)
        return (
            self.kind in ("", action.kind)
            and self.quarter in ("", f"{year}-{number}")
            and (not self.competency or any(one.competency.code == self.competency for one in action.effects.all()))  # type: ignore[attr-defined]
        )


def totals(viewer: Person, wanted: Wanted | None = None) -> Totals:
    """Of adopted plans that the viewer reads; dropped actions count for nothing. Three queries."""
    wanted = wanted or Wanted()
    plans = list(
        Intervention.objects.visible_to(viewer).filter(state=InterventionState.ADOPTED).select_related("organisation")
        .order_by("organisation__sort_key", "from_on", "pk")
    )  # fmt: skip
    found = Totals(budget_cents=sum(one.budget_cents for one in plans))
    rows = (
        InterventionAction.objects.filter(plan__in=plans)
        .exclude(state=ActionState.DROPPED)
        .select_related("owner", "course")
    )
    by_plan, by_kind, by_quarter = (
        defaultdict[int, Sum](Sum),
        defaultdict[str, Sum](Sum),
        defaultdict[tuple[int, int], Sum](Sum),
    )
    by_competency: dict[int, tuple[Competency, int, set[int]]] = {}
    held = {one.pk: one for one in plans}
    for action in _with_effects(rows, held):
        on = first_day(action.plan.from_on, action.stage)
        effects = sum(one.people for one in action.effects.all())  # type: ignore[attr-defined]
        for row in (by_plan[action.plan_id], by_kind[action.kind], by_quarter[quarter_of(on)], found.whole):
            row.add(action, effects)
        for one in action.effects.all():  # type: ignore[attr-defined]
            competency, people, of_plans = by_competency.get(one.competency_id, (one.competency, 0, set()))
            by_competency[one.competency_id] = (competency, people + one.people, of_plans | {action.plan_id})
        if wanted.holds(action, on):
            found.actions.append(action)
    found.plans = [(one, by_plan[one.pk]) for one in plans]
    found.kinds = [(kind, by_kind[kind]) for kind in ActionKind if kind in by_kind]
    found.quarters = sorted(by_quarter.items())
    found.competencies = sorted(
        ((one, people, len(of_plans)) for one, people, of_plans in by_competency.values()),
        key=lambda row: (-row[1], row[0].order),
    )
    return found


def _with_effects(rows: "QuerySet[InterventionAction]", held: dict[int, Intervention]) -> list[InterventionAction]:
    effects = ExpectedEffect.objects.select_related("competency")
    found = list(rows.prefetch_related(Prefetch("effects", queryset=effects)).order_by("plan", "stage", "order"))
    for action in found:
        action.plan = held[action.plan_id]
    return found
