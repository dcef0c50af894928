"""A seat as its person handles it: asked for, waited for, accepted, given back."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.formatting import clock, day
from learning.actions import seats
from learning.enums import AskedOf, CourseState, EnrolmentState, SessionState
from learning.models import Enrolment, EnrolmentLog, Session
from learning.models.sessions import LIVE
from learning.permissions.sessions import can_run
from learning.queries.approvers import Asked, asked_for
from learning.queries.clashes import HOLDS, Clash, clash_of
from learning.rules.seats import is_late
from people.models import Person

CONFIRMED, WAITING, OFFERED = EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.OFFERED
REQUESTED, CANCELLED = EnrolmentState.REQUESTED, EnrolmentState.CANCELLED


class EnrolmentRefused(ValidationError):
    """Nothing was written; the message says why and what to do. `field`: what to mend; `clash`: what is at that time."""

    def __init__(self, message: str, *, field: str = "", clash: Clash | None = None) -> None:
        super().__init__(message)
        self.field, self.clash = field, clash


@transaction.atomic
def request_seat(*, by: Person, session: Session, at: dt.datetime, why: str = "", needs: str = "") -> Enrolment:
    """Take a seat, wait for one, or ask where the course wants an approval. Asked twice, one enrolment: words are renewed.

    Raises EnrolmentRefused (closed, begun, cancelled, at the same time as another one, no reason given), PermissionDenied.
    """
    if not by.is_active:
        raise PermissionDenied
    seats.lock_person(by)
    session = seats.lock_session(session)
    _may_ask(by, session, at)
    of_course = list(Enrolment.objects.filter(person=by, state__in=LIVE, session__course=session.course_id))
    row = next((one for one in of_course if one.session_id == session.pk), None)
    if row is not None:
        return _asked_again(session, row, by=by, why=why, needs=needs, at=at)
    _check_hours(by, session, of_course, at)
    place = by.organisation
    asked = asked_for(session.course, by, place, timezone.localdate(at))
    if asked is not None and not why.strip():
        raise EnrolmentRefused(_("Dites en une phrase pourquoi vous demandez cette formation."), field="why")
    row = Enrolment(
        session=session, person=by, organisation=place, why=why.strip()[:500], needs=needs.strip()[:300], requested_at=at,
        queued_at=at,
    )  # fmt: skip
    if asked is not None:
        row.state, row.asked_of, row.approver = REQUESTED, asked.of, asked.manager
    else:
        row.state = seat_for(session, row, at=at)
    row.save()
    reason = said_instead(asked) if asked is not None else ""
    EnrolmentLog.objects.create(enrolment=row, by=by, before="", after=row.state, reason=reason, at=at)
    seats.count(session)
    seats.announce(session, row, "", at=at)
    return row


def seat_for(session: Session, row: Enrolment, *, at: dt.datetime) -> EnrolmentState:
    """A seat if one is free that nobody before has a claim to, else the waiting list (the session locked and counted)."""
    return CONFIRMED if row in seats.next_in_line(session, at=at, newcomer=row) else WAITING


def said_instead(asked: Asked) -> str:
    """Why the request goes to somebody else than the course says; for the log."""
    if not asked.instead:
        return ""
    if asked.of == AskedOf.LEAD:
        return _("Aucune ou aucun gestionnaire au répertoire\xa0: la direction d’équipe sectorielle décide.")
    return _("Ni gestionnaire ni direction d’équipe sectorielle au répertoire\xa0: l’équipe stratégique décide.")


def _may_ask(by: Person, session: Session, at: dt.datetime) -> None:
    if session.state == SessionState.CANCELLED:
        raise EnrolmentRefused(_("Cette séance est annulée. Voyez les autres séances de la formation."))
    if session.starts_at <= at or not session.is_open:
        raise EnrolmentRefused(_("La séance a commencé\xa0: les inscriptions sont fermées. Voyez les autres séances."))
    if session.closes_at is not None and session.closes_at <= at:
        raise EnrolmentRefused(
            _("Les inscriptions sont fermées. Écrivez aux responsables de la séance s’il reste des places.")
        )
    if session.course.state != CourseState.PUBLISHED:
        raise EnrolmentRefused(_("Cette formation n’est plus au catalogue\xa0: on ne s’y inscrit plus."))
    if can_run(by, session):
        raise EnrolmentRefused(_("Vous donnez cette séance\xa0: vous n’avez pas à vous y inscrire."))


def _check_hours(by: Person, session: Session, of_course: list[Enrolment], at: dt.datetime) -> None:
    """One place at a time, and one seat to come per course."""
    found = clash_of(by.pk, session)
    if found is not None:
        raise EnrolmentRefused(clash_words(found), clash=found)
    other = next((one for one in of_course if one.state in HOLDS and one.session.starts_at > at), None)
    if other is not None:
        words = _(
            "Vous avez déjà une place à la séance du %(day)s de cette formation. Cédez-la d’abord si celle-ci vous convient "
            "mieux."
        )
        raise EnrolmentRefused(words % {"day": day(timezone.localdate(other.session.starts_at))})


def clash_words(found: Clash) -> str:
    """« Vous êtes sur la liste de « X » le 3 décembre, de 9 h à 12 h… », with what to do."""
    words = _(
        "Au même moment, vous êtes sur la liste de «\xa0%(course)s\xa0» (%(state)s), le %(day)s, de %(start)s à %(end)s. "
        "Annulez d’abord cette inscription, ou choisissez une autre séance."
    )
    return words % {
        "course": found.enrolment.session.course.title,
        "state": found.enrolment.get_state_display().lower(),
        "day": day(timezone.localdate(found.starts_at)),
        "start": clock(timezone.localtime(found.starts_at)),
        "end": clock(timezone.localtime(found.ends_at)),
    }


def _asked_again(session: Session, row: Enrolment, *, by: Person, why: str, needs: str, at: dt.datetime) -> Enrolment:
    """The same enrolment with what was typed last. Shortly before the start, when offers are made no more, who waits takes
    a free seat by asking again."""
    row.why, row.needs = why.strip()[:500] or row.why, needs.strip()[:300]
    row.save(update_fields=["why", "needs"])
    free = session.taken < session.seats
    if row.state == WAITING and free and seats.offer_ends(session, at) is None:
        seats.settle(session, [row], CONFIRMED, by=by, at=at)
        seats.count(session)
    return row


def accept_offer(*, by: Person, enrolment: Enrolment, at: dt.datetime) -> Enrolment:
    """The offered seat becomes the person's. After its time it goes to the next one: EnrolmentRefused says so."""
    with transaction.atomic():
        session, row = _own(by, enrolment)
        if row.state == CONFIRMED:
            return row
        late = row.state == OFFERED and row.offer_until is not None and row.offer_until <= at
        if late:
            lapse(session, [row], at=at)
        elif row.state == OFFERED and not session.is_open:
            raise EnrolmentRefused(_("Cette séance n’a plus lieu. Votre souhait est gardé."))
        elif row.state == OFFERED:
            _still_free(by, session)
            seats.settle(session, [row], CONFIRMED, by=by, at=at)
            return row
    if late or row.state == EnrolmentState.LAPSED:
        ended = row.offer_until or row.closed_at or at
        words = _(
            "L’offre tenait jusqu’au %(day)s à %(time)s\xa0: la place est allée à la personne suivante. Vous pouvez vous "
            "remettre en liste."
        )
        here = timezone.localtime(ended)
        raise EnrolmentRefused(words % {"day": day(timezone.localdate(ended)), "time": clock(here)})
    raise EnrolmentRefused(_("Aucune place ne vous est offerte en ce moment. Voyez l’état de votre inscription."))


def _still_free(by: Person, session: Session) -> None:
    found = clash_of(by.pk, session, states=(CONFIRMED,))
    if found is not None:
        raise EnrolmentRefused(clash_words(found), clash=found)


def lapse(session: Session, rows: list[Enrolment], *, at: dt.datetime, reason: str = "") -> None:
    """Nobody answered in time: the seats go to who waits next (the session locked)."""
    seats.settle(session, rows, EnrolmentState.LAPSED, by=None, at=at, reason=reason)
    seats.count(session)
    seats.promote(session, at=at)


@transaction.atomic
def decline_offer(*, by: Person, enrolment: Enrolment, at: dt.datetime, keep_waiting: bool = False) -> Enrolment:
    """No to the seat; the next one gets it. `keep_waiting`: at the end of the list rather than off it."""
    session, row = _own(by, enrolment)
    if row.state != OFFERED:
        raise EnrolmentRefused(_("Aucune place ne vous est offerte en ce moment. Voyez l’état de votre inscription."))
    if keep_waiting:
        row.queued_at = at
    after = WAITING if keep_waiting else CANCELLED
    seats.settle(session, [row], after, by=by, at=at, reason=_("Offre déclinée"), keep=["queued_at"])
    seats.count(session)
    seats.promote(session, at=at)
    return row


@transaction.atomic
def withdraw(*, by: Person, enrolment: Enrolment, at: dt.datetime, reason: str = "") -> bool:
    """Give the seat back, wait no more, or take the request back, up to the start; True when there was something.

    Raises EnrolmentRefused once it has begun, or for a confirmed seat given back late without saying why.
    """
    session, row = _own(by, enrolment)
    if row.state not in LIVE:
        return False
    if session.starts_at <= at:
        raise EnrolmentRefused(_("La séance a commencé\xa0: il n’y a plus de place à céder."))
    if row.state == CONFIRMED and is_late(at, starts_at=session.starts_at) and not reason.strip():
        raise EnrolmentRefused(
            _("À moins de deux jours de la séance, dites en une phrase ce qui vous empêche de venir."), field="reason"
        )
    seats.settle(session, [row], CANCELLED, by=by, at=at, reason=reason.strip())
    seats.count(session)
    seats.promote(session, at=at)
    return True


@transaction.atomic
def change_needs(*, by: Person, enrolment: Enrolment, needs: str) -> None:
    """What the trainers should know to receive the person well."""
    _session, row = _own(by, enrolment)
    if row.state not in LIVE:
        raise EnrolmentRefused(_("Cette inscription est close."))
    row.needs = needs.strip()[:300]
    row.save(update_fields=["needs"])


@transaction.atomic
def remove_from_session(*, by: Person, enrolment: Enrolment, reason: str, at: dt.datetime) -> bool:
    """A trainer takes somebody off the list, and says why. Raises PermissionDenied, EnrolmentRefused."""
    session = seats.lock_session(enrolment.session_id)
    if not can_run(by, session):
        raise PermissionDenied
    row = Enrolment.objects.get(pk=enrolment.pk)
    if row.state not in LIVE:
        return False
    if session.starts_at <= at:
        raise EnrolmentRefused(_("La séance a commencé\xa0: notez plutôt l’absence."))
    if not reason.strip():
        raise EnrolmentRefused(_("Dites pourquoi\xa0: la personne le lira."), field="reason")
    row.reason = reason.strip()[:300]
    seats.settle(session, [row], CANCELLED, by=by, at=at, reason=reason.strip(), keep=["reason"])
    seats.count(session)
    seats.promote(session, at=at)
    return True


@transaction.atomic
def release(*, person: Person, at: dt.datetime) -> int:
    """Who left the network gives back what they hold of sessions to come; returns how many."""
    rows = Enrolment.objects.filter(person=person, state__in=LIVE, session__starts_at__gt=at).order_by("session", "pk")
    done = 0
    for row in rows:
        session = seats.lock_session(row.session_id)
        row.refresh_from_db()
        if row.state in LIVE:
            seats.settle(session, [row], CANCELLED, by=None, at=at, reason=_("A quitté le réseau"))
            seats.count(session)
            seats.promote(session, at=at)
            done += 1
    return done


@transaction.atomic
def forget_person(*, person: Person, at: dt.datetime) -> int:
    """Erase every enrolment of a person with its log: counts follow, and seats to come go to who waits."""
    deleted = 0
    for pk in sorted(set(Enrolment.objects.filter(person=person).values_list("session", flat=True))):
        session = seats.lock_session(pk)
        deleted += Enrolment.objects.filter(session=session, person=person).delete()[1].get("learning.Enrolment", 0)
        seats.count(session)
        seats.promote(session, at=at)
    return deleted


def _own(by: Person, enrolment: Enrolment) -> tuple[Session, Enrolment]:
    """One's own enrolment under the locks; PermissionDenied for another's."""
    if enrolment.person_id != by.pk:
        raise PermissionDenied
    seats.lock_person(by)
    session = seats.lock_session(enrolment.session_id)
    return session, Enrolment.objects.select_related("person").get(pk=enrolment.pk)
