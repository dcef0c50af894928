"""Intervention plans as their readers see them: list, one plan by stage, what it closes of the published needs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from competencies.enums import FigureTable
from competencies.models import Competency, Snapshot
from competencies.queries import publishing
from competencies.queries.publishing import HIDDEN, Cell
from learning.enums import ActionState, CourseState, InterventionState
from learning.models import Course, ExpectedEffect, Intervention, InterventionAction, InterventionMove
from learning.models.interventions import InterventionQuerySet
from learning.permissions.interventions import may_plan_for
from learning.queries.proposals import gap_of
from learning.rules.interventions import STAGES, closed_of, first_day, last_day
from people.enums import RoleKind
from people.models import Organisation, Person
from people.permissions import holds_network_wide

LIVE = ~Q(actions__state=ActionState.DROPPED)


@dataclass(frozen=True)
class Line:
    """An action on the board. `closes`: gaps, over all its competencies; `up`, `down`: it may move within its stage."""

    action: InterventionAction
    effects: tuple[ExpectedEffect, ...]
    up: bool = False
    down: bool = False

    @property
    def closes(self) -> int:
        return sum(one.people for one in self.effects)

    @property
    def is_live(self) -> bool:
        return self.action.state != ActionState.DROPPED


@dataclass(frozen=True)
class Stage:
    number: int
    first_on: dt.date
    last_on: dt.date
    lines: tuple[Line, ...] = ()

    @property
    def cost_cents(self) -> int:
        return sum(line.action.cost_cents for line in self.lines if line.is_live)


@dataclass(frozen=True)
class Closed:
    """One competency: what was published, what the plan closes of it. `people` None: hidden or a band."""

    competency: Competency
    cell: Cell
    people: int | None
    planned: int

    @property
    def closed(self) -> int:
        return self.planned if self.people is None else closed_of(self.people, [self.planned])

    @property
    def left(self) -> int | None:
        return None if self.people is None else max(self.people - self.planned, 0)

    @property
    def too_much(self) -> bool:
        """More gaps closed than there are: two actions that aim at the same people."""
        return self.people is not None and self.planned > self.people


@dataclass(frozen=True)
class Board:
    """A plan with its stages. Dropped actions are shown and count for nothing."""

    plan: Intervention
    stages: tuple[Stage, ...]
    closings: tuple[Closed, ...] = ()
    lines: tuple[Line, ...] = field(default=(), repr=False)

    @property
    def live(self) -> list[Line]:
        return [line for line in self.lines if line.is_live]

    @property
    def cost_cents(self) -> int:
        return sum(line.action.cost_cents for line in self.live)

    @property
    def left_cents(self) -> int:
        return self.plan.budget_cents - self.cost_cents

    @property
    def over_cents(self) -> int:
        return max(-self.left_cents, 0)

    @property
    def seats(self) -> int:
        return sum(line.action.seats for line in self.live)

    @property
    def sessions(self) -> int:
        return sum(line.action.sessions for line in self.live)

    @property
    def closed(self) -> int:
        return sum(one.closed for one in self.closings)

    @property
    def known_gaps(self) -> int:
        """Published gaps in the competencies that the plan touches."""
        return sum(one.people or 0 for one in self.closings)

    @property
    def spent_cents(self) -> int | None:
        said = [line.action.spent_cents for line in self.lines if line.action.spent_cents is not None]
        return sum(said) if said else None

    @property
    def budget_lines(self) -> list[tuple[str, int]]:
        """Cost by line of the budget, the dearest first; without a line last."""
        found: defaultdict[str, int] = defaultdict(int)
        for line in self.live:
            found[line.action.budget_line] += line.action.cost_cents
        return sorted(found.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))


def visible_to(person: Person | None) -> InterventionQuerySet:
    rows = Intervention.objects.visible_to(person)
    return rows.select_related("organisation", "snapshot__organisation", "created_by")


def listed(person: Person, *, state: str = "", organisation: str = "", year: int | None = None) -> InterventionQuerySet:
    """With what they cost, how many actions and seats. `organisation`: acronym, or « gouvernement »."""
    rows = visible_to(person).annotate(
        planned_cents=Coalesce(Sum("actions__cost_cents", filter=LIVE), 0),
        action_count=Count("actions", filter=LIVE),
        seat_count=Coalesce(Sum("actions__seats", filter=LIVE), 0),
    )
    if state in InterventionState.values:
        rows = rows.filter(state=state)
    if organisation == "gouvernement":
        rows = rows.filter(organisation=None)
    elif organisation:
        rows = rows.filter(organisation__acronym=organisation)
    if year is not None:
        # Two years of stages: a plan touches the year it begins in and the two after it.
        rows = rows.filter(from_on__lte=dt.date(year, 12, 31), from_on__gt=dt.date(year - 2, 1, 1))
    return rows.order_by("-changed_at", "-pk")


def scopes_of(person: Person) -> list[Organisation | None]:
    """For whom the person may make a plan; None: the government."""
    rows = Organisation.objects.filter(covered=True).order_by("sort_key")
    strategic: list[Organisation | None] = [None] if holds_network_wide(person, RoleKind.STRATEGIC_TEAM) else []
    return strategic + [one for one in rows if may_plan_for(person, one.pk)]


def places_listed(person: Person) -> list[Organisation]:
    """Organisations that have a plan which the person reads, for the filter."""
    held = Intervention.objects.visible_to(person).exclude(organisation=None).values("organisation")
    return list(Organisation.objects.filter(pk__in=held).order_by("sort_key"))


def snapshots_of(person: Person) -> list[Snapshot]:
    return list(publishing.snapshots_for(person)[:STAGES])


def actions_of(plan: Intervention) -> "QuerySet[InterventionAction]":
    effects = ExpectedEffect.objects.select_related("competency").order_by("-people", "competency__order")
    rows = InterventionAction.objects.filter(plan=plan).select_related("owner__organisation", "course")
    return rows.prefetch_related(Prefetch("effects", queryset=effects))


def action(plan: Intervention, pk: int) -> InterventionAction:
    """Raises DoesNotExist."""
    found = actions_of(plan).get(pk=pk)
    found.plan = plan
    return found


def board(viewer: Person, plan: Intervention) -> Board:
    """Four queries at any size."""
    rows = list(actions_of(plan))
    for row in rows:
        row.plan = plan
    lines = _lines(rows)
    stages = tuple(
        Stage(
            number, first_day(plan.from_on, number), last_day(plan.from_on, number),
            tuple(line for line in lines if line.action.stage == number),
        )
        for number in range(1, STAGES + 1)
    )  # fmt: skip
    return Board(plan, stages, closings(viewer, plan, lines), lines)


def _lines(rows: Sequence[InterventionAction]) -> tuple[Line, ...]:
    of_stage: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        of_stage[row.stage].append(row.pk)
    return tuple(
        Line(row, tuple(row.effects.all()), of_stage[row.stage][0] != row.pk, of_stage[row.stage][-1] != row.pk)  # type: ignore[attr-defined]
        for row in rows
    )


def closings(viewer: Person, plan: Intervention, lines: Iterable[Line]) -> tuple[Closed, ...]:
    """By competency that the plan touches, most closed first."""
    planned: defaultdict[int, int] = defaultdict(int)
    competencies: dict[int, Competency] = {}
    for line in lines:
        if line.is_live:
            for one in line.effects:
                planned[one.competency_id] += one.people
                competencies[one.competency_id] = one.competency
    cells = published_cells(viewer, plan) if planned else {}
    rows = [
        Closed(competencies[pk], cell, gap_of(cell) or None, people)
        for pk, people in planned.items()
        for cell in [cells.get(pk, HIDDEN)]
    ]
    return tuple(sorted(rows, key=lambda one: (-one.planned, one.competency.order, one.competency.code)))


def published_cells(viewer: Person, plan: Intervention) -> Mapping[int, Cell]:
    """By competency: the whole, or the ministry's own row. One query; nothing without a portrait."""
    snapshot = plan.snapshot
    if snapshot is None:
        return {}
    if plan.organisation_id is None or snapshot.organisation_id == plan.organisation_id:
        found = publishing.need_map(viewer, snapshot, FigureTable.WHOLE)
        return {row.competency.pk: row.whole for row in found.rows}
    found = publishing.need_map(viewer, snapshot, FigureTable.ORGANISATIONS)
    places = [column.organisation.pk if column.organisation else None for column in found.columns]
    if plan.organisation_id not in places:
        return {}
    at = places.index(plan.organisation_id)
    return {row.competency.pk: row.cells[at] for row in found.rows}


def moves_of(plan: Intervention) -> "QuerySet[InterventionMove]":
    return plan.moves.select_related("by")


def courses_named(text: str, limit: int = 12) -> list[Course]:
    """Of the catalogue, by words of their French or English title; for the list while one types."""
    rows = Course.objects.filter(state=CourseState.PUBLISHED)
    for word in text.split()[:6]:
        rows = rows.filter(Q(title_fr__icontains=word) | Q(title_en__icontains=word))
    return list(rows.order_by(F("taken_count").desc(), "sort_key")[:limit])


def course_described_as(text: str) -> Course | None:
    """The course whose title or key this is; one that left the catalogue too, for plans that hold it."""
    text = text.strip()
    rows = Course.objects.filter(Q(title_fr__iexact=text) | Q(title_en__iexact=text) | Q(key=text))
    return rows.exclude(state=CourseState.DRAFT).order_by("state", "pk").first()


def owned_rows(person: Person) -> list[dict[str, Any]]:
    """Actions that the person answers for, for « Télécharger mes données »."""
    rows = InterventionAction.objects.filter(owner=person).select_related("plan").order_by("plan", "stage", "order")
    return [
        {
            "plan": row.plan.name_fr, "action": row.title_fr, "etape": row.stages, "etat": str(row.get_state_display()),
            "du": row.first_on.isoformat(), "au": row.last_on.isoformat(),
        }
        for row in rows
    ]  # fmt: skip
