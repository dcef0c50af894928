"""Requests for a seat: approved or refused by whom they were asked of; asked of somebody else when that person is gone."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.actions import seats
from learning.actions.enrolments import EnrolmentRefused, said_instead, seat_for
from learning.enums import EnrolmentState
from learning.events import RequestRerouted
from learning.models import Enrolment, Session
from learning.permissions.enrolments import can_decide
from learning.queries.approvers import asked_for, deciders
from learning.queries.clashes import clash_of
from people.models import Person

REQUESTED, REFUSED = EnrolmentState.REQUESTED, EnrolmentState.REFUSED


@transaction.atomic
def approve(*, by: Person, enrolment: Enrolment, at: dt.datetime) -> Enrolment:
    """Yes: a seat if one is free, else the waiting list, by the hour of the request. Decided meanwhile, it stays.

    Raises PermissionDenied, EnrolmentRefused (begun, cancelled, at the same time as another enrolment).
    """
    row, session = _asked(by, enrolment)
    if row.state != REQUESTED:
        return row
    if not session.is_open or session.starts_at <= at:
        raise EnrolmentRefused(_("La séance a commencé ou n’a plus lieu\xa0: il n’y a plus rien à approuver."))
    if clash_of(row.person_id, session) is not None:
        raise EnrolmentRefused(
            _("La personne est déjà sur la liste d’une autre séance aux mêmes heures. Elle doit d’abord choisir.")
        )
    row.decided_at, row.decided_by = at, by
    after = seat_for(session, row, at=at)
    seats.settle(session, [row], after, by=by, at=at, keep=["decided_at", "decided_by"])
    seats.count(session)
    return row


@transaction.atomic
def refuse(*, by: Person, enrolment: Enrolment, reason: str, at: dt.datetime) -> Enrolment:
    """No, with a reason that the person reads. Raises PermissionDenied, EnrolmentRefused."""
    row, session = _asked(by, enrolment)
    if row.state != REQUESTED:
        return row
    if not reason.strip():
        raise EnrolmentRefused(_("Dites pourquoi en une phrase\xa0: la personne le lira."), field="reason")
    row.decided_at, row.decided_by, row.reason = at, by, reason.strip()[:300]
    keep = ["decided_at", "decided_by", "reason"]
    seats.settle(session, [row], REFUSED, by=by, at=at, reason=reason.strip(), keep=keep)
    return row


def approve_many(*, by: Person, enrolments: Iterable[Enrolment], at: dt.datetime) -> Counter[str]:
    """Each on its own, in the order of the requests; returns how many got which state, `""`: those that could not be."""
    done: Counter[str] = Counter()
    for enrolment in sorted(enrolments, key=lambda one: (one.queued_at, one.pk)):
        try:
            done[approve(by=by, enrolment=enrolment, at=at).state] += 1
        except EnrolmentRefused:
            done[""] += 1
    return done


def refuse_many(*, by: Person, enrolments: Iterable[Enrolment], reason: str, at: dt.datetime) -> int:
    """The same reason for all; returns how many. Raises EnrolmentRefused without a reason."""
    return sum(refuse(by=by, enrolment=one, reason=reason, at=at).state == REFUSED for one in enrolments)


@transaction.atomic
def reroute(*, enrolment: Enrolment, at: dt.datetime) -> bool:
    """Ask somebody else when nobody of whom it was asked is left (gone, or in that role no more); True when it moved."""
    day = timezone.localdate(at)
    row = Enrolment.objects.select_for_update(of=("self",)).select_related("session__course", "person", "organisation")
    one = row.get(pk=enrolment.pk)
    if one.state != REQUESTED or deciders(one, day).exists():
        return False
    asked = asked_for(one.session.course, one.person, one.organisation, day)
    if asked is None or (asked.of, asked.manager) == (one.asked_of, one.approver):
        return False
    one.asked_of, one.approver = asked.of, asked.manager
    one.save(update_fields=["asked_of", "approver"])
    reason = said_instead(asked) or _("La personne à qui la demande allait n’est plus là\xa0: une autre décide.")
    seats.note(one, by=None, at=at, reason=reason)
    publish(RequestRerouted(enrolment_id=one.pk, at=at))
    return True


def _asked(by: Person, enrolment: Enrolment) -> tuple[Enrolment, Session]:
    seats.lock_person(enrolment.person_id)
    session = seats.lock_session(enrolment.session_id)
    row = Enrolment.objects.select_related("person", "organisation").get(pk=enrolment.pk)
    if not can_decide(by, row):
        raise PermissionDenied(_("Cette demande ne vous est pas adressée."))
    return row, session
