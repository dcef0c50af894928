"""A course that Karim gives and Amina follows: one open answer of hers waits, and she asked for one more try at it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile

from learning.actions import attempts, followings
from learning.actions.attempts import Said
from learning.enums import CourseKind, ReviewState
from learning.models import Course, LessonFile, MoreAttempts, QuizAnswer
from tests.factories.courses import CourseFactory
from tests.factories.lessons import lesson_ids, quiz_of, write_course

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Lessons:
    course: Course
    lesson: str
    quiz: str
    answer: QuizAnswer
    asked: MoreAttempts
    file: LessonFile


def tell_lessons(world: "World", *, private_word: str) -> Lessons:
    amina, karim = world.cast.amina, world.cast.karim
    course = CourseFactory(key="cours-essai", kind=CourseKind.SELF_PACED)
    course.trainers.add(karim)
    edition = write_course(course, at=world.at)
    following = followings.start_course(by=amina, course=course, at=world.at)
    quiz = quiz_of(edition)
    attempt = attempts.start_attempt(by=amina, following=following, quiz=quiz["id"], at=world.at)
    said = {one["id"]: _right(one, private_word) for one in quiz["questions"]}
    attempts.send_attempt(by=amina, attempt=attempt, said=said, at=world.at)
    asked = MoreAttempts.objects.create(following=following, quiz=quiz["id"], asked_at=world.at)
    file = LessonFile(
        owner=karim, kind="captions", title="Essai", name="essai.vtt", extension="vtt", media_type="text/vtt", size=20,
        digest="0", created_at=world.at,
    )  # fmt: skip
    file.file.save("essai.vtt", ContentFile(b"WEBVTT\n\n00:00 --> 00:01\n"), save=False)
    file.save()
    answer = QuizAnswer.objects.get(review=ReviewState.WAITING)
    return Lessons(course, lesson_ids(edition)[0], quiz["id"], answer, asked, file)


def _right(question: dict[str, Any], words: str) -> Said:
    chosen = tuple(one["id"] for one in question["options"] if one["right"])
    return Said(chosen=chosen, text={"short": "l’essentiel", "open": words}.get(question["kind"], ""))
