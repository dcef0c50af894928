"""Following a self-paced course: begun, walked lesson by lesson, completed when its rule is met."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.actions.course_evidence import record_course_taken
from learning.models import Course, Following, LessonDone
from learning.queries.editions import newest_edition
from learning.queries.followings import Walk, walk_along
from learning.rules.lessons import LESSON, QUIZ
from people.models import Person


@transaction.atomic
def start_course(*, by: Person, course: Course, at: dt.datetime) -> Following:
    """Begin the newest edition, or go on in it. A course that left the catalogue is not begun."""
    edition = newest_edition(course)
    if edition is None:
        raise ValidationError(_("Ce cours n’est pas encore publié."))
    began = Following.objects.filter(edition=edition, person=by).first()
    if began is not None:
        return began
    if not Course.objects.listed().filter(pk=course.pk).exists():
        raise ValidationError(_("Ce cours n’est plus offert\xa0: on ne peut plus le commencer."))
    following, _new = Following.objects.get_or_create(edition=edition, person=by, defaults={"started_at": at, "last_at": at})
    return following


@transaction.atomic
def finish_lesson(*, by: Person, following: Following, lesson: str, at: dt.datetime) -> Walk:
    """The lesson is done, the place kept, the course completed when nothing is missing. Once more changes nothing."""
    walk = walk_along(locked(following, by))
    stop = walk.outline.find(LESSON, lesson)
    if stop is None:
        raise LessonDone.DoesNotExist
    LessonDone.objects.get_or_create(following=following, lesson=lesson, defaults={"at": at})
    _before, after = walk.outline.around(stop)
    keep_place(following, (after or stop).id, at)
    settle(following=following, at=at)
    return walk_along(following)


def locked(following: Following, by: Person) -> Following:
    """The row, held until the end of the transaction: what two devices send is taken one after the other."""
    if following.person_id != by.pk:
        raise PermissionDenied
    rows = Following.objects.select_related("edition__course").defer("edition__content")
    return rows.select_for_update(of=("self",)).get(pk=following.pk)


def keep_place(following: Following, stop: str, at: dt.datetime) -> None:
    Following.objects.filter(pk=following.pk).update(lesson=stop, last_at=at)


@transaction.atomic
def settle(*, following: Following, at: dt.datetime) -> bool:
    """Complete the course when its rule is met; returns whether that happened now.

    The evidence carries the level when every quiz was passed, and there is one: being through proves none.
    """
    row = Following.objects.select_related("edition__course", "person").defer("edition__content")
    held = row.select_for_update(of=("self",)).get(pk=following.pk)
    if held.completed_at is not None:
        return False
    walk = walk_along(held)
    if not walk.progress.complete:
        return False
    quizzes = [stop for stop in walk.outline.stops if stop.kind == QUIZ]
    Following.objects.filter(pk=held.pk).update(completed_at=at)
    record_course_taken(
        person=held.person,
        course=held.edition.course,
        passed=bool(quizzes) and all(walk.quiz(stop.id).passed for stop in quizzes),
        source_key=f"following:{held.pk}",
        occurred_on=timezone.localdate(at),
        at=at,
    )
    following.completed_at = at
    return True
