"""Courses that do not exist, and further sessions of those that do: wished for, joined, withdrawn, answered."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from competencies.models import Competency
from core.outbox import publish
from core.rules.text import one_line, sort_key
from learning.enums import CourseState
from learning.events import WishesMet
from learning.models import Course, CourseWish
from learning.permissions.courses import may_write_courses
from people.models import Person

# What waits that long will hardly be wanted any more; what was answered is of the past sooner.
WAITING, ANSWERED = dt.timedelta(days=3 * 365), dt.timedelta(days=365)


@transaction.atomic
def wish_for_course(
    *, by: Person, subject: str, at: dt.datetime, competency: Competency | None = None, note: str = ""
) -> CourseWish:
    """A subject that no course treats; asked for again, its note changes. Raises ValidationError."""
    words = one_line(subject)[:160]
    folded = sort_key(words)
    if not folded:
        raise ValidationError({"subject": _("Dites en quelques mots ce que vous aimeriez apprendre.")})
    if competency is not None and competency.retired_at is not None:
        raise ValidationError({"competency": _("Cette compétence est retirée du référentiel.")})
    wish, _new = CourseWish.objects.update_or_create(
        person=by, folded=folded, course=None, met_at=None,
        defaults={"note": note.strip()},
        create_defaults={"subject": words, "competency": competency, "note": note.strip(), "at": at},
    )  # fmt: skip
    return wish


@transaction.atomic
def join_wish(*, by: Person, wish: CourseWish, at: dt.datetime) -> CourseWish:
    """« Moi aussi »: the same subject, once per person. Raises CourseWish.DoesNotExist when it was answered since."""
    first = CourseWish.objects.get(pk=wish.pk, met_at=None)
    mine, _new = CourseWish.objects.get_or_create(
        person=by, folded=first.folded, course=first.course, met_at=None,
        defaults={"subject": first.subject, "competency": first.competency, "at": at},
    )  # fmt: skip
    return mine


@transaction.atomic
def wish_for_session(*, by: Person, course: Course, at: dt.datetime, note: str = "") -> CourseWish:
    """Another session of a course that is in the catalogue. Raises ValidationError."""
    if course.state != CourseState.PUBLISHED:
        raise ValidationError(_("Cette formation n’est pas au catalogue\xa0: demandez plutôt une formation sur ce sujet."))
    wish, _new = CourseWish.objects.update_or_create(
        person=by, course=course, met_at=None, defaults={"note": note.strip()},
        create_defaults={"note": note.strip(), "at": at},
    )  # fmt: skip
    return wish


@transaction.atomic
def withdraw_wish(*, by: Person, wish: CourseWish) -> None:
    """One's own. Raises PermissionDenied."""
    if wish.person_id != by.pk:
        raise PermissionDenied
    CourseWish.objects.filter(pk=wish.pk).delete()


@transaction.atomic
def answer_wishes(*, by: Person, wish: CourseWish, course: Course, at: dt.datetime) -> int:
    """A course of the catalogue answers everybody who wished for that subject; returns how many, who are told.

    Raises PermissionDenied, ValidationError.
    """
    if not may_write_courses(by):
        raise PermissionDenied
    if course.state != CourseState.PUBLISHED:
        raise ValidationError({"course": _("Choisissez une formation qui est au catalogue.")})
    waiting = CourseWish.objects.filter(folded=wish.folded, course=None, met_at=None)
    return _meet(list(waiting.select_for_update().order_by("pk")), course, at)


@transaction.atomic
def meet_session_wishes(*, course: Course, at: dt.datetime) -> int:
    """A new session of the course was announced: whoever wished for one is told."""
    waiting = CourseWish.objects.filter(course=course, met_at=None).select_for_update().order_by("pk")
    return _meet(list(waiting), course, at)


def _meet(wishes: Sequence[CourseWish], course: Course, at: dt.datetime) -> int:
    for wish in wishes:
        wish.met_at, wish.met_by = at, course
    CourseWish.objects.bulk_update(wishes, ["met_at", "met_by"])
    if wishes:
        publish(WishesMet(course_id=course.pk, wish_ids=tuple(one.pk for one in wishes), at=at))
    return len(wishes)


def forget_old_wishes(at: dt.datetime, dry_run: bool) -> int:
    """Three years after the last word, or one after an answer."""
    old = Q(met_at=None, at__lt=at - WAITING) | Q(met_at__lt=at - ANSWERED)
    rows = CourseWish.objects.filter(old)
    return rows.count() if dry_run else rows.delete()[0]


def forget_wishes(*, person: Person) -> int:
    """Of somebody who is erased; the demand counts them no more."""
    return CourseWish.objects.filter(person=person).delete()[0]
