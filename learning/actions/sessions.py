"""Sessions as trainers plan them: written, moved, made sure, cancelled; words to those who come."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.outbox import publish
from core.templatetags.formatting import day
from learning.actions import seats
from learning.enums import EnrolmentState, SessionMode, SessionState
from learning.events import SessionAnnounced, SessionCancelled, SessionChanged, SessionMessageSent, SessionSure
from learning.models import Course, CourseWish, Enrolment, Meeting, Session, SessionMessage
from learning.models.sessions import LIVE
from learning.permissions.sessions import can_change, can_organise, can_run
from learning.queries.sessions import given_at_the_same_time
from learning.rules.planning import Interval
from people.models import Person

# What people who come are told of, and calendars count as another version (SEQUENCE, RFC 5546).
TOLD = ("mode", "place", "online_url", "accessibility")
PLAIN = (*TOLD, "language", "seats", "minimum", "decide_on", "closes_at")
MOST_SEATS, MOST_MEETINGS = 2000, 30
WISHED = (EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.OFFERED, EnrolmentState.REQUESTED)


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """What is decided of a session. `meetings`: start and end of each."""

    meetings: Sequence[tuple[dt.datetime, dt.datetime]]
    seats: int
    mode: str = SessionMode.ROOM
    language: str = "fr"
    place: str = ""
    online_url: str = ""
    accessibility: str = ""
    minimum: int = 0
    decide_on: dt.date | None = None
    closes_at: dt.datetime | None = None
    trainers: Sequence[Person] = ()


@transaction.atomic
def create_session(*, by: Person, course: Course, plan: SessionPlan, at: dt.datetime) -> Session:
    """Open for enrolment at once. Raises PermissionDenied, ValidationError by field."""
    if not can_organise(by, course):
        raise PermissionDenied
    one = Session(course=course, created_at=at)
    _check(one, plan, at)
    _write(one, plan, at)
    publish(SessionAnnounced(session_id=one.pk, course_id=course.pk, at=at))
    return one


@transaction.atomic
def change_session(*, by: Person, session: Session, plan: SessionPlan, at: dt.datetime) -> tuple[str, ...]:
    """Write it anew; people who come hear of other dates, another place or link; returns what changed for them.

    Seats that are added go to who waits. Raises PermissionDenied, ValidationError by field: seats below those taken are
    refused, and so is a change of a meeting that has begun.
    """
    one = seats.lock_session(session)
    if not can_change(by, one):
        raise PermissionDenied
    if not one.is_open or one.ends_at <= at:
        raise ValidationError(_("Cette séance est terminée ou annulée\xa0: elle ne change plus."))
    seats.count(one)
    before = {name: getattr(one, name) for name in TOLD}
    times = _times(one)
    _check(one, plan, at)
    changed = tuple(name for name in TOLD if getattr(plan, name) != before[name])
    if times != sorted(plan.meetings):
        changed = ("time", *changed)
    if changed:
        one.sequence += 1
    if "time" in changed:
        one.reminded_at = None
    _write(one, plan, at)
    if changed:
        publish(SessionChanged(session_id=one.pk, course_id=one.course_id, what=changed, at=at))
    seats.promote(one, at=at)
    return changed


def _times(session: Session) -> list[tuple[dt.datetime, dt.datetime]]:
    return sorted(session.meetings.values_list("starts_at", "ends_at"))


def _check(session: Session, plan: SessionPlan, at: dt.datetime) -> None:
    errors: dict[str, str] = {}
    _check_meetings(session, plan, at, errors)
    _check_seats(session, plan, errors)
    if plan.mode in (SessionMode.ROOM, SessionMode.BOTH) and not plan.place.strip():
        errors["place"] = _("Dites où l’on se retrouve\xa0: l’adresse, l’étage, la salle.")
    if plan.meetings:
        first = min(plan.meetings)[0]
        if plan.closes_at is not None and plan.closes_at > first:
            errors["closes_at"] = _("Les inscriptions ferment au plus tard au début de la première rencontre.")
        if plan.minimum and plan.decide_on is None:
            errors["decide_on"] = _("Dites le jour où l’on décide si la séance a lieu.")
        if plan.decide_on is not None and plan.decide_on >= timezone.localdate(first):
            errors["decide_on"] = _("La décision se prend avant le jour de la première rencontre.")
    if errors:
        raise ValidationError(errors)


def _check_meetings(session: Session, plan: SessionPlan, at: dt.datetime, errors: dict[str, str]) -> None:
    meetings = sorted(plan.meetings)
    if not meetings:
        errors["meetings"] = _("Donnez au moins une rencontre\xa0: un jour, un début, une fin.")
        return
    begun = [times for times in _times(session) if times[0] <= at] if session.pk else []
    if any(start >= end for start, end in meetings):
        errors["meetings"] = _("Une rencontre finit avant de commencer. Corrigez ses heures.")
    elif any(one[1] > other[0] for one, other in pairwise(meetings)):
        errors["meetings"] = _("Deux rencontres se chevauchent. Corrigez leurs heures.")
    elif [times for times in begun if times not in meetings]:
        errors["meetings"] = _("Une rencontre a déjà commencé\xa0: elle ne se déplace plus.")
    elif any(start <= at for start, _end in meetings if (start, _end) not in begun):
        errors["meetings"] = _("Une rencontre est déjà passée. Choisissez un jour à venir.")
    elif len(meetings) > MOST_MEETINGS:
        errors["meetings"] = _("C’est plus de trente rencontres. Partagez-les en deux séances.")
    else:
        hours = [Interval(start, end) for start, end in meetings]
        for trainer, other in given_at_the_same_time(plan.trainers, hours, but=session.pk):
            errors["trainers"] = _("%(name)s donne déjà «\xa0%(course)s\xa0» le %(day)s, à ces heures.") % {
                "name": trainer.name, "course": other.session.course.title, "day": day(timezone.localdate(other.starts_at)),
            }  # fmt: skip


def _check_seats(session: Session, plan: SessionPlan, errors: dict[str, str]) -> None:
    if not 1 <= plan.seats <= MOST_SEATS:
        errors["seats"] = _("Indiquez de 1 à 2\xa0000 places.")
    elif plan.seats < session.taken:
        words = ngettext(
            "%(count)d place est prise. Gardez-en au moins %(count)d, ou retirez d’abord %(more)d personne de la liste.",
            "%(count)d places sont prises. Gardez-en au moins %(count)d, ou retirez d’abord de la liste autant de personnes "
            "que de places à enlever (%(more)d).",
            session.taken,
        )
        errors["seats"] = words % {"count": session.taken, "more": session.taken - plan.seats}
    elif plan.minimum > plan.seats:
        errors["minimum"] = _("Le minimum ne dépasse pas le nombre de places.")


def _write(session: Session, plan: SessionPlan, at: dt.datetime) -> None:
    for name in PLAIN:
        value: Any = getattr(plan, name)
        setattr(session, name, value.strip() if isinstance(value, str) else value)
    meetings = sorted(plan.meetings)
    session.starts_at, session.ends_at = meetings[0][0], max(end for _start, end in meetings)
    session.changed_at = at
    session.save()
    known = {(one.starts_at, one.ends_at): one.pk for one in session.meetings.all()}
    session.meetings.exclude(pk__in=[known[times] for times in meetings if times in known]).delete()
    new = [Meeting(session=session, starts_at=start, ends_at=end) for start, end in meetings if (start, end) not in known]
    Meeting.objects.bulk_create(new)
    session.trainers.set(plan.trainers)


@transaction.atomic
def make_sure(*, by: Person | None, session: Session, at: dt.datetime) -> Session:
    """It takes place, whatever the number; people who come are told. `by` None: on the day of decision."""
    one = seats.lock_session(session)
    if by is not None and not can_change(by, one):
        raise PermissionDenied
    if one.state == SessionState.PLANNED:
        one.state, one.changed_at = SessionState.SURE, at
        one.save(update_fields=["state", "changed_at"])
        publish(SessionSure(session_id=one.pk, course_id=one.course_id, at=at))
    return one


@transaction.atomic
def cancel_session(*, by: Person | None, session: Session, reason: str, at: dt.datetime) -> int:
    """Everybody on its lists is told, and their wish for the course is kept; returns how many. `by` None: the day of
    decision. Raises PermissionDenied, ValidationError (no reason, over)."""
    one = seats.lock_session(session)
    if by is not None and not can_change(by, one):
        raise PermissionDenied
    if one.state == SessionState.CANCELLED:
        return 0
    if not one.is_open or one.ends_at <= at:
        raise ValidationError(_("Cette séance est terminée\xa0: elle ne s’annule plus."))
    if not reason.strip():
        raise ValidationError({"reason": _("Dites en une phrase pourquoi\xa0: on y comptait.")})
    rows = list(Enrolment.objects.filter(session=one, state__in=LIVE).order_by("queued_at", "pk"))
    _keep_wishes(one, rows, at)
    one.state, one.cancelled_at, one.cancelled_reason = SessionState.CANCELLED, at, reason.strip()[:300]
    one.sequence += 1
    one.changed_at = at
    one.save(update_fields=["state", "cancelled_at", "cancelled_reason", "sequence", "changed_at"])
    seats.settle(one, rows, EnrolmentState.CANCELLED, by=by, at=at, reason=one.cancelled_reason)
    seats.count(one)
    people = tuple(row.person_id for row in rows)
    publish(SessionCancelled(session_id=one.pk, course_id=one.course_id, person_ids=people, at=at))
    return len(rows)


def _keep_wishes(session: Session, rows: list[Enrolment], at: dt.datetime) -> None:
    """Who was on the list still wants the course: the demand is counted where others wish for it."""
    people = [row.person_id for row in rows]
    wishes = [CourseWish(person_id=pk, course_id=session.course_id, at=at) for pk in people]
    CourseWish.objects.bulk_create(wishes, ignore_conflicts=True)


@transaction.atomic
def send_message(*, by: Person, session: Session, body: str, at: dt.datetime, waiting: bool = False) -> SessionMessage:
    """Words to those who have a seat (`waiting`: also to those who wait). Raises PermissionDenied, ValidationError."""
    if not can_run(by, session):
        raise PermissionDenied
    if not body.strip():
        raise ValidationError({"body": _("Écrivez le message.")})
    message = SessionMessage.objects.create(session=session, by=by, body=body.strip()[:2000], to_waiting=waiting, at=at)
    publish(SessionMessageSent(message_id=message.pk, session_id=session.pk, by_id=by.pk, at=at))
    return message
