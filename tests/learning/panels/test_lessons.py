"""Courses at one's own pace among a person's data, and what is forgotten in its time."""

import datetime as dt

import pytest

from learning.actions import attempts, followings
from learning.actions.attempts import Said
from learning.actions.lesson_retention import forget_answers, forget_files
from learning.models import Attempt, LessonFile, QuizAnswer
from people.queries.registries import data_exporters
from tests.cast import NOW
from tests.factories.lessons import quiz_of, write_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(cast) -> Attempt:
    edition = write_course()
    following = followings.start_course(by=cast.bruno, course=edition.course, at=NOW)
    made = attempts.start_attempt(by=cast.bruno, following=following, quiz=quiz_of(edition)["id"], at=NOW)
    single = quiz_of(edition)["questions"][0]
    said = {single["id"]: Said(chosen=(single["options"][0]["id"],))}
    return attempts.send_attempt(by=cast.bruno, attempt=made, said=said, at=NOW)


def test_what_one_downloads(cast, attempt):
    (course,) = data_exporters["courses-followed"].export(cast.bruno)
    assert (course["edition"], course["lecons_terminees"], course["termine"]) == (1, 0, "")
    rows = data_exporters["quiz-answers"].export(cast.bruno)
    assert [(one["question"], one["reponse"], one["juste"]) for one in rows] == [
        ("Laquelle?", "bonne", "oui"), ("Lesquelles?", "", "non"), ("Quel mot?", "", "non"), ("Racontez.", "", ""),
    ]  # fmt: skip
    assert {one["resultat"] for one in rows} == {25}
    assert data_exporters["quiz-answers"].export(cast.amina) == []


def test_answers_go_after_two_years_and_the_outcome_stays(attempt):
    soon, late = NOW + dt.timedelta(days=729), NOW + dt.timedelta(days=731)
    assert forget_answers(soon, dry_run=False) == 0
    assert forget_answers(late, dry_run=True) == 4
    assert forget_answers(late, dry_run=False) == 4
    assert not QuizAnswer.objects.exists()
    assert Attempt.objects.get().percent == 25


def test_files_that_nobody_published_go_after_a_year(cast):
    for name, published in (("perdu", None), ("publie", NOW)):
        LessonFile.objects.create(
            owner=cast.karim, kind="document", title=name, name=name, extension="pdf", media_type="application/pdf", size=1,
            digest="0", created_at=NOW, published_at=published,
        )  # fmt: skip
    late = NOW + dt.timedelta(days=366)
    assert forget_files(late, dry_run=True) == 1
    assert forget_files(late, dry_run=False) == 1
    assert LessonFile.objects.get().title == "publie"
