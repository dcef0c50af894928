"""Seats by ministry, for quotas and for the desks of those who lead: numbers and costs, never names or needs."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, TruncQuarter

from learning.enums import EnrolmentState
from learning.models import Enrolment, Quota, Session
from learning.models.sessions import SEATED
from people.enums import OrganisationKind
from people.models import Organisation

STATE = EnrolmentState
# A seat that somebody holds or held is paid for; who was absent had one.
PAID = SEATED
COUNTS: dict[str, Any] = {
    "requested": Count("pk", filter=Q(state=STATE.REQUESTED)),
    "confirmed": Count("pk", filter=Q(state__in=(STATE.CONFIRMED, STATE.OFFERED))),
    "waiting": Count("pk", filter=Q(state=STATE.WAITING)),
    "attended": Count("pk", filter=Q(state=STATE.ATTENDED)),
    "absent": Count("pk", filter=Q(state=STATE.ABSENT)),
    "cost_cents": Coalesce(
        Sum(
            Case(
                When(state__in=PAID, then=F("session__course__cost_cents")),
                default=Value(0),
                output_field=IntegerField(),
            )
        ),
        0,
    ),
}


@dataclass(frozen=True)
class SeatCount:
    """Of one group: requests to approve, seats held, people who wait, who came, who did not, cost in cents."""

    requested: int = 0
    confirmed: int = 0
    waiting: int = 0
    attended: int = 0
    absent: int = 0
    cost_cents: int = 0


@dataclass(frozen=True)
class CourseSeats(SeatCount):
    course_id: int = 0
    key: str = ""
    title_fr: str = ""
    title_en: str = ""


@dataclass(frozen=True)
class QuarterSeats(SeatCount):
    """`starts_on`: the first day of the quarter in which the sessions begin."""

    starts_on: dt.date = dt.date.min


def _between(organisation_id: int | None, first: dt.date | None, last: dt.date | None) -> QuerySet[Enrolment]:
    """Enrolments in sessions that begin between two days (both included; None: open) of one ministry, or of all (None)."""
    rows = Enrolment.objects.order_by()
    if organisation_id is not None:
        rows = rows.filter(organisation=organisation_id)
    if first is not None:
        rows = rows.filter(session__starts_at__date__gte=first)
    if last is not None:
        rows = rows.filter(session__starts_at__date__lte=last)
    return rows


def seats_of(organisation_id: int | None, *, first: dt.date | None = None, last: dt.date | None = None) -> SeatCount:
    """Everything together; one query."""
    return SeatCount(**_between(organisation_id, first, last).aggregate(**COUNTS))


def seats_by_course(
    organisation_id: int | None, *, first: dt.date | None = None, last: dt.date | None = None
) -> list[CourseSeats]:
    """The costliest first, then the most asked for; one query."""
    course = {
        "course_id": F("session__course"), "key": F("session__course__key"),
        "title_fr": F("session__course__title_fr"), "title_en": F("session__course__title_en"),
    }  # fmt: skip
    rows: Any = _between(organisation_id, first, last).values(**course).annotate(**COUNTS)
    found = [CourseSeats(**row) for row in rows]
    return sorted(found, key=lambda one: (-one.cost_cents, -(one.confirmed + one.waiting + one.requested), one.title_fr))


def seats_by_quarter(
    organisation_id: int | None, *, first: dt.date | None = None, last: dt.date | None = None
) -> list[QuarterSeats]:
    """In the order of time; one query."""
    rows: Any = (
        _between(organisation_id, first, last).values(starts_on=TruncQuarter("session__starts_at")).annotate(**COUNTS)
    )
    return [
        QuarterSeats(**{**row, "starts_on": _day(row["starts_on"])})
        for row in sorted(rows, key=lambda one: one["starts_on"])
    ]


def _day(value: dt.datetime | dt.date) -> dt.date:
    return dt.date(value.year, value.month, value.day)


def seats_by_organisation(*, first: dt.date | None = None, last: dt.date | None = None) -> dict[int, SeatCount]:
    """By the number of the ministry, for who leads all of them; one query."""
    rows: Any = _between(None, first, last).values("organisation").annotate(**COUNTS)
    return {row["organisation"]: SeatCount(**{name: row[name] for name in COUNTS}) for row in rows}


def places_of(session: Session) -> list[Any]:
    """Ministries and bodies with their `quota` in the session (None: none) and how many `seated` and `queued` they have."""
    here = Enrolment.objects.filter(session=session, organisation=OuterRef("pk")).order_by().values("organisation")
    quota = Quota.objects.filter(session=session, organisation=OuterRef("pk")).values("seats")
    rows = Organisation.objects.exclude(kind=OrganisationKind.SCHOOL).annotate(
        quota=Subquery(quota),
        seated=Coalesce(Subquery(here.filter(state__in=SEATED).annotate(n=Count("pk")).values("n")), 0),
        queued=Coalesce(Subquery(here.filter(state=STATE.WAITING).annotate(n=Count("pk")).values("n")), 0),
    )
    return list(rows.order_by("sort_key", "pk"))
