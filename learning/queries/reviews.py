"""What waits for a trainer: open answers, tries asked for; and what a course's figures say without anybody's name."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from competencies.models.frameworks import in_language
from learning.enums import ReviewState
from learning.models import Course, CourseEdition, Following, MoreAttempts, QuizAnswer
from learning.permissions.writing import courses_written_by
from learning.queries.editions import course_of
from learning.rules.lessons import QUIZ, Content
from people.enums import RoleKind
from people.models import Person, RoleHeld

FLOOR = 5


def of_my_courses(person: Person) -> QuerySet[Course]:
    return Course.objects.filter(pk__in=courses_written_by(person).values("course"))


def to_review(person: Person) -> QuerySet[QuizAnswer]:
    """Open answers that wait, of courses that the person gives; never the own ones."""
    rows = QuizAnswer.objects.filter(
        review=ReviewState.WAITING, attempt__following__edition__course__in=of_my_courses(person)
    ).exclude(attempt__following__person=person)
    return rows.select_related(
        "attempt__following__person__organisation", "attempt__following__edition__course"
    ).defer("attempt__following__edition__content")  # fmt: skip


def reviewable(person: Person) -> QuerySet[QuizAnswer]:
    """Also those that were reviewed: a late press finds out what became of them."""
    rows = QuizAnswer.objects.exclude(review="").filter(attempt__following__edition__course__in=of_my_courses(person))
    rows = rows.exclude(attempt__following__person=person)
    return rows.select_related(
        "attempt__following__person__organisation", "attempt__following__edition__course", "reviewed_by"
    ).defer("attempt__following__edition__content")  # fmt: skip


def asked_for(person: Person) -> QuerySet[MoreAttempts]:
    rows = MoreAttempts.objects.filter(granted_at=None, following__edition__course__in=of_my_courses(person))
    rows = rows.exclude(following__person=person)
    return rows.select_related("following__person__organisation", "following__edition__course").defer(
        "following__edition__content"
    )


@dataclass(frozen=True)
class Reviewed:
    """An answer with its question, as who reviews it reads them."""

    answer: QuizAnswer
    question: str
    rubric: str
    module: str


def with_question(answer: QuizAnswer) -> Reviewed:
    outline = course_of(answer.attempt.following.edition)
    stop = outline.find(QUIZ, answer.attempt.quiz)
    raw: Content = next((one for one in stop.raw["questions"] if one["id"] == answer.question), {}) if stop else {}
    module = outline.modules[stop.module] if stop else {}
    return Reviewed(
        answer,
        in_language(raw.get("text_fr", ""), raw.get("text_en", "")),
        in_language(raw.get("rubric_fr", ""), raw.get("rubric_en", "")),
        in_language(module.get("title_fr", ""), module.get("title_en", "")),
    )


def reviewers_of(course_id: int) -> tuple[str, list[int]]:
    """Its trainers who are still that; when none is left, the strategic team. First: as what they are asked."""
    today = timezone.localdate()
    held = RoleHeld.objects.filter(Q(to_on=None) | Q(to_on__gte=today), from_on__lte=today)
    given = Course.trainers.through.objects.filter(course=course_id).values("person")
    keeping = held.filter(role__in=[RoleKind.TRAINER, RoleKind.STRATEGIC_TEAM]).values("person")
    trainers = Person.objects.active().filter(Q(pk__in=given) & Q(pk__in=keeping))
    found = list(trainers.values_list("pk", flat=True))
    if found:
        return "trainer", found
    team = held.filter(role=RoleKind.STRATEGIC_TEAM, organisation=None).values("person")
    return "strategic_team", list(Person.objects.active().filter(pk__in=team).values_list("pk", flat=True))


@dataclass(frozen=True)
class Share:
    """How a question was answered at the first try: `percent` None below the floor."""

    number: int
    text: str
    kind: str
    percent: int | None


@dataclass(frozen=True)
class Figures:
    """Of one edition; None: fewer than five people."""

    edition: CourseEdition
    following: int | None
    finished: int | None
    modules: list[tuple[str, list[Share]]]


def floored(number: int) -> int | None:
    return number if number >= FLOOR else None


def figures_of(edition: CourseEdition) -> Figures:
    """Two queries: how many people, and how each question was answered the first time; rounded like every share to 5 %."""
    counts = Following.objects.filter(edition=edition).aggregate(all=Count("pk"), done=Count("completed_at"))
    everybody = floored(counts["all"])
    done, left = counts["done"], counts["all"] - counts["done"]
    finished = done if everybody and (done == 0 or done >= FLOOR) and (left == 0 or left >= FLOOR) else None
    shares = _shares(edition)
    outline = course_of(edition)
    modules = [
        (
            in_language(outline.modules[stop.module]["title_fr"], outline.modules[stop.module]["title_en"]),
            [
                Share(number, in_language(one["text_fr"], one["text_en"]), one["kind"], shares.get((stop.id, one["id"])))
                for number, one in enumerate(stop.raw["questions"], 1)
            ],
        )
        for stop in outline.stops
        if stop.kind == QUIZ
    ]
    return Figures(edition, everybody, finished, modules)


def _shares(edition: CourseEdition) -> dict[tuple[str, str], int | None]:
    first = QuizAnswer.objects.filter(attempt__following__edition=edition, attempt__number=1)
    rows = first.exclude(attempt__sent_at=None).exclude(right=None).values_list("attempt__quiz", "question", "right")
    right: Counter[tuple[str, str]] = Counter()
    answered: Counter[tuple[str, str]] = Counter()
    for quiz, question, was_right in rows:
        answered[quiz, question] += 1
        right[quiz, question] += bool(was_right)
    return {key: _to_five(right[key], total) if total >= FLOOR else None for key, total in answered.items()}


def _to_five(part: int, whole: int) -> int:
    return round(part * 20 / whole) * 5
