"""What a person is enrolled in at the same time: two sessions whose meetings overlap."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from learning.enums import EnrolmentState, SessionState
from learning.models import Enrolment, Meeting, Session
from learning.models.sessions import LIVE
from learning.rules.planning import Interval, clash

MEETING = ("session__meetings__starts_at", "session__meetings__ends_at")
HOLDS = (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED)


@dataclass(frozen=True)
class Clash:
    """The other enrolment, and which meeting of it is at the same time."""

    enrolment: Enrolment
    starts_at: dt.datetime
    ends_at: dt.datetime


def intervals(meetings: Iterable[Meeting]) -> list[Interval]:
    return [Interval(one.starts_at, one.ends_at) for one in meetings]


def clash_of(person_id: int, session: Session, *, states: Collection[str] = LIVE) -> Clash | None:
    """The first live enrolment of the person elsewhere at a time of this session."""
    rows = _elsewhere(session).filter(person=person_id, state__in=states)
    near = list(rows.values_list("pk", *MEETING).order_by(MEETING[0], "pk"))
    mine = intervals(session.meetings.all()) if near else []
    for pk, starts_at, ends_at in near:
        if starts_at is not None and clash(mine, [Interval(starts_at, ends_at)]) is not None:
            return Clash(Enrolment.objects.select_related("session__course").get(pk=pk), starts_at, ends_at)
    return None


def taken_elsewhere(session: Session, person_ids: Collection[int]) -> set[int]:
    """Of these people, who holds a seat in another session at a time of this one; in two queries however many."""
    if not person_ids:
        return set()
    mine = intervals(session.meetings.all())
    rows = _elsewhere(session).filter(person__in=person_ids, state__in=HOLDS)
    theirs: dict[int, list[Interval]] = defaultdict(list)
    for person_id, starts_at, ends_at in rows.values_list("person", *MEETING):
        if starts_at is not None:
            theirs[person_id].append(Interval(starts_at, ends_at))
    return {pk for pk, others in theirs.items() if clash(mine, others) is not None}


def _elsewhere(session: Session) -> "QuerySet[Enrolment]":
    """Enrolments in other sessions that last into the days of this one."""
    near = Enrolment.objects.filter(session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at)
    return near.exclude(session=session).exclude(session__state=SessionState.CANCELLED)
