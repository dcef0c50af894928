"""Wishes: counted together by subject, without names; joined, withdrawn, answered."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.models import Notification
from core.outbox import work_off_all
from learning.actions import wishes as actions
from learning.enums import CourseState
from learning.models import CourseWish
from learning.queries import wishes as queries
from tests.cast import NOW
from tests.factories.courses import CourseFactory, CourseWishFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def wish(person, subject="Cartes accessibles", **more):
    return actions.wish_for_course(by=person, subject=subject, at=NOW, **more)


def test_the_same_subject_is_one_wish_of_a_person(cast):
    wish(cast.amina, note="Pour les routes")
    wish(cast.amina, "  cartes ACCESSIBLES ", note="Pour le réseau")
    assert [(one.subject, one.note) for one in CourseWish.objects.all()] == [("Cartes accessibles", "Pour le réseau")]
    with pytest.raises(ValidationError):
        wish(cast.amina, "?!")


def test_me_too_counts_once(cast):
    first = wish(cast.amina)
    for _ in range(2):
        actions.join_wish(by=cast.bruno, wish=first, at=NOW)
    actions.join_wish(by=cast.amina, wish=first, at=NOW)
    assert sorted(CourseWish.objects.values_list("person__given_name", flat=True)) == ["Amina", "Bruno"]
    assert CourseWish.objects.values("folded").distinct().count() == 1


def test_numbers_are_said_from_five_and_notes_too(cast):
    first = wish(cast.amina, note="Pour les routes")
    for _ in range(3):
        actions.join_wish(by=PersonFactory(), wish=first, at=NOW)
    few = queries.demand(sessions=False)[0]
    assert (few.number, few.notes) == (None, ())
    assert queries.wishes_like("carte accessible", cast.david)[0].number is None
    actions.join_wish(by=PersonFactory(), wish=first, at=NOW)
    many = queries.demand(sessions=False)[0]
    assert (many.number, many.notes) == (5, ("Pour les routes",))
    assert [(one.number, one.mine) for one in queries.wishes_like("carte accessible", cast.amina)] == [(5, True)]
    assert queries.wishes_like("tenir un budget", cast.amina) == []


def test_one_withdraws_ones_own(cast):
    mine = wish(cast.amina)
    with pytest.raises(PermissionDenied):
        actions.withdraw_wish(by=cast.bruno, wish=mine)
    actions.withdraw_wish(by=cast.amina, wish=mine)
    assert CourseWish.objects.count() == 0


def test_an_answer_tells_everybody_who_wished(cast, django_capture_on_commit_callbacks):
    first = wish(cast.amina)
    actions.join_wish(by=cast.bruno, wish=first, at=NOW)
    course = CourseFactory(title_fr="Cartes pour tout le monde")
    with pytest.raises(PermissionDenied):
        actions.answer_wishes(by=cast.farid, wish=first, course=course, at=NOW)
    draft = CourseFactory(state=CourseState.DRAFT)
    with pytest.raises(ValidationError):
        actions.answer_wishes(by=cast.karim, wish=first, course=draft, at=NOW)

    assert actions.answer_wishes(by=cast.karim, wish=first, course=course, at=NOW) == 2
    work_off_all(at=NOW)

    told = Notification.objects.filter(kind="learning.wish_met").order_by("person__given_name")
    assert [(one.person, one.data["subject"]) for one in told] == [
        (cast.amina, "Cartes accessibles"),
        (cast.bruno, "Cartes accessibles"),
    ]
    assert queries.demand(sessions=False) == []
    assert [(one.met_by, one.met_at) for one in queries.own_wishes(cast.amina)] == [(course, NOW)]
    wish(cast.amina)  # asked anew, counted anew
    assert len(queries.demand(sessions=False)) == 1


def test_another_session_is_wished_for_and_comes(cast):
    course = CourseFactory()
    for _ in range(2):
        actions.wish_for_session(by=cast.amina, course=course, at=NOW)
    assert [(one.title, one.key, one.number) for one in queries.demand(sessions=True)] == [(course.title, course.key, None)]
    assert actions.meet_session_wishes(course=course, at=NOW) == 1
    assert actions.meet_session_wishes(course=course, at=NOW) == 0
    with pytest.raises(ValidationError):
        actions.wish_for_session(by=cast.amina, course=CourseFactory(state=CourseState.RETIRED), at=NOW)


def test_an_erasure_counts_them_no_more(cast):
    CourseWishFactory(person=cast.amina)
    assert actions.forget_wishes(person=cast.amina) == 1


def test_old_wishes_are_forgotten(cast):
    years = dt.timedelta(days=365)
    CourseWishFactory(person=cast.amina, at=NOW - 4 * years)
    CourseWishFactory(person=cast.bruno, at=NOW - 2 * years, met_at=NOW - 1.1 * years)
    CourseWishFactory(person=cast.chloe, at=NOW - 2 * years)
    assert actions.forget_old_wishes(NOW, True) == 2
    assert actions.forget_old_wishes(NOW, False) == 2
    assert CourseWish.objects.get().person == cast.chloe
