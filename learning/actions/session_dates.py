"""What time does to sessions and their seats. Running it twice does nothing more."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.actions import seats
from learning.actions.enrolment_decisions import reroute
from learning.actions.enrolments import lapse
from learning.actions.sessions import cancel_session, make_sure
from learning.enums import EnrolmentState, SessionState
from learning.events import SessionDue
from learning.models import Enrolment, Session

OPEN = (SessionState.PLANNED, SessionState.SURE)
REMIND = dt.timedelta(days=2)
DECIDED_AT = dt.time(17)  # of the day of decision: until then seats may still be taken
UNANSWERED = (EnrolmentState.REQUESTED, EnrolmentState.WAITING, EnrolmentState.OFFERED)


def look_after_seats(*, at: dt.datetime) -> dict[str, int]:
    """Offers whose time is over go to the next ones; seats that quotas kept back go out; what begins is closed."""
    lapsed = _each(_offers_over(at), lambda pk: _lapse(pk, at))
    closed = _each(_begun(at), lambda pk: _close(pk, at))
    freed = Session.objects.filter(state__in=OPEN, waiting__gt=0, taken__lt=F("seats"), starts_at__gt=at)
    offered = _each(list(freed.values_list("pk", flat=True)), lambda pk: seats.refresh_seats(session=pk, at=at))
    return {"lapsed": lapsed, "closed": closed, "offered": offered}


def look_after_sessions(*, at: dt.datetime) -> dict[str, int]:
    """Decide on what is due, remind of what begins in two days, end what is over, find somebody for stray requests."""
    decided = _each(_to_decide(at), lambda pk: _decide(pk, at))
    soon = Session.objects.filter(state__in=OPEN, reminded_at=None, starts_at__gt=at, starts_at__lte=at + REMIND)
    reminded = _each(list(soon.values_list("pk", flat=True)), lambda pk: _remind(pk, at))
    held = Session.objects.filter(state__in=OPEN, ends_at__lte=at).update(state=SessionState.HELD, changed_at=at)
    stray = Enrolment.objects.filter(state=EnrolmentState.REQUESTED).order_by("pk")
    moved = sum(reroute(enrolment=row, at=at) for row in stray)
    return {"decided": decided, "reminded": reminded, "held": held, "rerouted": moved}


def _each(numbers: Iterable[int], act: Callable[[int], int | None]) -> int:
    return sum(int(act(pk) or 0) for pk in numbers)


def _offers_over(at: dt.datetime) -> list[int]:
    rows = Enrolment.objects.filter(state=EnrolmentState.OFFERED, offer_until__lte=at)
    return sorted(set(rows.values_list("session", flat=True)))


@transaction.atomic
def _lapse(pk: int, at: dt.datetime) -> int:
    session = seats.lock_session(pk)
    rows = Enrolment.objects.filter(session=session, state=EnrolmentState.OFFERED, offer_until__lte=at)
    found = list(rows.order_by("queued_at", "pk"))
    if found:
        lapse(session, found, at=at)
    return len(found)


def _begun(at: dt.datetime) -> list[int]:
    rows = Enrolment.objects.filter(state__in=UNANSWERED, session__starts_at__lte=at)
    return sorted(set(rows.values_list("session", flat=True)))


@transaction.atomic
def _close(pk: int, at: dt.datetime) -> int:
    """The session began: nobody waits for it any more."""
    session = seats.lock_session(pk)
    rows = list(Enrolment.objects.filter(session=session, state__in=UNANSWERED).order_by("queued_at", "pk"))
    reason = _("La séance a commencé.")
    seats.settle(session, rows, EnrolmentState.LAPSED, by=None, at=at, reason=reason)
    seats.count(session)
    return len(rows)


def _to_decide(at: dt.datetime) -> list[int]:
    rows = Session.objects.filter(state=SessionState.PLANNED, minimum__gt=0, starts_at__gt=at)
    due = rows.filter(decide_on__lte=timezone.localdate(at)).order_by("pk")
    return [one.pk for one in due if one.decide_on is not None and _moment(one.decide_on) <= at]


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, DECIDED_AT))


@transaction.atomic
def _decide(pk: int, at: dt.datetime) -> int:
    session = seats.lock_session(pk)
    if session.state != SessionState.PLANNED:
        return 0
    seats.count(session)
    if session.taken >= session.minimum:
        make_sure(by=None, session=session, at=at)
        return 1
    reason = _("Le minimum de %(minimum)d inscriptions n’est pas atteint (%(taken)d).")
    words = reason % {"minimum": session.minimum, "taken": session.taken}
    cancel_session(by=None, session=session, reason=words, at=at)
    return 1


@transaction.atomic
def _remind(pk: int, at: dt.datetime) -> int:
    session = seats.lock_session(pk)
    if session.reminded_at is not None:
        return 0
    session.reminded_at = at
    session.save(update_fields=["reminded_at"])
    publish(SessionDue(session_id=pk, at=at))
    return 1
