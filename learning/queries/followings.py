"""A self-paced course as one learner walks through it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from core.database import prepared
from learning.enums import CourseState
from learning.models import Attempt, Course, CourseEdition, Following, LessonDone, MoreAttempts
from learning.queries.editions import course_of, newest_edition
from learning.rules import lessons
from learning.rules.quizzes import attempts_left
from people.models import Person

# What pages show of the course that is followed: the rest of it, and all of the content, is not read with every lesson.
SHOWN = (
    "lesson", "started_at", "last_at", "completed_at", "person_id", "edition__course_id", "edition__number",
    "edition__published_at", "edition__note", "edition__course__key", "edition__course__title_fr",
    "edition__course__title_en", "edition__course__summary_fr", "edition__course__summary_en", "edition__course__state",
    "edition__course__space__slug", "edition__course__space__name",
)  # fmt: skip


@dataclass(frozen=True)
class QuizState:
    """Where a learner is with one quiz. `open`: a try begun and not sent; `left` None: as many tries as one wants."""

    attempts: tuple[Attempt, ...] = ()
    left: int | None = None
    asked: bool = False

    @property
    def open(self) -> Attempt | None:
        return next((one for one in self.attempts if one.sent_at is None), None)

    @property
    def sent(self) -> list[Attempt]:
        return [one for one in self.attempts if one.sent_at is not None]

    @property
    def passed(self) -> bool:
        return any(one.passed for one in self.attempts)

    @property
    def waiting(self) -> Attempt | None:
        """The last try, when an open answer of it has not been settled yet."""
        last = self.sent[-1] if self.sent else None
        return last if last is not None and last.passed is None else None

    @property
    def may_try(self) -> bool:
        return not self.passed and self.waiting is None and (self.open is not None or self.left is None or self.left > 0)


@dataclass
class Walk:
    """`newer`: an edition that was published since the one that is followed."""

    course: Course
    edition: CourseEdition
    outline: lessons.Course
    following: Following | None = None
    newer: int | None = None
    done: frozenset[str] = frozenset()
    quizzes: dict[str, QuizState] = field(default_factory=dict)

    @property
    def retired(self) -> bool:
        return self.course.state == CourseState.RETIRED

    @property
    def progress(self) -> lessons.Progress:
        return lessons.progress(self.outline, self.done, [key for key, state in self.quizzes.items() if state.passed])

    @property
    def resume(self) -> lessons.Stop | None:
        """Where the learner was, else what comes next."""
        at = self.following.lesson if self.following else ""
        return next((one for one in self.outline.stops if one.id == at), None) or self.progress.next

    def quiz(self, quiz_id: str) -> QuizState:
        return self.quizzes.get(quiz_id, QuizState())

    def is_done(self, stop: lessons.Stop) -> bool:
        return stop.id in self.done if stop.kind == lessons.LESSON else self.quiz(stop.id).passed


def own_followings(person: Person) -> QuerySet[Following]:
    return Following.objects.filter(person=person).select_related("edition__course__space").only(*SHOWN)


@prepared
def current_following(person: Person, key: str) -> Following | None:
    """The one of the newest edition that the person began; `newest`: number of the newest edition that there is."""
    numbers = CourseEdition.objects.filter(course=OuterRef("edition__course")).order_by("-number").values("number")[:1]
    rows = own_followings(person).filter(edition__course__key=key)
    return rows.annotate(newest=Subquery(numbers)).order_by("-edition__number").first()


def walk_of(person: Person, key: str) -> Walk:
    """Raises Course.DoesNotExist, or CourseEdition.DoesNotExist when nothing was published yet."""
    following = current_following(person, key)
    if following is None:
        course = Course.objects.visible_to(person).get(key=key)
        edition = newest_edition(course)
        if edition is None:
            raise CourseEdition.DoesNotExist
        return Walk(course, edition, course_of(edition))
    return walk_along(following)


@prepared
def walk_along(following: Following) -> Walk:
    """Two queries for what is done; the content is the process's."""
    edition = following.edition
    outline = course_of(edition)
    newest = getattr(following, "newest", edition.number)
    return Walk(
        course=edition.course,
        edition=edition,
        outline=outline,
        following=following,
        newer=newest if newest > edition.number else None,
        done=frozenset(LessonDone.objects.filter(following=following).values_list("lesson", flat=True)),
        quizzes=quiz_states(following, outline),
    )


def quiz_states(following: Following, outline: lessons.Course) -> dict[str, QuizState]:
    quizzes = [stop for stop in outline.stops if stop.kind == lessons.QUIZ]
    if not quizzes:
        return {}
    tried: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(following=following).order_by("quiz", "number"):
        tried[attempt.quiz].append(attempt)
    out = [key for key, rows in tried.items() if not any(one.passed for one in rows)]
    more: dict[str, list[bool]] = defaultdict(list)
    if out and any(stop.raw.get("attempts") for stop in quizzes):
        for quiz, granted in MoreAttempts.objects.filter(following=following).values_list("quiz", "granted_at"):
            more[quiz].append(granted is not None)
    return {
        stop.id: QuizState(
            tuple(tried[stop.id]),
            attempts_left(stop.raw.get("attempts"), len(tried[stop.id]), sum(more[stop.id])),
            asked=False in more[stop.id],
        )
        for stop in quizzes
    }


def earlier_followings(walk: Walk) -> list[Following]:
    """Of the same course, in editions that the learner left for a newer one."""
    if walk.following is None:
        return []
    rows = Following.objects.filter(person=walk.following.person_id, edition__course=walk.course)
    rows = rows.exclude(pk=walk.following.pk).select_related("edition").defer("edition__content")
    return list(rows.order_by("-edition__number"))


def followed_by(person: Person) -> QuerySet[Following]:
    """Courses that the person has begun, the latest first; one row per course, of the newest edition begun."""
    newest = (
        Following.objects.filter(person=person, edition__course=OuterRef("edition__course"))
        .order_by("-edition__number").values("pk")[:1]
    )  # fmt: skip
    return own_followings(person).filter(pk=Subquery(newest)).order_by("-last_at", "-pk")
