"""Following a course: begun, walked, tried, reviewed, completed; what is kept of it and what cannot happen twice."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from competencies.models import Evidence
from learning.actions import attempts, editions, followings, reviews
from learning.actions.attempts import Said
from learning.enums import CourseState, ReviewState
from learning.models import Attempt, CourseEdition, CourseWriting, Following, LessonDone, QuizAnswer
from learning.queries.followings import current_following, walk_along
from tests.cast import NOW
from tests.factories.courses import CourseRaiseFactory
from tests.factories.lessons import lesson_ids, modules, quiz_of, write_course

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def edition(cast) -> CourseEdition:
    edition = write_course()
    edition.course.trainers.add(cast.karim)
    CourseRaiseFactory(course=edition.course, to_level=2)
    return edition


@pytest.fixture
def following(cast, edition) -> Following:
    return followings.start_course(by=cast.bruno, course=edition.course, at=NOW)


def said(edition, **changed):
    """Everything right, save what `changed` says by kind of question."""
    answers = {}
    for one in quiz_of(edition)["questions"]:
        right = Said(
            chosen=tuple(each["id"] for each in one["options"] if each["right"]),
            text={"short": "L’ESSENTIEL", "open": "Ma réponse."}.get(one["kind"], ""),
        )
        answers[one["id"]] = changed.get(one["kind"], right)
    return answers


def send(cast, following, edition, at=NOW, **changed):
    attempt = attempts.start_attempt(by=cast.bruno, following=following, quiz=quiz_of(edition)["id"], at=at)
    return attempts.send_attempt(by=cast.bruno, attempt=attempt, said=said(edition, **changed), at=at)


def finish_lessons(cast, following, edition):
    for lesson in lesson_ids(edition):
        followings.finish_lesson(by=cast.bruno, following=following, lesson=lesson, at=NOW)


def waiting():
    return QuizAnswer.objects.get(review=ReviewState.WAITING)


def test_begun_twice_is_begun_once(cast, edition, following):
    assert followings.start_course(by=cast.bruno, course=edition.course, at=LATER) == following
    assert Following.objects.get().started_at == NOW


def test_a_finished_lesson_keeps_the_place_and_counts_once(cast, edition, following):
    first = lesson_ids(edition)[0]
    for at in (NOW, LATER):
        followings.finish_lesson(by=cast.bruno, following=following, lesson=first, at=at)

    following.refresh_from_db()
    assert (following.lesson, following.last_at) == (quiz_of(edition)["id"], LATER)
    assert [(one.lesson, one.at) for one in LessonDone.objects.all()] == [(first, NOW)]
    progress = walk_along(following).progress
    assert (progress.done, progress.total, progress.minutes_left) == (1, 3, 9)


def test_a_lesson_of_another_edition_is_none(cast, following):
    with pytest.raises(LessonDone.DoesNotExist):
        followings.finish_lesson(by=cast.bruno, following=following, lesson="ailleurs", at=NOW)


def test_somebody_elses_course_is_not_walked(cast, edition, following):
    with pytest.raises(PermissionDenied):
        followings.finish_lesson(by=cast.amina, following=following, lesson=lesson_ids(edition)[0], at=NOW)


def test_the_whole_way_to_evidence_with_its_level(cast, edition, following):
    finish_lessons(cast, following, edition)
    attempt = send(cast, following, edition)
    assert (attempt.percent, attempt.passed) == (None, None)

    completed = reviews.review_answer(by=cast.karim, answer=waiting(), accepted=True, comment="", at=LATER)

    attempt.refresh_from_db()
    following.refresh_from_db()
    assert (completed, attempt.percent, attempt.passed, following.completed_at) == (True, 100, True, LATER)
    evidence = Evidence.objects.get()
    assert (evidence.person, evidence.level, evidence.source_key) == (cast.bruno, 2, f"following:{following.pk}")
    assert followings.settle(following=following, at=LATER) is False


def test_lessons_alone_prove_no_level(cast, edition, following):
    CourseWriting.objects.filter(course=edition.course).update(completion="lessons")
    writing = CourseWriting.objects.get()
    editions.publish_edition(by=cast.karim, writing=writing, note="", at=NOW)
    newer = followings.start_course(by=cast.bruno, course=edition.course, at=NOW)

    finish_lessons(cast, newer, edition)

    newer.refresh_from_db()
    assert newer.completed_at == NOW
    assert [one.level for one in Evidence.objects.all()] == [None]


def test_a_failed_try_says_so_at_once_and_brings_the_open_answer_along(cast, edition, following):
    first = send(cast, following, edition, single=Said(), multiple=Said())
    assert (first.percent, first.passed) == (25, False)
    assert not QuizAnswer.objects.exclude(review="").exists()

    again = attempts.start_attempt(by=cast.bruno, following=following, quiz=first.quiz, at=LATER)

    assert again.number == 2
    assert [(one.kind, one.text) for one in again.answers.all()] == [("open", "Ma réponse.")]


def test_an_accepted_answer_stays_accepted_in_the_next_try_while_it_reads_the_same(cast):
    edition = write_course()
    edition.course.trainers.add(cast.karim)
    following = followings.start_course(by=cast.bruno, course=edition.course, at=NOW)
    send(cast, following, edition, short=Said(text="autre"))
    reviews.review_answer(by=cast.karim, answer=waiting(), accepted=True, comment="Bien.", at=NOW)
    assert Attempt.objects.get().passed is True


def test_given_back_costs_no_try_and_is_written_again(cast, edition, following):
    attempt = send(cast, following, edition)
    reviews.review_answer(by=cast.karim, answer=waiting(), accepted=False, comment="Il en manque un.", at=NOW)
    answer = QuizAnswer.objects.get(kind="open")
    assert (answer.review, answer.right, answer.feedback) == (ReviewState.TO_REDO, None, "Il en manque un.")

    reviews.write_again(by=cast.bruno, answer=answer, text="Mieux.", at=LATER)

    assert (waiting().text, Attempt.objects.count()) == ("Mieux.", 1)
    reviews.review_answer(by=cast.karim, answer=waiting(), accepted=True, comment="", at=LATER)
    attempt.refresh_from_db()
    assert attempt.passed is True


def test_given_back_says_what_is_missing(cast, edition, following):
    send(cast, following, edition)
    with pytest.raises(ValidationError, match="Dites ce qui manque"):
        reviews.review_answer(by=cast.karim, answer=waiting(), accepted=False, comment=" ", at=NOW)


def test_reviewed_once(cast, edition, following):
    send(cast, following, edition)
    answer = waiting()
    reviews.review_answer(by=cast.karim, answer=answer, accepted=True, comment="", at=NOW)
    with pytest.raises(reviews.AlreadyReviewed):
        reviews.review_answer(by=cast.gisele, answer=answer, accepted=False, comment="Non.", at=LATER)


@pytest.mark.parametrize("key", ["bruno", "amina", "esther", "olga", "jules"])
def test_only_trainers_of_the_course_and_the_strategic_team_review(cast, edition, following, key):
    send(cast, following, edition)
    with pytest.raises(PermissionDenied):
        reviews.review_answer(by=cast.people[key], answer=waiting(), accepted=True, comment="", at=NOW)


def test_a_try_is_sent_once(cast, edition, following):
    attempt = send(cast, following, edition)
    with pytest.raises(attempts.AlreadySent):
        attempts.send_attempt(by=cast.bruno, attempt=attempt, said=said(edition), at=LATER)
    with pytest.raises(attempts.AlreadySent):
        attempts.save_answers(by=cast.bruno, attempt=attempt, said={}, at=LATER)


def test_tries_are_counted_and_one_more_is_granted(cast, edition, following):
    quiz = quiz_of(edition)["id"]
    for _try in range(2):
        send(cast, following, edition, single=Said(), multiple=Said())
    with pytest.raises(ValidationError, match="Vos essais sont utilisés"):
        attempts.start_attempt(by=cast.bruno, following=following, quiz=quiz, at=NOW)

    asked = attempts.ask_for_more(by=cast.bruno, following=following, quiz=quiz, at=NOW)
    assert attempts.ask_for_more(by=cast.bruno, following=following, quiz=quiz, at=LATER) == asked
    with pytest.raises(PermissionDenied):
        attempts.grant_more(by=cast.bruno, asked=asked, at=NOW)
    for _twice in range(2):
        attempts.grant_more(by=cast.karim, asked=asked, at=NOW)

    assert attempts.start_attempt(by=cast.bruno, following=following, quiz=quiz, at=NOW).number == 3


def test_a_retired_course_is_finished_but_not_begun(cast, edition, following):
    edition.course.state = CourseState.RETIRED
    edition.course.save()

    finish_lessons(cast, following, edition)
    assert LessonDone.objects.count() == 2
    with pytest.raises(ValidationError, match="n’est plus offert"):
        followings.start_course(by=cast.amina, course=edition.course, at=NOW)


def test_a_newer_edition_is_gone_over_to_by_choice(cast, edition, following):
    finish_lessons(cast, following, edition)
    CourseWriting.objects.update(completion="lessons")
    editions.publish_edition(by=cast.karim, writing=CourseWriting.objects.get(), note="Plus court.", at=LATER)
    assert walk_along(current_following(cast.bruno, edition.course.key)).newer == 2

    newer = followings.start_course(by=cast.bruno, course=edition.course, at=LATER)

    assert (newer.edition.number, LessonDone.objects.filter(following=following).count()) == (2, 2)
    assert current_following(cast.bruno, edition.course.key) == newer


def test_answers_are_kept_as_one_answers(cast, edition, following):
    attempt = attempts.start_attempt(by=cast.bruno, following=following, quiz=quiz_of(edition)["id"], at=NOW)
    given = said(edition, open=Said(text="Un début."), single=Said(chosen=("inconnue",)))

    attempts.save_answers(by=cast.bruno, attempt=attempt, said=given, at=LATER)

    kept = {one.kind: (one.chosen, one.text) for one in attempt.answers.all()}
    assert (kept["open"], kept["single"], len(kept["multiple"][0])) == (([], "Un début."), ([], ""), 2)
    assert attempts.start_attempt(by=cast.bruno, following=following, quiz=attempt.quiz, at=LATER) == attempt


def test_publishing_says_everything_that_is_missing(cast, edition):
    raw = modules()
    raw[0]["lessons"][0]["blocks"] = []
    raw[0]["quiz"]["questions"][0]["options"] = []
    other = CourseWriting.objects.get()
    other.modules = _stream(raw)
    other.save()

    with pytest.raises(ValidationError) as refusal:
        editions.publish_edition(by=cast.karim, writing=other, note="", at=NOW)

    assert refusal.value.messages == [
        "Premier module › Première leçon\xa0: Cette leçon est vide.",
        "Premier module\xa0: La question 1 demande au moins deux choix.",
        "Premier module\xa0: La question 1 n’a aucune bonne réponse. Cochez-en une.",
    ]
    assert CourseEdition.objects.count() == 1


def _stream(raw):
    from learning.actions.edition_loading import _module
    from learning.models.lesson_blocks import CourseBody

    return CourseBody().to_python([_module(one, f"x/{number}") for number, one in enumerate(raw)])


def test_nothing_new_is_not_published(cast, edition):
    with pytest.raises(ValidationError, match="Rien n’a changé depuis l’édition 1"):
        editions.publish_edition(by=cast.karim, writing=CourseWriting.objects.get(), note="", at=NOW)


@pytest.mark.parametrize("key", ["amina", "esther", "farid", "olga"])
def test_others_neither_write_nor_publish(cast, edition, key):
    with pytest.raises(PermissionDenied):
        editions.open_writing(by=cast.people[key], course=edition.course)
    with pytest.raises(PermissionDenied):
        editions.publish_edition(by=cast.people[key], writing=CourseWriting.objects.get(), note="", at=NOW)
