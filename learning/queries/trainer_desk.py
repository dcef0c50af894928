"""What a trainer has to do: sessions to come with how they fill, past ones with whose attendance is still to be noted."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet

from learning.enums import CourseKind, CourseState, EnrolmentState, SessionState
from learning.models import Course, Session
from learning.queries.sessions import given_by
from people.models import Person

MOST = 100


def courses_of(person: Person) -> list[Course]:
    """Courses of which the person may plan sessions."""
    rows = Course.objects.filter(trainers=person).exclude(state=CourseState.RETIRED)
    return list(rows.exclude(kind=CourseKind.SELF_PACED).order_by("sort_key", "pk")[:MOST])


def next_of(person: Person, *, at: dt.datetime) -> list[Any]:
    """Sessions to come or under way, the soonest first; cancelled ones are left out."""
    rows = given_by(person).filter(ends_at__gt=at).exclude(state=SessionState.CANCELLED)
    return list(_counted(rows).prefetch_related("meetings").order_by("starts_at", "pk")[:MOST])


def past_of(person: Person, *, at: dt.datetime) -> QuerySet[Any]:
    """Sessions that are over, each with how many attended and how many are `unmarked`."""
    return _counted(given_by(person).filter(Q(ends_at__lte=at) | Q(state=SessionState.CANCELLED))).prefetch_related(
        "meetings"
    )


def _counted(rows: QuerySet[Session]) -> QuerySet[Any]:
    state = "enrolments__state"
    return rows.annotate(
        confirmed=Count("enrolments", filter=Q(**{f"{state}__in": (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED)})),
        asked=Count("enrolments", filter=Q(**{state: EnrolmentState.REQUESTED})),
        with_needs=Count("enrolments", filter=~Q(enrolments__needs="") & Q(**{state: EnrolmentState.CONFIRMED})),
        attended=Count("enrolments", filter=Q(**{state: EnrolmentState.ATTENDED})),
        absent=Count("enrolments", filter=Q(**{state: EnrolmentState.ABSENT})),
    )
