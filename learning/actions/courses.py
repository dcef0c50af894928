"""Courses as their trainers and the strategic team write them: begun, changed, put in the catalogue, taken out of it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.actions.topics import get_or_create_topics
from competencies.models import Competency
from core.markdown import render
from core.outbox import publish
from core.rules.text import fold, one_line, sort_key
from learning.enums import CourseDeed, CourseState, SessionState
from learning.events import CourseChanged, CoursePublished, CourseRetired
from learning.models import Course, CourseChange, CourseRaise, Provider
from learning.permissions.courses import can_edit_course, may_write_courses
from people.models import Person

# Addresses of our own beside those of courses.
RESERVED = frozenset({"nouvelle", "miennes", "titres", "formateurs", "demandes", "souhaits"})
PLAIN = (
    "title_fr", "title_en", "summary_fr", "summary_en", "body_fr", "body_en", "kind", "language", "minutes", "level",
    "requires_fr", "requires_en", "cost_cents", "session_cost_cents", "accessibility_fr", "accessibility_en", "approval",
    "url",
)  # fmt: skip


class CourseConflict(Exception):
    """Somebody else changed the course since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class CourseText:
    """What a course says. `raises`: competency, from, to; `provider`: its name, a new one is made."""

    title_fr: str
    summary_fr: str
    provider: str
    kind: str
    minutes: int
    title_en: str = ""
    summary_en: str = ""
    body_fr: str = ""
    body_en: str = ""
    language: str = "fr"
    level: int = 1
    requires: Collection[Course] = ()
    requires_fr: str = ""
    requires_en: str = ""
    cost_cents: int = 0
    session_cost_cents: int = 0
    accessibility_fr: str = ""
    accessibility_en: str = ""
    approval: str = "nobody"
    url: str = ""
    raises: Sequence[tuple[Competency, int, int]] = ()
    trainers: Collection[Person] = ()
    topic_names: Sequence[str] = ()


@transaction.atomic
def create_course(*, by: Person, text: CourseText, at: dt.datetime) -> Course:
    """A draft that its trainers alone see; who writes it is one of them. Raises PermissionDenied, ValidationError."""
    if not may_write_courses(by):
        raise PermissionDenied
    course = Course(key=_free_key(text.title_fr), created_at=at, changed_at=at)
    _write(course, text, at)
    if not text.trainers:
        course.trainers.add(by)
    _note(course, by, CourseDeed.CREATED, at)
    return course


@transaction.atomic
def edit_course(*, by: Person, course: Course, edit: int, text: CourseText, at: dt.datetime) -> Course:
    """Another text, in the catalogue at once where the course is there. `edit`: which one was on the screen.

    Raises PermissionDenied, ValidationError, CourseConflict.
    """
    one = _kept(by, course)
    if one.edit != edit:
        raise CourseConflict
    before = _said(one)
    one.edit += 1
    one.changed_at = at
    _write(one, text, at)
    if one.state == CourseState.PUBLISHED:
        _check_ready(one)
    changed = sorted(name for name, value in _said(one).items() if before[name] != value)
    if changed:
        _note(one, by, CourseDeed.EDITED, at, changed)
    publish(CourseChanged(course_id=one.pk, at=at))
    return one


@transaction.atomic
def publish_course(*, by: Person, course: Course, at: dt.datetime) -> Course:
    """Into the catalogue, for the first time or again. Raises PermissionDenied, ValidationError with what is missing."""
    one = _kept(by, course)
    if one.state == CourseState.PUBLISHED:
        return one
    _check_ready(one)
    one.state, one.changed_at = CourseState.PUBLISHED, at
    one.save(update_fields=["state", "changed_at"])
    _note(one, by, CourseDeed.PUBLISHED, at)
    publish(CoursePublished(course_id=one.pk, at=at))
    return one


@transaction.atomic
def retire_course(*, by: Person, course: Course, at: dt.datetime) -> Course:
    """Out of the catalogue; its page stays. Sessions to come keep it there. Raises PermissionDenied, ValidationError."""
    one = _kept(by, course)
    if one.state != CourseState.PUBLISHED:
        return one
    coming = one.sessions.filter(state__in=(SessionState.PLANNED, SessionState.SURE), ends_at__gt=at).count()
    if coming:
        raise ValidationError(
            ngettext(
                "%(count)d séance est encore à venir. Annulez-la, avec un avis aux personnes inscrites, ou attendez sa fin.",
                "%(count)d séances sont encore à venir. Annulez-les, avec un avis aux personnes inscrites, ou attendez "
                "leur fin.",
                coming,
            )
            % {"count": coming}
        )
    one.state, one.changed_at = CourseState.RETIRED, at
    one.save(update_fields=["state", "changed_at"])
    _note(one, by, CourseDeed.RETIRED, at)
    publish(CourseRetired(course_id=one.pk, at=at))
    return one


@transaction.atomic
def delete_draft(*, by: Person, course: Course) -> None:
    """One that never was in the catalogue. Raises PermissionDenied, ValidationError."""
    one = _kept(by, course)
    if one.state != CourseState.DRAFT or one.sessions.exists() or one.editions.exists():
        raise ValidationError(_("Cette formation a déjà servi\xa0: retirez-la du catalogue plutôt que de la supprimer."))
    one.delete()


def _kept(by: Person, course: Course) -> Course:
    one = Course.objects.select_for_update(of=("self",)).prefetch_related("trainers").get(pk=course.pk)
    if not can_edit_course(by, one):
        raise PermissionDenied
    return one


def _check_ready(course: Course) -> None:
    missing = []
    raises = list(course.raises.select_related("competency"))
    if not raises:
        missing.append(_("Dites au moins une compétence que la formation développe, et jusqu’à quel niveau."))
    retired = [one.competency.name for one in raises if one.competency.retired_at is not None]
    if retired:
        words = _("Retirée du référentiel, à remplacer ou à enlever\xa0: %(names)s.")
        missing.append(words % {"names": ", ".join(retired)})
    if missing:
        raise ValidationError({"raises": missing})


def _write(course: Course, text: CourseText, at: dt.datetime) -> None:
    """Raises ValidationError with what must be mended, by field."""
    for name in PLAIN:
        value = getattr(text, name)
        setattr(course, name, value.strip() if isinstance(value, str) else value)
    course.title_fr, course.title_en = one_line(text.title_fr), one_line(text.title_en)
    course.sort_key = sort_key(course.title_fr)[:200]
    course.body_html_fr, course.body_html_en = (render(text) if text else "" for text in (course.body_fr, course.body_en))
    _check(course, text)
    course.provider = _provider(text.provider)
    course.save()
    _write_raises(course, text.raises)
    course.requires.set(text.requires)
    if text.trainers:
        course.trainers.set(text.trainers)
    course.topics.set(get_or_create_topics(text.topic_names, at=at))


def _check(course: Course, text: CourseText) -> None:
    errors: dict[str, str] = {}
    if not course.sort_key:
        errors["title_fr"] = _("Donnez un titre à la formation.")
    if not course.summary_fr:
        errors["summary_fr"] = _("Dites en une phrase pour qui c’est et ce que l’on saura faire.")
    if not one_line(text.provider):
        errors["provider"] = _("Dites qui donne la formation.")
    if course.minutes < 1:
        errors["minutes"] = _("Donnez une durée.")
    codes = [competency.code for competency, _before, _after in text.raises]
    if len(set(codes)) != len(codes):
        errors["raises"] = _("Une compétence n’est dite qu’une fois.")
    if any(before >= after for _competency, before, after in text.raises):
        errors["raises"] = _("Le niveau d’arrivée est plus haut que celui de départ.")
    if course.pk and course.pk in {one.pk for one in text.requires}:
        errors["requires"] = _("Une formation n’est pas son propre préalable.")
    if errors:
        raise ValidationError(errors)


def _provider(name: str) -> Provider:
    """The one of that name, case and accents aside, or a new one."""
    wanted = one_line(name)[:160]
    known = {fold(found.name): found for found in Provider.objects.all()}
    return known.get(fold(wanted)) or Provider.objects.get_or_create(name=wanted)[0]


def _write_raises(course: Course, raises: Sequence[tuple[Competency, int, int]]) -> None:
    course.raises.exclude(competency__in=[competency for competency, _before, _after in raises]).delete()
    for competency, before, after in raises:
        CourseRaise.objects.update_or_create(
            course=course, competency=competency, defaults={"from_level": before, "to_level": after}
        )


def _said(course: Course) -> dict[str, object]:
    """Everything that a change of text may touch, to say afterwards what did change."""
    plain = {name: getattr(course, name) for name in PLAIN}
    many = {
        "provider": course.provider_id,
        "raises": sorted(course.raises.values_list("competency", "from_level", "to_level")),
        "requires": sorted(course.requires.values_list("pk", flat=True)),
        "trainers": sorted(Course.trainers.through.objects.filter(course=course).values_list("person", flat=True)),
        "topics": sorted(course.topics.values_list("pk", flat=True)),
    }
    return plain | many


def _note(course: Course, by: Person, deed: CourseDeed, at: dt.datetime, fields: Sequence[str] = ()) -> None:
    CourseChange.objects.create(course=course, by=by, deed=deed, fields=list(fields), at=at)


def _free_key(title: str) -> str:
    """An address that no course has: the folded title, with a number where another one stands there."""
    base = slugify(sort_key(title))[:70].strip("-") or "formation"
    taken = RESERVED | set(Course.objects.filter(key__startswith=base).values_list("key", flat=True))
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
