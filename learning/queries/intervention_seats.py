"""Follow-up of a plan against what really happened: seats planned beside seats taken and attended, by course and by stage.

Counts of seats, never names, never a level: whoever enrols is not read as somebody with a gap. Of a ministry's plan only the
seats of its own people count; of the government's, all.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from learning.enums import ActionState, EnrolmentState, SessionState
from learning.models import Course, Enrolment, Intervention, Session
from learning.models.sessions import SEATED
from learning.queries.interventions import Board, Line
from learning.rules.interventions import STAGES, first_day, last_day, share_of_session, stage_of

COMING = (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED)


@dataclass
class Seats:
    """What happened. `estimate_cents`: seats taken at their price, with their share of the cost of the sessions."""

    sessions: int = 0
    coming: int = 0
    attended: int = 0
    absent: int = 0
    waiting: int = 0
    estimate_cents: int = 0

    @property
    def taken(self) -> int:
        return self.coming + self.attended + self.absent


@dataclass(frozen=True)
class CourseSeats:
    course: Course
    first_stage: int
    last_stage: int
    planned: int
    planned_sessions: int
    planned_cents: int
    real: Seats

    @property
    def stages(self) -> str:
        return (
            f"T{self.first_stage}"
            if self.first_stage == self.last_stage
            else f"T{self.first_stage}\u00a0– T{self.last_stage}"
        )

    @property
    def missing(self) -> int:
        return max(self.planned - self.real.taken, 0)


@dataclass(frozen=True)
class StageSeats:
    """`planned`: seats of the actions that end in this stage."""

    number: int
    first_on: dt.date
    last_on: dt.date
    planned: int
    real: Seats


@dataclass(frozen=True)
class FollowUp:
    courses: list[CourseSeats]
    stages: list[StageSeats]
    whole: Seats
    planned: int
    board: Board

    @property
    def spent_cents(self) -> int:
        """What owners said was spent; for courses of which nothing was said, the estimate."""
        said = {
            line.action.course_id
            for line in self.board.lines
            if line.action.spent_cents is not None and line.action.course_id
        }
        estimated = sum(row.real.estimate_cents for row in self.courses if row.course.pk not in said)
        return (self.board.spent_cents or 0) + estimated

    @property
    def unspent_cents(self) -> int:
        return self.board.plan.budget_cents - self.spent_cents


def follow_up(plan: Intervention, board: Board) -> FollowUp:
    """Two queries more than the board."""
    lines = [line for line in board.lines if line.action.course is not None and line.action.state != ActionState.DROPPED]
    spans = _spans(lines)
    seen = _sessions(plan, spans)
    taken = _taken(plan, [session.pk for session in seen])
    by_course: defaultdict[int, Seats] = defaultdict(Seats)
    by_stage: defaultdict[int, Seats] = defaultdict(Seats)
    for session in seen:
        stage = stage_of(plan.from_on, timezone.localdate(session.starts_at))
        if stage is None or not spans[session.course_id][0] <= stage <= spans[session.course_id][1]:
            continue
        for row in (by_course[session.course_id], by_stage[stage]):
            _add(row, session, taken[session.pk])
    whole = _sum(by_course.values())
    return FollowUp(
        [_course(lines, pk, span, by_course[pk]) for pk, span in spans.items()],
        [_stage(plan, lines, number, by_stage[number]) for number in range(1, STAGES + 1)],
        whole, sum(line.action.seats for line in lines), board,
    )  # fmt: skip


def _spans(lines: Iterable[Line]) -> dict[int, tuple[int, int]]:
    """By course: from the first stage of its actions to the last, so that no seat is counted twice."""
    found: dict[int, tuple[int, int]] = {}
    for line in lines:
        action = line.action
        if action.course_id is None:
            continue
        first, last = found.get(action.course_id, (action.stage, action.last_stage))
        found[action.course_id] = (min(first, action.stage), max(last, action.last_stage))
    return found


def _sessions(plan: Intervention, spans: dict[int, tuple[int, int]]) -> list[Session]:
    rows = Session.objects.filter(
        course__in=spans, starts_at__date__gte=plan.from_on, starts_at__date__lte=last_day(plan.from_on, STAGES)
    )
    return list(rows.exclude(state=SessionState.CANCELLED).select_related("course").order_by("starts_at"))


def _taken(plan: Intervention, sessions: list[int]) -> defaultdict[int, defaultdict[str, int]]:
    """By session and state: how many enrolments count for this plan. One query."""
    rows = Enrolment.objects.filter(session__in=sessions, state__in=[*SEATED, EnrolmentState.WAITING])
    if plan.organisation_id is not None:
        rows = rows.filter(organisation=plan.organisation_id)
    found: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for session, state in rows.values_list("session", "state"):
        found[session][state] += 1
    return found


def _add(row: Seats, session: Session, taken: defaultdict[str, int]) -> None:
    seated = sum(taken[state] for state in SEATED)
    row.sessions += 1
    row.coming += sum(taken[state] for state in COMING)
    row.attended += taken[EnrolmentState.ATTENDED]
    row.absent += taken[EnrolmentState.ABSENT]
    row.waiting += taken[EnrolmentState.WAITING]
    row.estimate_cents += seated * session.course.cost_cents
    row.estimate_cents += share_of_session(session.course.session_cost_cents, seated, max(session.taken, seated))


def _sum(rows: Iterable[Seats]) -> Seats:
    found = Seats()
    for row in rows:
        for name in ("sessions", "coming", "attended", "absent", "waiting", "estimate_cents"):
            setattr(found, name, getattr(found, name) + getattr(row, name))
    return found


def _course(lines: list[Line], pk: int, span: tuple[int, int], real: Seats) -> CourseSeats:
    own = [line.action for line in lines if line.action.course_id == pk]
    course = own[0].course
    assert course is not None
    return CourseSeats(
        course,
        *span,
        sum(one.seats for one in own),
        sum(one.sessions for one in own),
        sum(one.cost_cents for one in own),
        real,
    )


def _stage(plan: Intervention, lines: list[Line], number: int, real: Seats) -> StageSeats:
    planned = sum(line.action.seats for line in lines if line.action.last_stage == number)
    return StageSeats(number, first_day(plan.from_on, number), last_day(plan.from_on, number), planned, real)
