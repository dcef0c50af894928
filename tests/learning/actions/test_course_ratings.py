"""Opinions: after having been there, once per course; who is shown; the roll-ups equal the rows."""

import pytest
from django.core.exceptions import PermissionDenied

from learning.actions import course_ratings as actions
from learning.enums import EnrolmentState
from learning.models import CourseRating, CourseShown
from learning.queries import courses as queries
from tests.cast import NOW
from tests.factories.courses import (
    CourseEditionFactory,
    CourseFactory,
    EnrolmentFactory,
    FollowingFactory,
    SessionFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def attend(person, course, state=EnrolmentState.ATTENDED):
    EnrolmentFactory(session=SessionFactory(course=course), person=person, state=state)


def rate(person, course, **more):
    return actions.rate_course(by=person, course=course, at=NOW, **({"stars": 4, "text": " Utile. ", "shown": True} | more))


def test_after_having_been_there(cast):
    course = CourseFactory()
    attend(cast.bruno, course)
    rate(cast.bruno, course)
    rating = CourseRating.objects.get()
    assert (rating.stars, rating.text) == (4, "Utile.")
    assert queries.colleagues_shown(course, cast.amina) == [cast.bruno]


@pytest.mark.parametrize("state", [EnrolmentState.CONFIRMED, EnrolmentState.ABSENT, EnrolmentState.CANCELLED])
def test_not_before_and_not_without(cast, state):
    course = CourseFactory()
    attend(cast.amina, course, state)
    for deed in (
        lambda: rate(cast.amina, course),
        lambda: actions.show_taken(by=cast.amina, course=course, shown=True, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert CourseShown.objects.count() == 0


def test_a_course_at_ones_own_pace_is_taken_once_it_is_done(cast):
    edition = CourseEditionFactory()
    following = FollowingFactory(edition=edition, person=cast.bruno)
    with pytest.raises(PermissionDenied):
        rate(cast.bruno, edition.course)
    following.completed_at = NOW
    following.save()
    rate(cast.bruno, edition.course, shown=False)
    assert queries.colleagues_shown(edition.course, cast.amina) == []


def test_changed_taken_back_and_counted(cast):
    course = CourseFactory()
    for person, stars in ((cast.bruno, 2), (cast.chloe, 5)):
        attend(person, course)
        rate(person, course, stars=stars)
    rate(cast.bruno, course, stars=3)
    course.refresh_from_db()
    assert (course.rating_sum, course.rating_count, course.average) == (8, 2, None)
    assert actions.delete_rating(by=cast.bruno, course=course, at=NOW)
    assert not actions.delete_rating(by=cast.bruno, course=course, at=NOW)
    course.refresh_from_db()
    assert (course.rating_sum, course.rating_count) == (5, 1)


def test_an_average_says_something_from_three(cast):
    course = CourseFactory()
    for person, stars in zip((cast.bruno, cast.chloe, cast.david), (3, 5, 4), strict=True):
        attend(person, course)
        rate(person, course, stars=stars)
    course.refresh_from_db()
    assert course.average == 4


def test_who_took_it_is_counted_once(cast):
    course = CourseFactory()
    for _ in range(2):
        attend(cast.bruno, course)
    FollowingFactory(edition=CourseEditionFactory(course=course), person=cast.bruno, completed_at=NOW)
    attend(PersonFactory(), course)
    actions.count_taken(course=course)
    course.refresh_from_db()
    assert course.taken_count == 2


def test_an_erasure_takes_all_of_it_and_the_average_follows(cast):
    course = CourseFactory()
    attend(cast.bruno, course)
    rate(cast.bruno, course)
    assert actions.forget_ratings(person=cast.bruno) == 2
    course.refresh_from_db()
    assert (course.rating_sum, course.rating_count) == (0, 0)
    assert CourseShown.objects.count() == 0
