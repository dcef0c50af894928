"""Seats in numbers, of one organisation or of all: what comes, what was used. Never a name, never a competency."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from learning.enums import EnrolmentState, SessionState
from learning.models import Enrolment, Quota, Session
from learning.models.sessions import SEATED
from learning.rules.interventions import share_of_session

COMING_DAYS, PAST_DAYS, SHOWN = 120, 365, 8
Counts = dict[str, int]


@dataclass(frozen=True)
class ComingSession:
    """`seated`, `waiting`, `asked`: of the organisation; `quota`: its limit in this session, None without one."""

    session: Session
    seated: int
    waiting: int
    asked: int
    quota: int | None

    @property
    def quota_left(self) -> int | None:
        return None if self.quota is None else max(self.quota - self.seated, 0)


@dataclass(frozen=True)
class Used:
    """Of the last twelve months: seats attended and missed, sessions held, what the seats cost (an estimate)."""

    sessions: int = 0
    attended: int = 0
    absent: int = 0
    cents: int = 0

    @property
    def rate(self) -> int | None:
        """Attendance in per cent of those who had a seat."""
        whole = self.attended + self.absent
        return round(100 * self.attended / whole) if whole else None


def open_sessions(at: dt.datetime) -> "QuerySet[Session]":
    """Planned or sure, to begin within four months, the soonest first."""
    rows = Session.objects.filter(
        state__in=[SessionState.PLANNED, SessionState.SURE],
        starts_at__gt=at,
        starts_at__lt=at + dt.timedelta(days=COMING_DAYS),
    )
    return rows.select_related("course").order_by("starts_at", "pk")


def coming(organisation_id: int, at: dt.datetime) -> list[ComingSession]:
    """Sessions in which the organisation has people or a quota, then others with room; three queries."""
    rows = list(open_sessions(at))
    ids = [row.pk for row in rows]
    taken = _by_session(Enrolment.objects.filter(session__in=ids, organisation=organisation_id))
    quotas = dict(Quota.objects.filter(session__in=ids, organisation=organisation_id).values_list("session", "seats"))
    found = [
        ComingSession(
            row, sum(taken[row.pk][state] for state in SEATED), taken[row.pk][EnrolmentState.WAITING],
            taken[row.pk][EnrolmentState.REQUESTED], quotas.get(row.pk),
        )
        for row in rows
    ]  # fmt: skip
    ours = [one for one in found if one.seated or one.waiting or one.asked or one.quota is not None]
    others = [one for one in found if one not in ours and one.session.left]
    return (ours + others)[:SHOWN]


def _by_session(rows: "QuerySet[Enrolment]") -> defaultdict[int, defaultdict[str, int]]:
    found: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for session, state, number in rows.order_by().values_list("session", "state").annotate(number=Count("pk")):
        found[session][state] = number
    return found


def states_now(at: dt.datetime, organisation_id: int | None = None) -> Counts:
    """Enrolments in sessions to come, by state. One query."""
    rows = Enrolment.objects.filter(session__starts_at__gt=at).exclude(session__state=SessionState.CANCELLED)
    if organisation_id is not None:
        rows = rows.filter(organisation=organisation_id)
    return dict(rows.order_by().values_list("state").annotate(number=Count("pk")))


def used(at: dt.datetime, organisation_id: int | None = None) -> Used:
    """Two queries."""
    since = at - dt.timedelta(days=PAST_DAYS)
    rows = Enrolment.objects.filter(session__starts_at__gt=since, session__starts_at__lte=at)
    if organisation_id is not None:
        rows = rows.filter(organisation=organisation_id)
    done = Q(state=EnrolmentState.ATTENDED), Q(state=EnrolmentState.ABSENT)
    values = (
        rows.filter(done[0] | done[1]).order_by().values("session")
        .annotate(
            attended=Count("pk", filter=done[0]), absent=Count("pk", filter=done[1]), whole=F("session__taken"),
            seat=F("session__course__cost_cents"), cost=F("session__course__session_cost_cents"),
        )
    )  # fmt: skip
    found: list[Any] = list(values)
    return Used(
        sessions=len(found),
        attended=sum(row["attended"] for row in found),
        absent=sum(row["absent"] for row in found),
        cents=sum(_cents(row) for row in found),
    )


def _cents(row: Any) -> int:
    seats = row["attended"] + row["absent"]
    return seats * row["seat"] + share_of_session(row["cost"], seats, max(row["whole"], seats))


def room(rows: Sequence[Session]) -> tuple[int, int]:
    """(seats, of which free) of these sessions."""
    return sum(row.seats for row in rows), sum(row.left for row in rows)
