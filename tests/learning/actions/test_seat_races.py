"""Seats taken by many at once, over real connections to PostgreSQL: never one too many, never one lost, nobody overtaken."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from learning.actions import enrolments, seats, sessions
from learning.enums import EnrolmentState
from learning.models import Enrolment, EnrolmentLog, Session
from learning.models.sessions import LIVE
from tests.cast import NOW
from tests.factories.courses import CourseFactory, EnrolmentFactory, SessionFactory
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.job_profiles.actions.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CONFIRMED, WAITING, OFFERED = EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.OFFERED
WORKERS, REQUESTS, SEATS = 40, 200, 20


def open_session(seats_left: int, **values) -> Session:
    return SessionFactory(seats=seats_left, place="Salle 1", **values)


def ask(person, session):
    return enrolments.request_seat(by=person, session=session, at=timezone.now())


def begins_later(session: Session) -> Session:
    """The clock of these tests runs: the session lies a month ahead of it."""
    session.starts_at, session.ends_at = (timezone.now() + dt.timedelta(days=30, hours=more) for more in (0, 6))
    session.save()
    session.meetings.update(starts_at=session.starts_at, ends_at=session.ends_at)
    return session


def test_two_hundred_requests_of_forty_workers_for_the_last_twenty_seats():
    session = begins_later(open_session(SEATS))
    organisation = OrganisationFactory()
    people = PersonFactory.create_batch(REQUESTS, organisation=organisation)
    gate = threading.Barrier(WORKERS)

    def work(share):
        gate.wait(30)
        try:
            return [ask(person, session).state for person in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        states = [one for part in pool.map(work, [people[at::WORKERS] for at in range(WORKERS)]) for one in part]

    assert (states.count(CONFIRMED), states.count(WAITING), len(states)) == (SEATS, REQUESTS - SEATS, REQUESTS)
    session.refresh_from_db()
    assert (session.taken, session.waiting) == (SEATS, REQUESTS - SEATS)
    rows = list(Enrolment.objects.filter(session=session).order_by("pk"))
    assert [row.state for row in rows] == [CONFIRMED] * SEATS + [WAITING] * (REQUESTS - SEATS)
    assert EnrolmentLog.objects.filter(enrolment__session=session).count() == REQUESTS
    line = [row.pk for row in sorted(rows[SEATS:], key=lambda row: (row.queued_at, row.pk))]
    offered = _give_back(session, rows[:3])
    assert offered == line[:3]


def _give_back(session, rows) -> list[int]:
    """Three people give their seat back; whom the seats are offered to, in order."""
    for row in rows:
        enrolments.withdraw(by=row.person, enrolment=row, at=timezone.now())
    found = Enrolment.objects.filter(session=session, state=OFFERED).order_by("queued_at", "pk")
    return list(found.values_list("pk", flat=True))


def test_one_person_who_presses_twice_is_enrolled_once(cast):
    session = begins_later(open_session(5))
    results = at_once(*(lambda: ask(cast.bruno, session) for _time in range(8)))
    assert [type(one).__name__ for one in results] == ["Enrolment"] * 8
    session.refresh_from_db()
    assert (Enrolment.objects.count(), session.taken) == (1, 1)


def test_one_person_in_two_sessions_of_the_same_hours_gets_one(cast):
    one, other = begins_later(open_session(5)), begins_later(open_session(5))
    results = at_once(lambda: ask(cast.bruno, one), lambda: ask(cast.bruno, other))
    assert sorted(type(result).__name__ for result in results) == ["Enrolment", "EnrolmentRefused"]
    assert Enrolment.objects.count() == 1


def test_seats_given_back_while_others_ask_are_lost_to_nobody():
    session = begins_later(open_session(10))
    organisation = OrganisationFactory()
    held = [ask(person, session) for person in PersonFactory.create_batch(10, organisation=organisation)]
    first = [ask(person, session) for person in PersonFactory.create_batch(5, organisation=organisation)]
    late = PersonFactory.create_batch(5, organisation=organisation)
    at_once(
        *(lambda row=row: enrolments.withdraw(by=row.person, enrolment=row, at=timezone.now()) for row in held[:5]),
        *(lambda person=person: ask(person, session) for person in late),
    )
    session.refresh_from_db()
    assert (session.taken, session.waiting) == (10, 5)
    assert [Enrolment.objects.get(pk=row.pk).state for row in first] == [OFFERED] * 5
    assert set(Enrolment.objects.filter(person__in=late).values_list("state", flat=True)) == {WAITING}


def test_seats_lowered_while_people_enrol_never_fall_below_those_taken(cast):
    course = CourseFactory()
    course.trainers.add(cast.karim)
    session = begins_later(open_session(10, course=course))
    people = PersonFactory.create_batch(10, organisation=OrganisationFactory())
    times = [(one.starts_at, one.ends_at) for one in session.meetings.all()]
    plan = sessions.SessionPlan(meetings=times, seats=4, place="Salle 1")
    results = at_once(
        *(lambda person=person: ask(person, session) for person in people[:5]),
        lambda: sessions.change_session(by=cast.karim, session=session, plan=plan, at=timezone.now()),
        *(lambda person=person: ask(person, session) for person in people[5:]),
    )
    session.refresh_from_db()
    refused = isinstance(results[5], ValidationError)
    assert (session.seats, session.taken) == ((10, 10) if refused else (4, 4))
    assert [type(one).__name__ for place, one in enumerate(results) if place != 5] == ["Enrolment"] * 10


def test_an_offer_accepted_as_it_lapses_is_one_seat(cast):
    session = begins_later(open_session(1))
    row = EnrolmentFactory(session=session, person=cast.bruno, state=OFFERED, offer_until=NOW)
    after = EnrolmentFactory(session=session, person=cast.amina, state=WAITING)
    seats.refresh_seats(session=session, at=NOW)
    results = at_once(
        *(lambda: enrolments.accept_offer(by=cast.bruno, enrolment=row, at=timezone.now()) for _time in range(4))
    )
    assert {type(one).__name__ for one in results} == {"EnrolmentRefused"}
    session.refresh_from_db()
    row.refresh_from_db()
    after.refresh_from_db()
    assert (row.state, after.state, session.taken, session.waiting) == ("lapsed", OFFERED, 1, 0)
    assert Enrolment.objects.filter(state__in=LIVE).count() == 1
