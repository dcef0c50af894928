"""The page of a plan: this month, next, done; how far it is; what the next review needs. And who may read one.

What another person reads of it is made here too (`for_partner`): no level, nothing that a measure said.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, JSONField, OuterRef, QuerySet, TextField
from django.utils import timezone

from competencies.models import Competency
from competencies.queries.step_kinds import StepKind, step_kinds
from core.database import prepared
from job_profiles.models import ProfileVersion
from job_profiles.queries.profiles import standing_version
from learning.enums import CourseState, PlanState, ReachedBy, StepState
from learning.models import Course, Goal, Plan, Step
from learning.permissions.plans import can_receive_plans
from learning.rules import planning
from learning.rules.plans import DONE, NEXT, NOW, section_of
from people.enums import PersonStatus
from people.models import Attachment, Person
from people.queries.grants import in_force

OVER = (StepState.DONE, StepState.DROPPED)
LONG_TEXTS = [
    f"version__{field.name}" for field in ProfileVersion._meta.concrete_fields if isinstance(field, (TextField, JSONField))
]


def active_plan(person: Person) -> Plan | None:
    return Plan.objects.visible_to(person).filter(state=PlanState.ACTIVE).first()


def own_plan(person: Person, pk: int) -> Plan:
    """Raises Plan.DoesNotExist."""
    return Plan.objects.visible_to(person).select_related("version__profile").get(pk=pk)


def own_step(person: Person, pk: int) -> Step:
    """Raises Step.DoesNotExist."""
    rows = Step.objects.filter(plan__person=person).select_related("plan", "goal__competency")
    return rows.prefetch_related("files").get(pk=pk)


def own_goal(person: Person, pk: int) -> Goal:
    """Raises Goal.DoesNotExist."""
    return Goal.objects.filter(plan__person=person).select_related("plan", "competency").get(pk=pk)


def shared_with(viewer: Person | None, at: dt.datetime) -> QuerySet[Plan]:
    """Plans that others show the viewer today: not to who recruits, nothing of who left the network."""
    today = timezone.localdate(at)
    if viewer is None or not can_receive_plans(viewer, today):
        return Plan.objects.none()
    kind = ContentType.objects.get_for_model(Plan)
    this_row = in_force(today).filter(grantee=viewer, content_type=kind, object_id=OuterRef("pk"), person=OuterRef("person"))
    return Plan.objects.filter(Exists(this_row), person__status=PersonStatus.ACTIVE).select_related("person__organisation")


def _joined() -> QuerySet[Plan]:
    return Plan.objects.select_related("person__organisation", "version__profile")


@prepared
def page_of(person: Person, pk: int) -> Plan:
    """One's own, with the profile but not the long texts of its version. Raises Plan.DoesNotExist."""
    rows = Plan.objects.filter(person=person, pk=pk).select_related("version__profile")
    plan = rows.defer(*LONG_TEXTS).get()
    plan.person = person
    return plan


@prepared
def readable(viewer: Person, pk: int, at: dt.datetime) -> Plan:
    """One's own or one that is shown. Raises Plan.DoesNotExist."""
    own = _joined().filter(person=viewer, pk=pk).first()
    return own if own is not None else shown(viewer, pk, at)


@prepared
def shown(viewer: Person, pk: int, at: dt.datetime) -> Plan:
    """One that somebody else shows today. Raises Plan.DoesNotExist."""
    return _joined().get(pk__in=shared_with(viewer, at).filter(pk=pk).values("pk"))


@dataclass(frozen=True)
class StepRow:
    """`kind`: None for one that nobody registers any more. `note`: a word on what it is about (a course taken back)."""

    step: Step
    kind: StepKind | None
    overdue: bool
    competency: Competency | None
    files: Sequence[Attachment] = ()
    remark: str = ""

    @property
    def over(self) -> bool:
        return self.step.state in OVER

    @property
    def icon(self) -> str:
        return self.kind.icon if self.kind else "circle-dot"


@dataclass(frozen=True)
class GoalRow:
    """A goal with its steps and what is done of them, in percent of the effort."""

    goal: Goal
    rows: list[StepRow]
    percent: int

    @property
    def competency(self) -> Competency:
        return self.goal.competency

    @property
    def counted(self) -> int:
        return sum(1 for row in self.rows if row.step.state != StepState.DROPPED)

    @property
    def done(self) -> int:
        return sum(1 for row in self.rows if row.step.state == StepState.DONE)


@dataclass(frozen=True)
class Board:
    """The whole plan. `minutes_left`: effort of what is open, an hour where nobody said."""

    plan: Plan
    goals: list[GoalRow]
    loose: list[StepRow]
    now: list[StepRow]
    next: list[StepRow]
    done: list[StepRow]
    percent: int
    minutes_left: int
    today: dt.date
    newer: ProfileVersion | None = None

    @property
    def open(self) -> list[StepRow]:
        return [*self.now, *self.next]

    @property
    def overdue(self) -> list[StepRow]:
        return [row for row in self.open if row.overdue]

    @property
    def finished(self) -> int:
        return sum(1 for row in self.done if row.step.state == StepState.DONE)

    @property
    def counted(self) -> int:
        return len(self.open) + self.finished

    @property
    def without_steps(self) -> list[GoalRow]:
        return [one for one in self.goals if not one.counted and one.goal.reached_on is None]

    @property
    def before_review(self) -> list[StepRow]:
        """Open steps that fall due by the next review; what is late stands apart."""
        until = self.plan.review_on
        rows = [row for row in self.open if until and row.step.due_on and self.today <= row.step.due_on <= until]
        return sorted(rows, key=lambda row: row.step.due_on or self.today)

    @property
    def next_one(self) -> StepRow | None:
        """The one to do now: what is late or due first, then what was begun, then the first in order."""
        dated = [row for row in self.now if row.step.due_on]
        return min(dated, key=lambda row: row.step.due_on or self.today) if dated else next(iter(self.open), None)

    @property
    def month_end(self) -> dt.date:
        return self.today + dt.timedelta(days=30)


@prepared
def board_of(plan: Plan, at: dt.datetime) -> Board:
    """Five queries, whatever the number of goals and steps; one more when steps are about courses."""
    today = timezone.localdate(at)
    goals = list(Goal.objects.filter(plan=plan).select_related("competency"))
    names = {goal.pk: goal.competency for goal in goals}
    steps = list(Step.objects.filter(plan=plan))
    remarks, files = _remarks(steps), _files(plan)
    rows = [_row(step, names, remarks, today, files, active=plan.state == PlanState.ACTIVE) for step in steps]
    by_goal: dict[int | None, list[StepRow]] = {}
    places: dict[str, list[StepRow]] = {NOW: [], NEXT: [], DONE: []}
    for row in rows:
        by_goal.setdefault(row.step.goal_id, []).append(row)
        doing = row.step.state == StepState.DOING
        places[section_of(over=row.over, doing=doing, due_on=row.step.due_on, today=today)].append(row)
    return Board(
        plan=plan,
        goals=[GoalRow(goal, by_goal.get(goal.pk, []), percent_of(by_goal.get(goal.pk, []))) for goal in goals],
        loose=by_goal.get(None, []),
        now=places[NOW],
        next=places[NEXT],
        done=sorted(places[DONE], key=lambda row: (row.step.done_at is None, -_stamp(row))),
        percent=percent_of(rows),
        minutes_left=sum(row.step.effort_minutes or 60 for row in rows if not row.over),
        today=today,
        newer=_newer(plan),
    )


def _stamp(row: StepRow) -> float:
    return row.step.done_at.timestamp() if row.step.done_at else 0.0


def _files(plan: Plan) -> dict[int, list[Attachment]]:
    """By step, in the order in which they were joined; one query."""
    found: dict[int, list[Attachment]] = {}
    for link in Step.files.through.objects.filter(step__plan=plan).select_related("attachment").order_by("attachment"):
        found.setdefault(link.step_id, []).append(link.attachment)
    return found


def _row(
    step: Step, names: Mapping[int, Competency], remarks: Mapping[int, str], today: dt.date,
    files: Mapping[int, list[Attachment]], *, active: bool,
) -> StepRow:  # fmt: skip
    late = active and step.state not in OVER and step.due_on is not None and step.due_on < today
    competency = names.get(step.goal_id) if step.goal_id else None
    joined = files.get(step.pk, [])
    return StepRow(step, step_kinds.get(step.kind), late, competency, joined, remarks.get(step.pk, ""))


def percent_of(rows: Iterable[StepRow]) -> int:
    return planning.progress(
        planning.Step(
            hours=None if row.step.effort_minutes is None else row.step.effort_minutes / 60,
            done=1.0 if row.step.state == StepState.DONE else 0.0,
            dropped=row.step.state == StepState.DROPPED,
        )
        for row in rows
    )


def _remarks(steps: Sequence[Step]) -> dict[int, str]:
    """Courses that left the catalogue since."""
    kind = ContentType.objects.get_for_model(Course).pk
    about = {
        step.object_id: step for step in steps if step.content_type_id == kind and step.object_id and step.state not in OVER
    }
    if not about:
        return {}
    retired = set(Course.objects.filter(pk__in=about, state=CourseState.RETIRED).values_list("pk", flat=True))
    return {step.pk: "retired" for step in steps if step.content_type_id == kind and step.object_id in retired}


def _newer(plan: Plan) -> ProfileVersion | None:
    """Another version of the profile is the one to read by now; None when the goals come from that one."""
    if plan.version is None:
        return None
    standing = standing_version(plan.version.profile_id)
    return standing if standing is not None and standing.pk != plan.version_id else None


def for_partner(board: Board) -> Board:
    """What another person is shown: competencies and steps. No level, not what a measure says, not why a step was suggested
    (which may come from a result), not which version of a profile asks for what."""
    for row in [*board.open, *board.done]:
        row.step.why = ""
    return replace(board, goals=[_told_by_hand(row) for row in board.goals], newer=None)


def _told_by_hand(row: GoalRow) -> GoalRow:
    goal = row.goal
    goal.level = 0
    if goal.reached_by == ReachedBy.MEASURE:
        goal.reached_on, goal.reached_by = None, ""
    return row


def closed_plans(person: Person) -> QuerySet[Plan]:
    return Plan.objects.visible_to(person).filter(state=PlanState.CLOSED)
