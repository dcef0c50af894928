"""Opinions of who took a course, and whether they are shown there. The course's roll-ups follow under its lock."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.events import CourseRated
from learning.models import Course, CourseRating, CourseShown
from learning.queries.courses import count_taken as counted
from learning.queries.courses import has_taken
from people.models import Person


@transaction.atomic
def rate_course(*, by: Person, course: Course, stars: int, text: str, shown: bool, at: dt.datetime) -> CourseRating:
    """One's own opinion, once per course, changed as often as one likes; `shown`: whether one stands among who took it.

    Raises PermissionDenied for who was at no session and did not finish it.
    """
    one = _locked(course)
    if not has_taken(by, one):
        raise PermissionDenied(_("On donne son avis après avoir suivi la formation."))
    rating, _new = CourseRating.objects.update_or_create(
        course=one, person=by, defaults={"stars": stars, "text": text.strip(), "at": at}
    )
    _show(by, one, shown, at)
    _count_ratings(one)
    publish(CourseRated(course_id=one.pk, at=at))
    return rating


@transaction.atomic
def delete_rating(*, by: Person, course: Course, at: dt.datetime) -> bool:
    """Take one's own opinion back; True when there was one."""
    one = _locked(course)
    gone, _by_model = CourseRating.objects.filter(course=one, person=by).delete()
    _count_ratings(one)
    publish(CourseRated(course_id=one.pk, at=at))
    return bool(gone)


@transaction.atomic
def show_taken(*, by: Person, course: Course, shown: bool, at: dt.datetime) -> None:
    """Stand among who took the course, or no longer. Raises PermissionDenied for who did not take it."""
    one = _locked(course)
    if shown and not has_taken(by, one):
        raise PermissionDenied
    _show(by, one, shown, at)


def count_taken(*, course: Course) -> None:
    """The roll-up of people who took it, from the rows themselves."""
    with transaction.atomic():
        one = _locked(course)
        one.taken_count = counted(one)
        one.save(update_fields=["taken_count"])


@transaction.atomic
def forget_ratings(*, person: Person) -> int:
    """Of somebody who is erased: opinions, and standing among who took courses; the averages follow."""
    rated = Course.objects.filter(ratings__person=person).order_by("pk")
    courses = list(Course.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in rated]).order_by("pk"))
    gone = CourseRating.objects.filter(person=person).delete()[0] + CourseShown.objects.filter(person=person).delete()[0]
    for course in courses:
        _count_ratings(course)
    return gone


def _locked(course: Course) -> Course:
    return Course.objects.select_for_update(of=("self",)).get(pk=course.pk)


def _show(by: Person, course: Course, shown: bool, at: dt.datetime) -> None:
    if shown:
        CourseShown.objects.get_or_create(course=course, person=by, defaults={"at": at})
    else:
        CourseShown.objects.filter(course=course, person=by).delete()


def _count_ratings(course: Course) -> None:
    found = course.ratings.aggregate(number=Count("pk"), total=Sum("stars"))
    course.rating_count, course.rating_sum = found["number"], found["total"] or 0
    course.save(update_fields=["rating_count", "rating_sum"])
