"""The pages of a course at one's own pace: walked without scripts, kept as one answers, reviewed, written, counted."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core import outbox
from learning.actions import attempts, followings
from learning.models import Attempt, CourseWriting, Following, LessonFile, MoreAttempts, QuizAnswer
from people.models import RoleHeld
from tests.cast import NOW, TODAY
from tests.factories.courses import CourseRaiseFactory, FollowingFactory
from tests.factories.lessons import answers, lesson, lesson_ids, module, quiz_of, write_course
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    edition = write_course()
    edition.course.trainers.add(cast.karim)
    CourseRaiseFactory(course=edition.course, to_level=2)
    return edition


def url(name, edition, *more):
    return reverse(f"learning:{name}", args=[edition.course.key, *more])


@pytest.fixture
def walking(cast, client_of, edition):
    """Bruno's browser, at the beginning of the course."""
    client = client_of(cast.bruno)
    client.post(url("course-start", edition))
    return client


def opened(client, edition):
    quiz = quiz_of(edition)["id"]
    client.post(url("quiz-start", edition, quiz))
    return Attempt.objects.latest("pk")


def send(client, edition, attempt, **changed):
    place = url("quiz-send", edition, attempt.quiz, attempt.number)
    return client.post(place, answers(edition, **changed))


def test_before_one_begins_the_outline_is_shown_and_lessons_lead_to_it(cast, client_of, edition):
    client = client_of(cast.bruno)
    page = client.get(url("course-follow", edition)).content.decode()
    assert "Commencer le cours" in page
    assert "Première leçon" in page
    first = client.get(url("lesson-detail", edition, lesson_ids(edition)[0]))
    assert (first.status_code, first["Location"]) == (303, url("course-follow", edition))


def test_from_the_first_lesson_to_the_end(cast, client_of, walking, edition):
    first, second = lesson_ids(edition)
    quiz = quiz_of(edition)["id"]
    assert "Un texte." in walking.get(url("lesson-detail", edition, first)).content.decode()

    assert walking.post(url("lesson-finish", edition, first))["Location"] == url("quiz-detail", edition, quiz)
    attempt = opened(walking, edition)
    assert send(walking, edition, attempt)["Location"] == url("quiz-result", edition, quiz, 1)
    page = walking.get(url("quiz-result", edition, quiz, 1)).content.decode()
    assert "le résultat dépend de la relecture" in page
    assert walking.post(url("lesson-finish", edition, second))["Location"] == url("course-follow", edition)

    answer = QuizAnswer.objects.get(review="waiting")
    trainer = client_of(cast.karim)
    assert trainer.get(reverse("learning:review-list")).content.decode().count("Racontez.") == 1
    trainer.post(reverse("learning:review-detail", args=[answer.pk]), {"verdict": "accept", "comment": "Bravo."})

    end = walking.get(url("course-completed", edition)).content.decode()
    assert "Ce que cela ajoute à vos preuves" in end
    while outbox.work_off_all(at=timezone.now()):
        pass
    notices = walking.get("/notifications/").content.decode()
    assert "Votre réponse est acceptée : vous avez terminé".replace(" :", "\xa0:") in notices


def test_what_is_missing_is_said_and_nothing_is_lost(walking, edition):
    attempt = opened(walking, edition)
    response = send(walking, edition, attempt, single="", open="Presque rien.")
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("Choisissez une réponse.") == 2
    assert "Presque rien." in page
    attempt.refresh_from_db()
    assert attempt.sent_at is None


def test_answers_come_back_on_another_device(cast, client_of, walking, edition):
    attempt = opened(walking, edition)
    place = url("quiz-save", edition, attempt.quiz, attempt.number)
    kept = walking.post(place, answers(edition, open="À demi écrit", single=""), headers={"HX-Request": "true"})
    assert 'id="quiz-kept"' in kept.content.decode()

    other = client_of(cast.bruno).get(url("quiz-detail", edition, attempt.quiz)).content.decode()
    assert "À demi écrit" in other
    assert other.count("checked") == 2


def test_sent_from_two_devices_it_counts_once(walking, edition):
    attempt = opened(walking, edition)
    send(walking, edition, attempt)
    again = send(walking, edition, attempt, open="Autre chose.")
    assert again["Location"] == url("quiz-result", edition, attempt.quiz, 1)
    assert [one.text for one in QuizAnswer.objects.filter(kind="open")] == ["Ma réponse."]


def test_feedback_does_not_give_the_right_answer_away(walking, edition):
    attempt = opened(walking, edition)
    single, multiple = quiz_of(edition)["questions"][:2]
    wrong = [one["id"] for one in single["options"] if not one["right"]]
    send(walking, edition, attempt, single=wrong[0], multiple=[multiple["options"][2]["id"]])

    page = walking.get(url("quiz-result", edition, attempt.quiz, 1)).content.decode()

    assert "Non." in page
    assert "Oui." not in page
    assert "bonne" not in page.partition('<ol class="quiz-told">')[2].partition("</ol>")[0]
    assert page.count("À relire") == 2


def test_tries_that_are_used_up_are_asked_for(cast, client_of, walking, edition):
    for _try in range(2):
        attempt = opened(walking, edition)
        send(walking, edition, attempt, short="non", multiple=[quiz_of(edition)["questions"][1]["options"][2]["id"]])
    quiz = quiz_of(edition)["id"]
    assert walking.post(url("quiz-start", edition, quiz)).status_code == 422
    assert "Demander un essai de plus" in walking.get(url("quiz-detail", edition, quiz)).content.decode()
    walking.post(url("quiz-ask", edition, quiz))

    trainer = client_of(cast.karim)
    assert cast.bruno.name in trainer.get(reverse("learning:review-list")).content.decode()
    trainer.post(reverse("learning:attempts-grant", args=[MoreAttempts.objects.get().pk]))
    assert walking.post(url("quiz-start", edition, quiz)).status_code == 303


def test_given_back_it_is_written_again_on_the_page_of_the_result(cast, client_of, walking, edition):
    attempt = opened(walking, edition)
    send(walking, edition, attempt)
    answer = QuizAnswer.objects.get(review="waiting")
    place = reverse("learning:review-detail", args=[answer.pk])
    refused = client_of(cast.karim).post(place, {"verdict": "redo", "comment": ""})
    assert (refused.status_code, "Dites ce qui manque" in refused.content.decode()) == (422, True)
    client_of(cast.karim).post(place, {"verdict": "redo", "comment": "Un obstacle de plus."})

    page = walking.get(url("quiz-result", edition, attempt.quiz, 1)).content.decode()
    assert "Un obstacle de plus." in page
    empty = walking.post(url("answer-again", edition, answer.pk), {"text": " "})
    assert empty.status_code == 422
    walking.post(url("answer-again", edition, answer.pk), {"text": "Deux obstacles."})
    assert QuizAnswer.objects.get(review="waiting").text == "Deux obstacles."


def test_who_no_longer_trains_hands_over_to_the_strategic_team(cast, client_of, walking, edition):
    RoleHeld.objects.filter(person=cast.karim).update(to_on=TODAY - dt.timedelta(days=30))
    send(walking, edition, opened(walking, edition))
    while outbox.work_off_all(at=timezone.now()):
        pass
    assert "attend votre relecture" in client_of(cast.gisele).get("/notifications/").content.decode()
    assert client_of(cast.karim).get(reverse("learning:review-list")).status_code == 403


def test_another_trainers_course_is_not_known(cast, client_of, walking, edition):
    edition.course.trainers.set([cast.esther])
    send(walking, edition, opened(walking, edition))
    client = client_of(cast.karim)
    answer = QuizAnswer.objects.get(review="waiting")
    assert client.get(reverse("learning:review-detail", args=[answer.pk])).status_code == 404
    assert client.get(url("edition-publish", edition)).status_code == 404
    writing = CourseWriting.objects.get()
    for name in ("edit", "history", "usage", "preview_on_edit"):
        answer = client.get(reverse(f"wagtailsnippets_learning_coursewriting:{name}", args=[writing.pk]))
        assert (name, answer.status_code) == (name, 302)


def test_figures_have_a_floor_and_no_names(cast, client_of, edition):
    for person in PersonFactory.create_batch(4):
        FollowingFactory(edition=edition, person=person)
    client = client_of(cast.karim)
    assert "moins de 5" in client.get(url("edition-figures", edition)).content.decode()
    following = followings.start_course(by=cast.bruno, course=edition.course, at=NOW)
    attempts.start_attempt(by=cast.bruno, following=following, quiz=quiz_of(edition)["id"], at=NOW)

    page = client.get(url("edition-figures", edition)).content.decode()
    assert '<span class="stat-value">5</span>' in page
    assert "moins de 5 réponses" in page
    assert cast.bruno.family_name not in page


def test_publishing_from_the_page(cast, client_of, edition):
    client = client_of(cast.karim)
    page = client.get(url("edition-publish", edition)).content.decode()
    assert "Il n’y a rien de nouveau à publier." in page
    CourseWriting.objects.update(completion="lessons")
    response = client.post(url("edition-publish", edition), {"note": "Plus court."})
    assert response["Location"] == reverse("learning:writing-list")
    assert edition.course.editions.first().note == "Plus court."


def test_the_newer_edition_is_offered(cast, client_of, walking, edition):
    CourseWriting.objects.update(completion="lessons")
    client_of(cast.karim).post(url("edition-publish", edition), {"note": ""})
    assert "L’édition 2 de ce cours est parue" in walking.get(url("course-follow", edition)).content.decode()
    walking.post(url("course-start", edition))
    assert list(Following.objects.order_by("pk").values_list("edition__number", flat=True)) == [1, 2]


VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour.\n"


def test_files_are_checked_by_what_they_hold(cast, client_of):
    client = client_of(cast.karim)
    place = reverse("wagtailsnippetchoosers_learning_lessonfile:create")
    for name, data in (("a.vtt", VTT), ("b.vtt", b"pas des sous-titres"), ("c.exe", b"MZ\x90")):
        client.post(place, {"title": name, "file": SimpleUploadedFile(name, data)})
    assert [(one.kind, one.media_type, one.owner) for one in LessonFile.objects.all()] == [
        ("captions", "text/vtt", cast.karim)
    ]


def test_a_part_of_a_file_is_sent_when_a_player_asks_for_it(cast, client_of):
    client = client_of(cast.karim)
    place = reverse("wagtailsnippetchoosers_learning_lessonfile:create")
    client.post(place, {"title": "", "file": SimpleUploadedFile("a.vtt", VTT)})
    file = LessonFile.objects.get()
    whole = client.get(file.get_absolute_url())
    assert (whole.status_code, b"".join(whole), whole["Accept-Ranges"]) == (200, VTT, "bytes")
    part = client.get(file.get_absolute_url(), headers={"Range": "bytes=0-5"})
    assert (part.status_code, b"".join(part), part["Content-Range"]) == (206, b"WEBVTT", f"bytes 0-5/{len(VTT)}")
    last = client.get(file.get_absolute_url(), headers={"Range": "bytes=-3"})
    assert b"".join(last) == VTT[-3:]
    assert client_of(cast.bruno).get(file.get_absolute_url()).status_code == 404


def test_text_of_a_lesson_is_markdown_and_never_markup(cast, client_of):
    edition = write_course(raw=[module("M", lesson("L", "**gras** <script>alert(1)</script>"))])
    client = client_of(cast.bruno)
    client.post(url("course-start", edition))
    page = client.get(url("lesson-detail", edition, lesson_ids(edition)[0])).content.decode()
    assert "<strong>gras</strong> &lt;script&gt;" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_lesson_costs_the_same_however_long_the_course(cast, client_of, django_assert_num_queries, rows):
    edition = write_course(raw=[module("M", *[lesson(f"L{number}") for number in range(rows)])])
    client = client_of(cast.bruno)
    client.post(url("course-start", edition))
    place = url("lesson-detail", edition, lesson_ids(edition)[0])
    client.get(place)
    with django_assert_num_queries(LESSON_QUERIES):
        client.get(place)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_trainers_cost_the_same_however_many_wait(cast, client_of, django_assert_num_queries, edition, rows):
    for person in PersonFactory.create_batch(rows):
        following = followings.start_course(by=person, course=edition.course, at=NOW)
        attempt = attempts.start_attempt(by=person, following=following, quiz=quiz_of(edition)["id"], at=NOW)
        QuizAnswer.objects.create(
            attempt=attempt, question=quiz_of(edition)["questions"][3]["id"], kind="open", text="x", review="waiting"
        )
        Attempt.objects.filter(pk=attempt.pk).update(sent_at=NOW)
        MoreAttempts.objects.create(following=following, quiz="q", asked_at=NOW)
        write_course().course.trainers.add(cast.karim)
    client = client_of(cast.karim)
    for name, number in (("review-list", REVIEW_QUERIES), ("writing-list", WRITING_QUERIES)):
        client.get(reverse(f"learning:{name}"))
        with django_assert_num_queries(number):
            client.get(reverse(f"learning:{name}"))


LESSON_QUERIES, REVIEW_QUERIES, WRITING_QUERIES = 3, 5, 4
