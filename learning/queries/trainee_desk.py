"""The trainee's desk: what next, what is due, seats asked for, courses under way, the plan, where the diagnostic stands."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from activity.queries.calendar import CalendarEntry, upcoming
from competencies.queries.next_steps import NextStep, next_steps
from learning.models import Enrolment, Following, Run
from learning.models.sessions import LIVE
from learning.queries.desk_stamps import SHOWN
from learning.queries.diagnostics import is_on
from learning.queries.plans import Board, active_plan, board_of
from learning.queries.runs import last_finished, open_run
from people.models import Person


@dataclass(frozen=True)
class Desk:
    """`next`: the first suggestion of learning that applies. `on`: the diagnostic is switched on."""

    next: NextStep | None
    deadlines: list[CalendarEntry]
    enrolments: list[Enrolment]
    followings: list[Following]
    board: Board | None
    on: bool
    open: Run | None
    latest: Run | None
    today: dt.date


def desk_of(person: Person, at: dt.datetime) -> Desk:
    """A fixed number of queries, whatever stands on it."""
    plan, on = active_plan(person), is_on(person)
    seats = Enrolment.objects.filter(person=person, state__in=LIVE).select_related("session__course")
    under_way = Following.objects.filter(person=person, completed_at=None).select_related("edition__course")
    return Desk(
        next=_next(person, at),
        deadlines=upcoming(person, after=at, limit=SHOWN),
        enrolments=list(seats.order_by("session__starts_at", "pk")[:SHOWN]),
        followings=list(under_way.annotate(done=Count("lessons_done")).order_by("-last_at")[:SHOWN]),
        board=board_of(plan, at) if plan else None,
        on=on,
        open=open_run(person) if on else None,
        latest=last_finished(person) if on else None,
        today=timezone.localdate(at),
    )


def _next(person: Person, at: dt.datetime) -> NextStep | None:
    """As the home page chooses, among what learning suggests."""
    for source in next_steps:
        found = source.suggest(person, at) if source.__module__.startswith("learning.") else None
        if found is not None:
            return found
    return None
