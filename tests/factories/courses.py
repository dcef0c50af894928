"""Courses, sessions, enrolments and self-paced editions, written directly: exact rows, no event, no check of an action."""

import datetime as dt

import factory

from core.rules.text import sort_key as folded_title
from learning.enums import CourseKind, CourseState, EnrolmentState
from learning.models import (
    Attempt,
    Course,
    CourseEdition,
    CourseRaise,
    CourseRating,
    CourseWish,
    Enrolment,
    Following,
    Meeting,
    Provider,
    QuizAnswer,
    Session,
)
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import PersonFactory


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider
        django_get_or_create = ("name",)

    name = "Réseau (essai)"


class CourseFactory(factory.django.DjangoModelFactory):
    """In the catalogue, in a classroom, six hours."""

    class Meta:
        model = Course

    key = factory.Sequence(lambda n: f"formation-{n}")
    title_fr = factory.Sequence(lambda n: f"Formation {n}")
    title_en = factory.Sequence(lambda n: f"Course {n}")
    sort_key = factory.LazyAttribute(lambda made: folded_title(made.title_fr))
    summary_fr = "Ce que l’on y apprend."
    provider = factory.SubFactory(ProviderFactory)
    kind = CourseKind.CLASSROOM
    minutes = 360
    state = CourseState.PUBLISHED
    created_at = NOW
    changed_at = NOW


class CourseRaiseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourseRaise

    course = factory.SubFactory(CourseFactory)
    competency = factory.SubFactory(CompetencyFactory)
    from_level = 1
    to_level = 2


class CourseRatingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourseRating

    course = factory.SubFactory(CourseFactory)
    person = factory.SubFactory(PersonFactory)
    stars = 4
    at = NOW


class CourseWishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourseWish

    person = factory.SubFactory(PersonFactory)
    subject = "Un sujet"
    folded = factory.LazyAttribute(lambda made: folded_title(made.subject))
    at = NOW


class SessionFactory(factory.django.DjangoModelFactory):
    """One meeting of six hours, in ten days, twelve seats."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    starts_at = NOW + dt.timedelta(days=10)
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + dt.timedelta(hours=6))
    seats = 12
    created_at = NOW
    changed_at = NOW

    @factory.post_generation
    def meetings(self: Session, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            Meeting.objects.create(session=self, starts_at=self.starts_at, ends_at=self.ends_at)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A confirmed seat; the session's roll-up `taken` is the test's to set."""

    class Meta:
        model = Enrolment

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("person.organisation")
    state = EnrolmentState.CONFIRMED
    requested_at = NOW
    queued_at = NOW


class CourseEditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourseEdition

    course = factory.SubFactory(CourseFactory, kind=CourseKind.SELF_PACED)
    number = 1
    content = factory.LazyFunction(lambda: {"modules": []})
    published_at = NOW


class FollowingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Following

    edition = factory.SubFactory(CourseEditionFactory)
    person = factory.SubFactory(PersonFactory)
    started_at = NOW
    last_at = NOW


class AttemptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attempt

    following = factory.SubFactory(FollowingFactory)
    quiz = "q1"
    number = 1
    started_at = NOW


class QuizAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuizAnswer

    attempt = factory.SubFactory(AttemptFactory)
    question = "a"
    kind = "open"
