"""Seats as people handle them: taken, asked for, waited for, offered, lapsed, given back; sessions moved and cancelled."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from activity.models import Notification
from competencies.models import Evidence
from learning.actions import attendance, enrolment_decisions, enrolment_retention, enrolments, quotas, session_dates
from learning.actions import sessions as session_actions
from learning.actions.attendance import Noted
from learning.actions.enrolments import EnrolmentRefused
from learning.enums import ApprovalBy, EnrolmentState, SessionState
from learning.models import CourseWish, Enrolment, EnrolmentLog, Meeting, Quota, Session
from learning.queries.desk import code_of
from people.actions.departures import end_access
from people.enums import RoleKind
from people.models import Organisation, ReportsTo, RoleHeld
from tests.cast import NOW, SINCE, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory, CourseRaiseFactory, EnrolmentFactory, SessionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING, OFFERED = EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.OFFERED


@pytest.fixture
def course(cast):
    made = CourseFactory(title_fr="Écrire pour le Web")
    made.trainers.add(cast.karim)
    return made


@pytest.fixture
def session(cast, course):
    made = SessionFactory(course=course, seats=2, place="Salle 1")
    made.trainers.add(cast.karim)
    return made


def ask(person, session, at=NOW, **words):
    return enrolments.request_seat(by=person, session=session, at=at, **words)


def states(session) -> list[str]:
    return list(Enrolment.objects.filter(session=session).order_by("pk").values_list("state", flat=True))


def counts(session) -> tuple[int, int]:
    session.refresh_from_db()
    return session.taken, session.waiting


def plan(session, **values):
    times = [(one.starts_at, one.ends_at) for one in session.meetings.all()]
    base = {"meetings": times, "seats": session.seats, "place": session.place, "trainers": list(session.trainers.all())}
    return session_actions.SessionPlan(**{**base, **values})


def test_seats_then_the_waiting_list_and_everything_is_logged(cast, session):
    rows = [ask(person, session) for person in (cast.amina, cast.bruno, cast.esther)]
    assert [row.state for row in rows] == [CONFIRMED, CONFIRMED, WAITING]
    assert counts(session) == (2, 1)
    log = EnrolmentLog.objects.values_list("enrolment", "by", "before", "after")
    assert list(log) == [(row.pk, row.person_id, "", row.state) for row in rows]


def test_needs_are_renewed_by_asking_again(cast, session):
    ask(cast.bruno, session, needs="Près de l’écran")
    assert ask(cast.bruno, session, needs="Sous-titrage").needs == "Sous-titrage"
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("change", ["begun", "closed", "cancelled", "retired", "trainer"])
def test_what_one_cannot_enrol_in_says_why(cast, session, change):
    person, at = cast.bruno, NOW
    if change == "begun":
        at = session.starts_at
    elif change == "closed":
        Session.objects.update(closes_at=NOW)
    elif change == "cancelled":
        Session.objects.update(state=SessionState.CANCELLED)
    elif change == "retired":
        session.course.state = "retired"
        session.course.save()
    else:
        person = cast.karim
    with pytest.raises(EnrolmentRefused):
        ask(person, session, at=at)
    assert Enrolment.objects.count() == 0


def test_two_sessions_at_the_same_hours_are_refused_by_the_name_of_the_other(cast, session):
    ask(cast.bruno, session)
    other = SessionFactory(starts_at=session.starts_at + dt.timedelta(hours=5), place="Salle 2")
    with pytest.raises(EnrolmentRefused, match="Écrire pour le Web") as refusal:
        ask(cast.bruno, other)
    assert refusal.value.clash.enrolment.session_id == session.pk
    after = SessionFactory(starts_at=session.ends_at, place="Salle 2")
    assert ask(cast.bruno, after).state == CONFIRMED


def test_meetings_that_interleave_do_not_clash(cast, session):
    week = dt.timedelta(days=7)
    Meeting.objects.create(session=session, starts_at=session.starts_at + week, ends_at=session.ends_at + week)
    Session.objects.filter(pk=session.pk).update(ends_at=session.ends_at + week)
    ask(cast.bruno, session)
    between = SessionFactory(starts_at=session.starts_at + dt.timedelta(days=3), place="Salle 2")
    assert ask(cast.bruno, between).state == CONFIRMED


def test_one_seat_per_course(cast, course, session):
    ask(cast.bruno, session)
    later = SessionFactory(course=course, starts_at=session.starts_at + dt.timedelta(days=30), place="Salle 1")
    with pytest.raises(EnrolmentRefused):
        ask(cast.bruno, later)


def test_a_freed_seat_is_offered_to_the_first_and_goes_on_when_nobody_answers(cast, session):
    first, _second, third, fourth = (ask(one, session) for one in (cast.amina, cast.bruno, cast.esther, cast.hugo))
    enrolments.withdraw(by=cast.amina, enrolment=first, at=NOW)
    third.refresh_from_db()
    assert (third.state, third.offer_until) == (OFFERED, NOW + dt.timedelta(days=2))
    late = NOW + dt.timedelta(days=2)
    assert session_dates.look_after_seats(at=late)["lapsed"] == 1
    assert session_dates.look_after_seats(at=late) == {"lapsed": 0, "closed": 0, "offered": 0}
    assert states(session) == ["cancelled", "confirmed", "lapsed", "offered"]
    with pytest.raises(EnrolmentRefused, match="L’offre tenait jusqu’au"):
        enrolments.accept_offer(by=cast.esther, enrolment=third, at=late)
    fourth.refresh_from_db()
    assert enrolments.accept_offer(by=cast.hugo, enrolment=fourth, at=late).state == CONFIRMED
    assert counts(session) == (2, 0)


def test_an_answer_after_the_deadline_lets_the_seat_go_on_at_once(cast, session):
    first, _second, third, fourth = (ask(one, session) for one in (cast.amina, cast.bruno, cast.esther, cast.hugo))
    enrolments.withdraw(by=cast.amina, enrolment=first, at=NOW)
    with pytest.raises(EnrolmentRefused, match="personne suivante"):
        enrolments.accept_offer(by=cast.esther, enrolment=third, at=NOW + dt.timedelta(days=3))
    fourth.refresh_from_db()
    assert (states(session), fourth.state) == (["cancelled", "confirmed", "lapsed", "offered"], OFFERED)


def test_a_declined_offer_may_keep_waiting_last(cast, session):
    first, _second, third, _fourth = (ask(one, session) for one in (cast.amina, cast.bruno, cast.esther, cast.hugo))
    enrolments.withdraw(by=cast.amina, enrolment=first, at=NOW)
    third.refresh_from_db()
    enrolments.decline_offer(by=cast.esther, enrolment=third, at=NOW + dt.timedelta(hours=1), keep_waiting=True)
    assert states(session) == ["cancelled", "confirmed", "waiting", "offered"]


def test_shortly_before_the_start_who_waits_takes_a_free_seat_by_asking_again(cast, session):
    first, *_others = (ask(one, session) for one in (cast.amina, cast.bruno, cast.esther))
    soon = session.starts_at - dt.timedelta(hours=3)
    enrolments.withdraw(by=cast.amina, enrolment=first, at=soon, reason="Malade")
    assert states(session) == ["cancelled", "confirmed", "waiting"]
    assert ask(cast.esther, session, at=soon).state == CONFIRMED


def test_a_late_cancellation_asks_why(cast, session):
    row = ask(cast.bruno, session)
    late = session.starts_at - dt.timedelta(hours=47)
    with pytest.raises(EnrolmentRefused) as refusal:
        enrolments.withdraw(by=cast.bruno, enrolment=row, at=late)
    assert refusal.value.field == "reason"
    assert enrolments.withdraw(by=cast.bruno, enrolment=row, at=late, reason="Malade") is True
    assert row.log.last().reason == "Malade"
    with pytest.raises(PermissionDenied):
        enrolments.withdraw(by=cast.amina, enrolment=row, at=late)


def test_a_quota_keeps_who_is_over_it_waiting_until_the_day_of_decision(cast, course):
    session = SessionFactory(course=course, seats=5, place="Salle 1", decide_on=TODAY + dt.timedelta(days=5))
    place = cast.bruno.workplace
    Quota.objects.create(session=session, organisation=place, seats=1)
    mine = PersonFactory.create_batch(2, organisation=place)
    rows = [ask(one, session) for one in (cast.bruno, *mine)]
    other = ask(PersonFactory(organisation=cast.gisele.workplace), session)
    assert [row.state for row in rows] == [CONFIRMED, WAITING, WAITING]
    assert (other.state, counts(session)) == (CONFIRMED, (2, 2))
    day = timezone.make_aware(dt.datetime.combine(session.decide_on, dt.time(0, 5)))
    assert session_dates.look_after_seats(at=day)["offered"] == 2


def test_quotas_are_set_by_who_leads_the_ministry(cast, session):
    farids = Organisation.objects.get(acronym="MTMD")
    quotas.set_quota(by=cast.farid, session=session, organisation=farids, number=1, at=NOW)
    assert list(Quota.objects.values_list("organisation", "seats")) == [(farids.pk, 1)]
    with pytest.raises(PermissionDenied):
        quotas.set_quota(by=cast.farid, session=session, organisation=cast.karim.workplace, number=1, at=NOW)
    with pytest.raises(ValidationError):
        quotas.set_quota(by=cast.gisele, session=session, organisation=farids, number=3, at=NOW)
    quotas.set_quota(by=cast.gisele, session=session, organisation=farids, number=None, at=NOW)
    assert Quota.objects.count() == 0


def asking(course, by: ApprovalBy):
    course.approval = by
    course.save()


def test_a_request_goes_to_the_manager_and_their_yes_gives_the_seat(cast, course, session, deliver):
    asking(course, ApprovalBy.MANAGER)
    with pytest.raises(EnrolmentRefused) as refusal:
        ask(cast.bruno, session)
    assert refusal.value.field == "why"
    row = ask(cast.bruno, session, why="Mon plan")
    assert (row.state, row.asked_of, row.approver) == ("requested", "manager", cast.jules)
    deliver()
    assert list(Notification.objects.values_list("person", "kind")) == [(cast.jules.pk, "learning.seat_requested")]
    for stranger in (cast.farid, cast.amina, cast.bruno, cast.gisele):
        with pytest.raises(PermissionDenied):
            enrolment_decisions.approve(by=stranger, enrolment=row, at=NOW)
    assert enrolment_decisions.approve(by=cast.jules, enrolment=row, at=NOW).state == CONFIRMED
    deliver()
    assert list(Notification.objects.values_list("person", "kind")) == [(cast.bruno.pk, "learning.seat_decided")]


def test_refused_with_a_reason_one_may_ask_again(cast, course, session):
    asking(course, ApprovalBy.LEAD)
    row = ask(cast.amina, session, why="Mon plan")
    assert (row.asked_of, row.approver) == ("lead", None)
    with pytest.raises(EnrolmentRefused):
        enrolment_decisions.refuse(by=cast.farid, enrolment=row, reason=" ", at=NOW)
    enrolment_decisions.refuse(by=cast.farid, enrolment=row, reason="Au printemps", at=NOW)
    assert ask(cast.amina, session, why="Encore").state == "requested"
    assert states(session) == ["refused", "requested"]


def test_a_manager_who_left_hands_the_request_on(cast, course, session, deliver):
    asking(course, ApprovalBy.MANAGER)
    row = ask(cast.amina, session, why="Mon plan")
    end_access(by=cast.olga, person=cast.jules, at=NOW)
    deliver()
    row.refresh_from_db()
    assert (row.state, row.asked_of, row.approver) == ("requested", "lead", None)
    assert row.log.last().reason == (
        "Aucune ou aucun gestionnaire au répertoire\xa0: la direction d’équipe sectorielle décide."
    )
    assert Notification.objects.filter(person=cast.farid, kind="learning.seat_requested").count() == 1


def test_without_manager_and_lead_the_strategic_team_decides(cast, course, session):
    asking(course, ApprovalBy.MANAGER)
    ReportsTo.objects.all().delete()
    RoleHeld.objects.filter(role=RoleKind.SECTORAL_LEAD).delete()
    row = ask(cast.amina, session, why="Mon plan")
    assert row.asked_of == "team"
    assert enrolment_decisions.approve(by=cast.gisele, enrolment=row, at=NOW).state == CONFIRMED


def test_several_at_once_in_the_order_of_the_requests(cast, course, session):
    asking(course, ApprovalBy.LEAD)
    people = PersonFactory.create_batch(3, organisation=cast.farid.workplace)
    rows = [ask(one, session, at=NOW + dt.timedelta(minutes=at), why="Oui") for at, one in enumerate(people)]
    done = enrolment_decisions.approve_many(by=cast.farid, enrolments=reversed(rows), at=NOW)
    assert done == {CONFIRMED: 2, WAITING: 1}
    assert states(session) == ["confirmed", "confirmed", "waiting"]


def test_seats_below_those_taken_are_refused_and_said(cast, session):
    ask(cast.amina, session)
    ask(cast.bruno, session)
    with pytest.raises(ValidationError) as refusal:
        session_actions.change_session(by=cast.karim, session=session, plan=plan(session, seats=1), at=NOW)
    assert refusal.value.message_dict["seats"][0].startswith("2 places sont prises.")


def test_added_seats_go_to_who_waits(cast, session):
    for person in (cast.amina, cast.bruno, cast.esther):
        ask(person, session)
    assert session_actions.change_session(by=cast.karim, session=session, plan=plan(session, seats=3), at=NOW) == ()
    assert states(session) == ["confirmed", "confirmed", "offered"]


def test_a_moved_session_is_another_version_and_who_clashes_is_told(cast, session, deliver):
    other = SessionFactory(starts_at=session.starts_at + dt.timedelta(days=1), place="Salle 2")
    for person in (cast.amina, cast.bruno):
        ask(person, session)
    ask(cast.bruno, other)
    deliver()
    Notification.objects.all().delete()
    day = dt.timedelta(days=1)
    moved = plan(session, meetings=[(session.starts_at + day, session.ends_at + day)])
    assert session_actions.change_session(by=cast.karim, session=session, plan=moved, at=NOW) == ("time",)
    deliver()
    session.refresh_from_db()
    assert (session.sequence, session.starts_at, session.meetings.count()) == (1, NOW + dt.timedelta(days=11), 1)
    told = Notification.objects.filter(kind="learning.seat_changed").order_by("person")
    assert {one.person_id: one.data["clashes"] for one in told} == {cast.amina.pk: False, cast.bruno.pk: True}


def test_a_trainer_is_not_in_two_rooms(cast, course, session):
    same = session_actions.SessionPlan(
        meetings=[(session.starts_at, session.ends_at)], seats=5, place="Salle 2", trainers=[cast.karim]
    )
    with pytest.raises(ValidationError) as refusal:
        session_actions.create_session(by=cast.karim, course=course, plan=same, at=NOW)
    assert list(refusal.value.message_dict) == ["trainers"]
    with pytest.raises(PermissionDenied):
        session_actions.create_session(by=cast.bruno, course=course, plan=same, at=NOW)


@pytest.mark.parametrize(("asked", "state"), [(2, "sure"), (1, "cancelled")])
def test_the_day_of_decision_confirms_or_cancels_and_keeps_wishes(cast, course, asked, state, deliver):
    session = SessionFactory(course=course, seats=5, minimum=2, place="S", decide_on=TODAY + dt.timedelta(days=3))
    for person in (cast.amina, cast.bruno)[:asked]:
        ask(person, session)
    before = timezone.make_aware(dt.datetime.combine(session.decide_on, dt.time(16, 59)))
    assert session_dates.look_after_sessions(at=before)["decided"] == 0
    due = before + dt.timedelta(minutes=1)
    assert session_dates.look_after_sessions(at=due)["decided"] == 1
    assert session_dates.look_after_sessions(at=due)["decided"] == 0
    session.refresh_from_db()
    assert session.state == state
    wished = [] if state == "sure" else [(cast.amina.pk, course.pk)]
    assert list(CourseWish.objects.values_list("person", "course")) == wished
    deliver()
    kind = "learning.seat_sure" if state == "sure" else "learning.seat_cancelled"
    assert Notification.objects.filter(kind=kind).count() == asked


def test_reminded_once_two_days_before_and_held_when_over(cast, session, deliver):
    ask(cast.bruno, session)
    soon = session.starts_at - dt.timedelta(days=2)
    assert [session_dates.look_after_sessions(at=soon)["reminded"] for _time in range(2)] == [1, 0]
    deliver()
    told = Notification.objects.filter(kind="learning.seat_reminder").values_list("person", flat=True)
    assert set(told) == {cast.bruno.pk, cast.karim.pk}
    assert session_dates.look_after_sessions(at=session.ends_at)["held"] == 1


def test_what_begins_is_waited_for_no_more(cast, session):
    for person in (cast.amina, cast.bruno, cast.esther):
        ask(person, session)
    assert session_dates.look_after_seats(at=session.starts_at)["closed"] == 1
    assert states(session) == ["confirmed", "confirmed", "lapsed"]


@pytest.fixture
def raised(course):
    return CourseRaiseFactory(course=course, competency=CompetencyFactory(), from_level=1, to_level=2)


def ledger(person) -> list[tuple[int | None, bool]]:
    return list(Evidence.objects.filter(person=person).current().values_list("level", "withdrawn"))


def test_attendance_is_evidence_passed_only_when_it_was_and_corrections_follow(cast, session, raised):
    row = ask(cast.bruno, session)
    after = session.ends_at

    def mark(came, outcome=""):
        return attendance.mark_attendance(by=cast.karim, session=session, marks={row.pk: Noted(came, outcome)}, at=after)

    with pytest.raises(EnrolmentRefused):
        attendance.mark_attendance(by=cast.karim, session=session, marks={row.pk: Noted(True)}, at=NOW)
    assert [mark(True), mark(True)] == [1, 0]
    assert ledger(cast.bruno) == [(None, False)]
    assert mark(True, "passed") == 1
    assert ledger(cast.bruno) == [(2, False)]
    assert mark(False, "passed") == 1
    assert ledger(cast.bruno) == []
    row.refresh_from_db()
    assert (row.state, row.outcome, row.attended_at, row.attendance_by) == ("absent", "", None, cast.karim)
    assert mark(True, "failed") == 1
    assert ledger(cast.bruno) == [(None, False)]
    assert counts(session) == (1, 0)
    assert row.log.filter(reason="Correction\xa0: la personne n’y était pas.").count() == 1


def test_signing_in_by_the_code_of_the_room(cast, session, raised):
    ask(cast.bruno, session)
    at = session.starts_at
    with pytest.raises(EnrolmentRefused, match="code"):
        attendance.sign_in(by=cast.bruno, session=session, code="ABCDEF", at=at)
    with pytest.raises(EnrolmentRefused, match="liste"):
        attendance.sign_in(by=cast.amina, session=session, code=code_of(session, at), at=at)
    early = at - dt.timedelta(minutes=31)
    with pytest.raises(EnrolmentRefused, match="demi-heure"):
        attendance.sign_in(by=cast.bruno, session=session, code=code_of(session, early), at=early)
    code = code_of(session, at).lower()
    for minutes in (0, 5):
        when = at + dt.timedelta(minutes=minutes)
        assert attendance.sign_in(by=cast.bruno, session=session, code=code, at=when).state == "attended"
    with pytest.raises(EnrolmentRefused, match="code"):
        attendance.sign_in(by=cast.bruno, session=session, code=code, at=at + dt.timedelta(minutes=10))
    assert ledger(cast.bruno) == [(None, False)]


def test_who_leaves_the_network_gives_seats_back(cast, session, deliver):
    for person in (cast.amina, cast.bruno, cast.esther):
        ask(person, session, at=timezone.now() - dt.timedelta(days=40))
    Session.objects.update(starts_at=timezone.now() + dt.timedelta(days=9), ends_at=timezone.now() + dt.timedelta(days=9.2))
    Meeting.objects.update(starts_at=timezone.now() + dt.timedelta(days=9), ends_at=timezone.now() + dt.timedelta(days=9.2))
    end_access(by=cast.olga, person=cast.amina, at=timezone.now())
    deliver()
    assert states(session) == ["cancelled", "confirmed", "offered"]


def test_needs_go_a_month_after_and_words_two_years_after(cast):
    row = EnrolmentFactory(person=cast.bruno, needs="Rampe", why="Parce que", state="attended")
    ends = row.session.ends_at
    assert enrolment_retention.forget_needs(ends + dt.timedelta(days=30), False) == 0
    assert enrolment_retention.forget_needs(ends + dt.timedelta(days=31), True) == 1
    assert enrolment_retention.forget_needs(ends + dt.timedelta(days=31), False) == 1
    assert enrolment_retention.forget_words(ends + dt.timedelta(days=732), False) == 1
    row.refresh_from_db()
    assert (row.state, row.needs, row.why) == ("attended", "", "")


def test_forgetting_a_person_gives_their_seats_on(cast, session):
    for person in (cast.amina, cast.bruno, cast.esther):
        ask(person, session)
    assert enrolments.forget_person(person=cast.amina, at=NOW) == 1
    assert (states(session), counts(session)) == (["confirmed", "offered"], (2, 0))


def test_a_trainer_takes_somebody_off_with_a_reason(cast, session, deliver):
    row = ask(cast.bruno, session)
    with pytest.raises(PermissionDenied):
        enrolments.remove_from_session(by=cast.gisele, enrolment=row, reason="Non", at=NOW)
    assert enrolments.remove_from_session(by=cast.karim, enrolment=row, reason="Déjà suivie", at=NOW) is True
    deliver()
    told = Notification.objects.get(kind="learning.seat_removed")
    assert (told.person, told.data["reason"]) == (cast.bruno, "Déjà suivie")


def test_a_message_reaches_who_has_a_seat(cast, session, deliver):
    for person in (cast.amina, cast.bruno, cast.esther):
        ask(person, session)
    session_actions.send_message(by=cast.karim, session=session, body="Apportez un texte.", at=NOW)
    deliver()
    told = Notification.objects.filter(kind="learning.seat_message").values_list("person", flat=True)
    assert set(told) == {cast.amina.pk, cast.bruno.pk}
    assert SINCE < TODAY
