"""The seats of a session under its lock: who holds one, who is next, what is written of it.

Every verb holds the row of the session until the end of its transaction, counts anew from the enrolments, and only then lets
a free seat be offered to the first who waits: two at once never take the same seat. Who acts for a person's own enrolments
holds that person's row first, so that two requests of one person for the same hours come one after the other; always the
person, then the session.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from core.outbox import publish
from learning.enums import EnrolmentState, SessionState
from learning.events import EnrolmentChanged
from learning.models import Enrolment, EnrolmentLog, Quota, Session
from learning.models.sessions import SEATED
from learning.queries.clashes import taken_elsewhere
from learning.rules.planning import Waiting, accept_by
from learning.rules.seats import next_for_seats, quotas_hold
from people.enums import PersonStatus
from people.models import Person

WAITING, OFFERED = EnrolmentState.WAITING, EnrolmentState.OFFERED
# What is over keeps no needs: nobody has to know them any more.
OVER = (EnrolmentState.CANCELLED, EnrolmentState.REFUSED, EnrolmentState.LAPSED)
_COUNT = """
UPDATE learning_session SET
  taken = (SELECT count(*) FROM learning_enrolment WHERE session_id = %(pk)s AND state = ANY(%(seated)s::text[])),
  waiting = (SELECT count(*) FROM learning_enrolment WHERE session_id = %(pk)s AND state = 'waiting')
WHERE id = %(pk)s RETURNING taken, waiting
"""


def lock_person(person: Person | int) -> None:
    """Keep other acts of the same person out until the end of the transaction."""
    pk = person if isinstance(person, int) else person.pk
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=pk)


def lock_session(session: Session | int) -> Session:
    """The session as it is now, held until the end of the transaction."""
    pk = session if isinstance(session, int) else session.pk
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related("course")
    return rows.get(pk=pk)


def settle(
    session: Session,
    rows: Sequence[Enrolment],
    state: EnrolmentState,
    *,
    by: Person | None,
    at: dt.datetime,
    reason: str = "",
    keep: Iterable[str] = (),
) -> None:
    """These enrolments go to that state: written, logged, announced. `keep`: names of other fields that the caller set."""
    log, fields = [], {"state", "closed_at", "needs", "offer_until", *keep}
    befores = [row.state for row in rows]
    for row in rows:
        log.append(EnrolmentLog(enrolment=row, by=by, before=row.state, after=state, reason=reason[:300], at=at))
        row.state = state
        row.closed_at = at if state in OVER else None
        row.needs = "" if state in OVER else row.needs
        row.offer_until = row.offer_until if state in (OFFERED, EnrolmentState.LAPSED) else None
    Enrolment.objects.bulk_update(rows, fields, batch_size=500)
    EnrolmentLog.objects.bulk_create(log, batch_size=500)
    for row, before in zip(rows, befores, strict=True):
        announce(session, row, before, at=at)


def announce(session: Session, row: Enrolment, before: str, *, at: dt.datetime) -> None:
    publish(
        EnrolmentChanged(
            enrolment_id=row.pk, session_id=session.pk, course_id=session.course_id, person_id=row.person_id,
            before=before, after=row.state, at=at,
        )
    )  # fmt: skip


def note(row: Enrolment, *, by: Person | None, at: dt.datetime, reason: str) -> None:
    """Something that changed no state, for the record."""
    EnrolmentLog.objects.create(enrolment=row, by=by, before=row.state, after=row.state, reason=reason[:300], at=at)


def count(session: Session) -> None:
    """Both counts of the session, from its rows: never by adding and subtracting. The constraint is the net."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"pk": session.pk, "seated": [str(state) for state in SEATED]})
        session.taken, session.waiting = cursor.fetchone()


def offer_ends(session: Session, at: dt.datetime) -> dt.datetime | None:
    """Until when a seat offered now may be accepted; None: too late to ask anybody."""
    return accept_by(at, starts_at=session.starts_at, zone=timezone.get_current_timezone())


def next_in_line(session: Session, *, at: dt.datetime, newcomer: Enrolment | None = None) -> list[Enrolment]:
    """Who gets the seats that are free now, in order (the session locked, its counts true). `newcomer`: somebody who asks
    at this moment, not written yet, at the end of the line. Who left, or is taken elsewhere at that time, is passed over."""
    if session.taken >= session.seats or not session.is_open or session.starts_at <= at:
        return []
    rows = Enrolment.objects.filter(session=session, state=WAITING, person__status=PersonStatus.ACTIVE)
    waiting = list(rows.order_by("queued_at", "pk")) if session.waiting else []
    busy = taken_elsewhere(session, [row.person_id for row in waiting]) if waiting else set()
    line = {row.pk: row for row in waiting if row.person_id not in busy}
    if newcomer is not None:
        line[LAST] = newcomer
    quotas = dict(Quota.objects.filter(session=session).values_list("organisation", "seats"))
    chosen = next_for_seats(
        [Waiting(pk, str(row.organisation_id), row.queued_at) for pk, row in line.items()],
        seats=session.seats,
        held=_held(session, quotas),
        quotas={str(pk): seats for pk, seats in quotas.items()},
        hold=quotas_hold(at, starts_at=session.starts_at, decided_from=decided_from(session)),
    )
    return [line[one.request] for one in chosen]


LAST = 2**63 - 1  # stands for who is not written yet: after every number there is


def _held(session: Session, quotas: dict[int, int]) -> dict[str, int]:
    """Seats held by place; without quotas one place stands for all."""
    if not quotas:
        return {"": session.taken}
    rows = Enrolment.objects.filter(session=session, state__in=SEATED).order_by()
    return {str(pk): number for pk, number in rows.values_list("organisation").annotate(number=Count("pk"))}


def decided_from(session: Session) -> dt.datetime | None:
    """The first moment of the day of decision."""
    if session.decide_on is None:
        return None
    return timezone.make_aware(dt.datetime.combine(session.decide_on, dt.time()))


def promote(session: Session, *, at: dt.datetime) -> list[Enrolment]:
    """Offer the free seats to who waits, in order (inside the caller's transaction, the session locked and counted)."""
    if not session.waiting:
        return []
    until = offer_ends(session, at)
    rows = next_in_line(session, at=at) if until is not None else []
    if rows:
        for row in rows:
            row.offer_until = until
        settle(session, rows, OFFERED, by=None, at=at)
        count(session)
    return rows


@transaction.atomic
def refresh_seats(*, session: Session | int, at: dt.datetime) -> int:
    """Count anew, and offer what is free; returns how many offers were made."""
    one = lock_session(session)
    count(one)
    return len(promote(one, at=at)) if one.state in (SessionState.PLANNED, SessionState.SURE) else 0
