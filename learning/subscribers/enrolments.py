"""Who hears of seats and sessions; what follows when somebody leaves. In a worker; each handler may run twice.

Each notice has the fact in its `event_key`. Sentences are written from `data` when they are read: in the reader's language.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify, withdraw
from core.events import subscribe
from learning.actions import enrolments
from learning.actions.course_ratings import count_taken
from learning.actions.enrolment_decisions import reroute
from learning.enums import EnrolmentState, SessionState
from learning.events import (
    EnrolmentChanged,
    RequestRerouted,
    SessionCancelled,
    SessionChanged,
    SessionDue,
    SessionMessageSent,
    SessionSure,
)
from learning.models import Course, Enrolment, Session, SessionMessage
from learning.models.sessions import LIVE
from learning.queries.approvers import deciders
from learning.queries.clashes import taken_elsewhere
from learning.rules.seats import is_late
from people.events import ManagerSet, ManagersSet, PersonLeft, RoleEnded
from people.models import Person

CONFIRMED, WAITING, OFFERED = EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.OFFERED
REQUESTED, REFUSED, LAPSED = EnrolmentState.REQUESTED, EnrolmentState.REFUSED, EnrolmentState.LAPSED
CANCELLED, ATTENDED, ABSENT = EnrolmentState.CANCELLED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT


def _session(pk: int) -> Session | None:
    return Session.objects.select_related("course").filter(pk=pk).first()


def _row(pk: int) -> Enrolment | None:
    return Enrolment.objects.select_related("session__course", "person", "organisation").filter(pk=pk).first()


def _tell(
    kind: str,
    session: Session,
    *,
    key: str,
    to: Iterable[tuple[int, str]],
    at: dt.datetime,
    actor: int | None = None,
    url: str = "",
    **data: Any,
) -> None:
    course = session.course
    words = {"title": course.title_fr, "title_en": course.title_en, "starts_at": session.starts_at.isoformat()}
    notify(
        kind=f"learning.seat_{kind}", event_key=f"session:{session.pk}:{key}", recipients=list(to), actor=actor,
        target=session, audience_id=None, url=url or session.get_absolute_url(), data={**words, **data}, at=at,
    )  # fmt: skip


def _stamp(at: dt.datetime) -> str:
    return str(int(at.timestamp() * 1000))


@subscribe(EnrolmentChanged)
def count_who_took_it(event: EnrolmentChanged) -> None:
    """An attendance that was corrected counts no more; what counts anew is said by CourseTaken."""
    course = Course.objects.filter(pk=event.course_id).first()
    if event.before == ATTENDED and course is not None:
        count_taken(course=course)


@subscribe(EnrolmentChanged)
def tell_of_enrolment(event: EnrolmentChanged) -> None:
    """Whom a request is asked of, and the person: not of what they did themselves, but for the confirmation of a seat."""
    row = _row(event.enrolment_id)
    if row is None:
        return
    key = f"enrolment:{row.pk}:{event.after}:{_stamp(event.at)}"
    if event.before == REQUESTED:
        withdraw(event_key=_asked_key(row))
    if event.before == OFFERED:
        withdraw(event_key=f"session:{row.session_id}:enrolment:{row.pk}:offered")
    if event.after == REQUESTED and row.state == REQUESTED:
        _ask(row, event.at)
    elif event.after == OFFERED and row.state == OFFERED and row.offer_until is not None:
        url = reverse("learning:enrolment-answer", args=[row.pk])
        _tell("offered", row.session, key=f"enrolment:{row.pk}:offered", to=_own(row), at=event.at, url=url,
              until=row.offer_until.isoformat())  # fmt: skip
    elif kind := _kind(event, row):
        _tell(kind, row.session, key=key, to=_own(row), at=event.at, state=event.after, reason=_reason(event, row))
    if event.before == CONFIRMED and event.after == CANCELLED:
        _tell_trainers(row, event)


def _own(row: Enrolment) -> list[tuple[int, str]]:
    return [(row.person_id, "own")]


def _kind(event: EnrolmentChanged, row: Enrolment) -> str:
    """Which notice the person gets of what became of their enrolment."""
    if event.after in (CONFIRMED, WAITING):
        return "decided" if event.before == REQUESTED else "registered"
    if event.after == REFUSED:
        return "decided"
    if event.after == LAPSED:
        return "lapsed"
    if event.after in (ATTENDED, ABSENT):
        return "attendance"
    removed = event.after == CANCELLED and row.session.state != SessionState.CANCELLED
    return "removed" if removed and _by(event, row) not in (None, event.person_id) else ""


def _by(event: EnrolmentChanged, row: Enrolment) -> int | None:
    """Who did it; None: time."""
    said = row.log.filter(after=event.after, at=event.at).order_by("-pk").first()
    return said.by_id if said is not None else None


def _reason(event: EnrolmentChanged, row: Enrolment) -> str:
    said = row.log.filter(after=event.after, at=event.at).order_by("-pk").first()
    return said.reason if said is not None else ""


def _tell_trainers(row: Enrolment, event: EnrolmentChanged) -> None:
    """A seat given back late: those who prepare the room know of it. The reason stands on their list."""
    if row.session.state == SessionState.CANCELLED or not is_late(event.at, starts_at=row.session.starts_at):
        return
    to = [(pk, "trainer") for pk in row.session.trainers.values_list("pk", flat=True)]
    url = reverse("learning:session-desk", args=[row.session_id])
    key = f"enrolment:{row.pk}:late:{_stamp(event.at)}"
    _tell("given_back", row.session, key=key, to=to, at=event.at, actor=row.person_id, url=url)


def _asked_key(row: Enrolment) -> str:
    return f"session:{row.session_id}:enrolment:{row.pk}:asked"


def _ask(row: Enrolment, at: dt.datetime) -> None:
    to = [(pk, row.asked_of) for pk in deciders(row, timezone.localdate(at)).values_list("pk", flat=True)]
    url = reverse("learning:approval-detail", args=[row.pk])
    _tell("requested", row.session, key=f"enrolment:{row.pk}:asked", to=to, at=at, actor=row.person_id, url=url)


@subscribe(RequestRerouted)
def ask_somebody_else(event: RequestRerouted) -> None:
    row = _row(event.enrolment_id)
    if row is not None and row.state == REQUESTED:
        withdraw(event_key=_asked_key(row))
        _ask(row, event.at)


def _on_lists(session: Session, *states: str) -> list[int]:
    return list(Enrolment.objects.filter(session=session, state__in=states).values_list("person", flat=True))


@subscribe(SessionChanged)
def tell_of_change(event: SessionChanged) -> None:
    """Who is on a list hears of it; who now has two sessions at the same hours is told that too."""
    session = _session(event.session_id)
    if session is None:
        return
    people = _on_lists(session, *LIVE)
    clashing = taken_elsewhere(session, people) if "time" in event.what else set()
    key = f"changed:{_stamp(event.at)}"
    for both, to in ((False, set(people) - clashing), (True, clashing)):
        told = [(pk, "registered") for pk in sorted(to)]
        _tell("changed", session, key=key, to=told, at=event.at, changes=list(event.what), clashes=both)


@subscribe(SessionCancelled)
def tell_of_cancellation(event: SessionCancelled) -> None:
    session = _session(event.session_id)
    if session is not None:
        to = [(pk, "registered") for pk in event.person_ids]
        to += [(pk, "trainer") for pk in session.trainers.values_list("pk", flat=True)]
        _tell("cancelled", session, key="cancelled", to=to, at=event.at, reason=session.cancelled_reason)


@subscribe(SessionSure)
def tell_it_takes_place(event: SessionSure) -> None:
    session = _session(event.session_id)
    if session is not None:
        to = [(pk, "registered") for pk in _on_lists(session, CONFIRMED, OFFERED)]
        to += [(pk, "trainer") for pk in session.trainers.values_list("pk", flat=True)]
        _tell("sure", session, key="sure", to=to, at=event.at)


@subscribe(SessionDue)
def remind(event: SessionDue) -> None:
    session = _session(event.session_id)
    if session is not None and session.is_open:
        to = [(pk, "registered") for pk in _on_lists(session, CONFIRMED)]
        to += [(pk, "trainer") for pk in session.trainers.values_list("pk", flat=True)]
        _tell("reminder", session, key=f"due:{_stamp(session.starts_at)}", to=to, at=event.at)


@subscribe(SessionMessageSent)
def pass_on(event: SessionMessageSent) -> None:
    message = SessionMessage.objects.select_related("session__course").filter(pk=event.message_id).first()
    if message is not None:
        states = (CONFIRMED, ATTENDED, WAITING, OFFERED) if message.to_waiting else (CONFIRMED, ATTENDED)
        to = [(pk, "registered") for pk in _on_lists(message.session, *states)]
        key = f"message:{message.pk}"
        _tell("message", message.session, key=key, to=to, at=event.at, actor=event.by_id, message=message.pk)


@subscribe(PersonLeft)
def give_seats_back(event: PersonLeft) -> None:
    """Seats to come go to who waits; requests that waited for this person's answer are asked of somebody else."""
    person = Person.objects.filter(pk=event.person_id).first()
    if person is not None and not person.is_active:
        enrolments.release(person=person, at=event.at)
        _find_deciders(event.at)


@subscribe(ManagerSet)
@subscribe(ManagersSet)
@subscribe(RoleEnded)
def ask_of_who_is_there(event: ManagerSet | ManagersSet | RoleEnded) -> None:
    _find_deciders(event.at)


def _find_deciders(at: dt.datetime) -> None:
    for row in Enrolment.objects.filter(state=REQUESTED).order_by("pk"):
        reroute(enrolment=row, at=at)
