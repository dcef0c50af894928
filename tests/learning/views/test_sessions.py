"""Pages of sessions and seats: what each shows, what it keeps to itself, what it costs at one row and at three."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.actions import enrolments
from learning.enums import ApprovalBy, EnrolmentState, SessionState
from learning.models import Enrolment, Meeting, Session
from learning.queries import agenda
from learning.queries.desk import code_of
from people.models import AccessEntry
from tests.factories.courses import CourseFactory, EnrolmentFactory, SessionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """The clock of pages."""
    return timezone.now()


@pytest.fixture
def session(cast, at):
    course = CourseFactory(title_fr="Écrire pour le Web")
    course.trainers.add(cast.karim)
    made = SessionFactory(
        course=course, seats=3, place="Salle 214", mode="both", online_url="https://visio.exemple.test/x",
        starts_at=at + dt.timedelta(days=10),
    )  # fmt: skip
    made.trainers.add(cast.karim)
    return made


def begun(session, at):
    """It began an hour ago."""
    Session.objects.filter(pk=session.pk).update(starts_at=at - dt.timedelta(hours=1), ends_at=at + dt.timedelta(hours=2))
    Meeting.objects.filter(session=session).update(starts_at=at - dt.timedelta(hours=1), ends_at=at + dt.timedelta(hours=2))
    session.refresh_from_db()
    return session


def page(client, name, *args, **query):
    response = client.get(reverse(f"learning:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_link_is_for_who_has_a_seat(cast, client_of, session, at):
    enrolments.request_seat(by=cast.bruno, session=session, at=at)
    assert "visio.exemple.test" in page(client_of(cast.bruno), "session-detail", session.pk)
    seen = page(client_of(cast.amina), "session-detail", session.pk)
    assert "visio.exemple.test" not in seen
    assert "Salle 214" in seen


def test_enrolling_and_giving_the_seat_back(cast, client_of, session):
    client = client_of(cast.bruno)
    url = reverse("learning:session-enrol", args=[session.pk])
    assert client.post(url, {"needs": "Sous-titrage"}).status_code == 303
    row = Enrolment.objects.get()
    assert (row.state, row.needs) == ("confirmed", "Sous-titrage")
    cancel = reverse("learning:enrolment-cancel", args=[row.pk])
    assert client.get(cancel).status_code == 200
    assert client.post(cancel, {"reason": ""}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.needs) == ("cancelled", "")


def test_a_clash_is_said_and_keeps_what_was_typed(cast, client_of, session, at):
    enrolments.request_seat(by=cast.bruno, session=session, at=at)
    other = SessionFactory(starts_at=session.starts_at, place="Salle 1")
    response = client_of(cast.bruno).post(reverse("learning:session-enrol", args=[other.pk]), {"needs": "Rampe"})
    words = response.content.decode()
    assert response.status_code == 422
    assert "vous êtes sur la liste de «\xa0Écrire pour le Web\xa0»" in words
    assert ">\nRampe</textarea>" in words


def test_a_request_says_why_and_to_whom_it_goes(cast, client_of, session, deliver):
    session.course.approval = ApprovalBy.MANAGER
    session.course.save()
    client = client_of(cast.bruno)
    url = reverse("learning:session-enrol", args=[session.pk])
    assert cast.jules.name in client.get(url).content.decode()
    assert client.post(url, {"why": "", "needs": ""}).status_code == 422
    assert client.post(url, {"why": "Mon plan", "needs": "Rampe"}).status_code == 303
    row = Enrolment.objects.get()
    detail = reverse("learning:approval-detail", args=[row.pk])
    jules = client_of(cast.jules)
    seen = jules.get(detail).content.decode()
    assert ("Mon plan" in seen, "Rampe" in seen) == (True, False)
    assert client_of(cast.farid).get(detail).status_code == 404
    assert jules.post(detail, {"reponse": "non", "reason": ""}).status_code == 422
    assert jules.post(detail, {"reponse": "oui"}).status_code == 303
    assert Enrolment.objects.get().state == "confirmed"
    deliver()
    again = jules.post(detail, {"reponse": "non", "reason": "Trop tard"})
    assert (again.status_code, Enrolment.objects.get().state) == (303, "confirmed")


def test_several_requests_at_once(cast, client_of, session, at):
    session.course.approval = ApprovalBy.LEAD
    session.course.save()
    people = PersonFactory.create_batch(3, organisation=cast.farid.workplace)
    rows = [enrolments.request_seat(by=one, session=session, why="Oui", at=at) for one in people]
    client, url = client_of(cast.farid), reverse("learning:approval-list")
    assert page(client, "approval-list").count('name="demande"') == 3
    ticked = {"demande": [rows[0].pk, rows[1].pk]}
    assert client.post(url, ticked | {"reponse": "oui"}).status_code == 303
    refused = client.post(url, {"demande": [rows[2].pk], "reponse": "non", "reason": ""})
    assert refused.status_code == 422
    assert client.post(url, {"demande": [rows[2].pk], "reponse": "non", "reason": "Au printemps"}).status_code == 303
    assert sorted(Enrolment.objects.values_list("state", flat=True)) == ["confirmed", "confirmed", "refused"]


def test_an_offer_is_answered_on_its_page(cast, client_of, session, at):
    row = EnrolmentFactory(
        session=session, person=cast.bruno, state=EnrolmentState.OFFERED, offer_until=at + dt.timedelta(days=1)
    )
    url = reverse("learning:enrolment-answer", args=[row.pk])
    client = client_of(cast.bruno)
    assert "Prendre la place" in client.get(url).content.decode()
    row.refresh_from_db()
    assert row.state == "offered"
    assert client.post(url, {"reponse": "oui"}).status_code == 303
    late = EnrolmentFactory(
        session=session, person=cast.amina, state=EnrolmentState.OFFERED, offer_until=at - dt.timedelta(minutes=1)
    )
    answered = client_of(cast.amina).post(reverse("learning:enrolment-answer", args=[late.pk]), {"reponse": "oui"})
    assert answered.status_code == 422
    assert "L’offre tenait jusqu’au" in answered.content.decode()


def meetings_of(*hours):
    values = {"rencontres-TOTAL_FORMS": str(len(hours)), "rencontres-INITIAL_FORMS": "0"}
    for number, (day, start, end) in enumerate(hours):
        values |= {f"rencontres-{number}-day": day, f"rencontres-{number}-start": start, f"rencontres-{number}-end": end}
    return values


def test_a_session_is_planned_with_several_meetings_and_without_scripts(cast, client_of, session, at):
    client, url = client_of(cast.karim), reverse("learning:session-create", args=[session.course.key])
    first, second = ((timezone.localdate(at) + dt.timedelta(days=days)).isoformat() for days in (30, 37))
    values = {"mode": "room", "language": "fr", "place": "Salle 3", "seats": "12", "trainers": [cast.karim.pk]}
    hours = meetings_of((first, "09:00", "12:00"), (second, "09:00", "12:00"), ("", "", ""))
    more = client.post(url, values | hours | {"ajouter": "1"})
    assert (more.status_code, more.content.decode().count('-day"')) == (200, 18)
    wrong = client.post(url, values | meetings_of((first, "12:00", "09:00")))
    assert (wrong.status_code, "finit avant de commencer" in wrong.content.decode()) == (422, True)
    half = client.post(url, values | meetings_of((first, "", "09:00")))
    assert (half.status_code, "Donnez l’heure de début." in half.content.decode()) == (422, True)
    assert client.post(url, values | hours).status_code == 303
    made = Session.objects.latest("pk")
    assert (made.meetings.count(), made.state, list(made.trainers.all())) == (2, "planned", [cast.karim])
    edit = reverse("learning:session-edit", args=[made.pk])
    assert first in client.get(edit).content.decode()
    lowered = client.post(edit, values | hours | {"seats": "0"})
    assert lowered.status_code == 422


def test_reading_needs_is_noted_for_the_person(cast, client_of, session, at):
    enrolments.request_seat(by=cast.bruno, session=session, at=at, needs="Près de l’écran")
    assert "Près de l’écran" in page(client_of(cast.karim), "session-desk", session.pk)
    assert list(AccessEntry.objects.values_list("person", "viewer")) == [(cast.bruno.pk, cast.karim.pk)]
    assert client_of(cast.gisele).get(reverse("learning:session-desk", args=[session.pk])).status_code == 403


def test_attendance_by_hand_by_code_and_from_a_file(cast, client_of, session, at):
    people = [cast.bruno, cast.amina, cast.esther]
    rows = [enrolments.request_seat(by=one, session=session, at=at) for one in people]
    begun(session, at)
    karim = client_of(cast.karim)
    assert code_of(session, timezone.now()) in page(karim, "session-code", session.pk)
    sign_in = reverse("learning:session-sign-in", args=[session.pk])
    bruno = client_of(cast.bruno)
    assert bruno.post(sign_in, {"c": "AAAAAA"}).status_code == 422
    assert bruno.post(sign_in, {"c": code_of(session, timezone.now())}).status_code == 303
    by_hand = {"vu": [rows[1].pk], f"p-{rows[1].pk}": "oui", f"r-{rows[1].pk}": "passed"}
    assert karim.post(reverse("learning:session-attendance", args=[session.pk]), by_hand).status_code == 303
    assert imported(karim, session, f"Courriel;Présence\n{cast.esther.user.email};non\n") == 303
    assert [(row.state, row.outcome) for row in Enrolment.objects.order_by("pk")] == [
        ("attended", ""), ("attended", "passed"), ("absent", ""),
    ]  # fmt: skip
    assert karim.get(reverse("learning:session-sheet", args=[session.pk]))["Content-Type"] == "application/pdf"


def imported(client, session, text) -> int:
    """Check a file, then confirm it; the status of the last answer."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    url = reverse("learning:attendance-import", args=[session.pk])
    checked = client.post(url, {"file": SimpleUploadedFile("presences.csv", text.encode(), "text/csv")})
    assert checked.status_code == 303
    assert client.get(checked["Location"]).status_code == 200
    return client.post(checked["Location"]).status_code


def test_a_file_with_a_wrong_line_is_said_line_by_line_and_changes_nothing(cast, client_of, session, at):
    row = enrolments.request_seat(by=cast.bruno, session=session, at=at)
    begun(session, at)
    client = client_of(cast.karim)
    text = f"Courriel;Présence;Résultat\n{cast.bruno.user.email};oui;réussite\ninconnu@exemple.test;peut-être;\n"
    assert imported(client, session, text) == 409
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert imported(client, session, text.rpartition("inconnu")[0]) == 303
    assert imported(client, session, text.rpartition("inconnu")[0]) == 303
    row.refresh_from_db()
    assert (row.state, row.outcome, row.log.count()) == ("attended", "passed", 2)


def test_a_cancelled_session_says_why(cast, client_of, session, at):
    enrolments.request_seat(by=cast.bruno, session=session, at=at)
    url = reverse("learning:session-cancel", args=[session.pk])
    karim = client_of(cast.karim)
    assert karim.post(url, {"reason": ""}).status_code == 422
    assert karim.post(url, {"reason": "La salle est inondée."}).status_code == 303
    assert Session.objects.get().state == SessionState.CANCELLED
    assert "La salle est inondée." in page(client_of(cast.bruno), "session-detail", session.pk)
    ics = client_of(cast.bruno).get(reverse("learning:session-ics", args=[session.pk])).content.decode()
    assert ("STATUS:CANCELLED" in ics, "SEQUENCE:1" in ics) == (True, True)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "who", "queries"),
    [
        ("enrolment-list", "bruno", 8),
        ("approval-list", "farid", 5),
        ("trainer-desk", "karim", 7),
        ("session-desk", "karim", 8),
    ],
    ids=["mine", "approvals", "desk", "session"],
)
def test_lists_cost_the_same(cast, client_of, django_assert_num_queries, at, session, number, name, who, queries):
    for place in range(number):
        one = SessionFactory(course=session.course, starts_at=at + dt.timedelta(days=40 + place), place="S", seats=9)
        one.trainers.add(cast.karim)
        EnrolmentFactory(session=one, person=cast.bruno, state="waiting")
        EnrolmentFactory(session=one, person=cast.bruno, state="attended", requested_at=at)
        person = PersonFactory(organisation=cast.farid.organisation)
        EnrolmentFactory(session=one, person=person, state="requested", asked_of="lead")
        EnrolmentFactory(session=session, person=person, state="confirmed")
    client = client_of(cast.people[who])
    url = reverse(f"learning:{name}", args=[session.pk] if name == "session-desk" else [])
    client.get(url)
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


def test_the_agenda_holds_seats_and_what_is_called_off(cast, session, at, django_assert_num_queries):
    other = SessionFactory(course=CourseFactory(), starts_at=at + dt.timedelta(days=20), place="Salle 2")
    row = enrolments.request_seat(by=cast.bruno, session=session, at=at)
    enrolments.request_seat(by=cast.bruno, session=other, at=at)
    with django_assert_num_queries(1):
        found = agenda.coming(cast.bruno, after=at, limit=5)
    assert [(one.own_state, one.starts_at) for one in found] == [
        ("confirmed", session.starts_at), ("confirmed", other.starts_at),
    ]  # fmt: skip
    assert [one.own_state for one in agenda.coming(cast.karim, after=at, limit=5)] == [""]
    enrolments.withdraw(by=cast.bruno, enrolment=row, at=at)
    with django_assert_num_queries(3):
        entries = agenda.appointments(cast.bruno, at=at, after=at, limit=50)
    assert [(one.uid, one.status) for one in entries] == [
        (f"seance-{session.uid}-1@maillage", "CANCELLED"), (f"seance-{other.uid}-1@maillage", "CONFIRMED"),
    ]  # fmt: skip
