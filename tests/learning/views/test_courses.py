"""The catalogue and the page of a course: what anybody reads, what who took it adds, the same queries at any length."""

import datetime as dt

import pytest
from django.urls import reverse

from activity.actions.subscriptions import follow
from learning.actions import course_ratings
from learning.enums import CourseState, EnrolmentState
from learning.models import CourseRating, CourseShown, CourseWish, Step
from learning.queries.course_kept import forget_counts
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import (
    CourseFactory,
    CourseRaiseFactory,
    CourseRatingFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.plans import GoalFactory, PlanFactory

pytestmark = pytest.mark.django_db
LIST = reverse("learning:course-list")


@pytest.fixture(autouse=True)
def _counted_anew():
    forget_counts()


def taken_by(person, **more):
    course = CourseFactory(**more)
    session = SessionFactory(course=course, starts_at=NOW - dt.timedelta(days=9))
    EnrolmentFactory(session=session, person=person, state=EnrolmentState.ATTENDED)
    return course


@pytest.mark.parametrize("number", [1, 3])
def test_the_catalogue_takes_the_same_queries_at_any_length(cast, client_of, django_assert_num_queries, number):
    for _ in range(number):
        CourseRaiseFactory(course=SessionFactory().course)
    client = client_of(cast.amina)
    client.get(LIST)
    with django_assert_num_queries(5):
        response = client.get(LIST)
    assert len(response.context["page"].cards) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_course_takes_the_same_queries_at_any_length(cast, client_of, django_assert_num_queries, number):
    clear = CompetencyFactory()
    course = taken_by(cast.amina, key="celle-ci")
    CourseRaiseFactory(course=course, competency=clear)
    for _ in range(number):
        other = CourseFactory()
        CourseRaiseFactory(course=other, competency=clear)
        course.requires.add(other)
        other.requires.add(course)
        SessionFactory(course=course, starts_at=dt.datetime(2100, 1, 1, 14, tzinfo=dt.UTC))
        person = PersonFactory()
        CourseRatingFactory(course=course, person=person)
        CourseShown.objects.create(course=course, person=person, at=NOW)
        course.trainers.add(person)
    client = client_of(cast.amina)
    client.get(course.get_absolute_url())
    with django_assert_num_queries(21):
        client.get(course.get_absolute_url())


def test_htmx_gets_the_results_alone(cast, client_of):
    CourseFactory(title_fr="Écrire clair")
    html = client_of(cast.amina).get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "Écrire clair" in html
    assert "<html" not in html
    assert 'id="catalogue"' in html


def test_an_empty_catalogue_says_what_to_do(cast, client_of):
    assert "Le catalogue est vide pour le moment" in client_of(cast.amina).get(LIST).content.decode()
    found = client_of(cast.amina).get(f"{LIST}?q=zzz").content.decode()
    assert "Aucune formation ne correspond" in found
    assert f"{reverse('learning:wish-create')}?sujet=zzz" in found


def test_gaps_are_asked_only_where_there_is_a_diagnostic(cast, client_of):
    response = client_of(cast.amina).get(f"{LIST}?ecarts=oui")
    assert response.context["gaps_url"] == ""
    assert response.context["filters"] == []


def test_a_draft_is_not_there_for_others(cast, client_of):
    course = CourseFactory(state=CourseState.DRAFT)
    course.trainers.add(cast.karim)
    answers = [client_of(one).get(course.get_absolute_url()).status_code for one in (cast.amina, cast.karim, cast.gisele)]
    assert answers == [404, 200, 200]


def test_a_retired_course_keeps_its_page_with_a_note(cast, client_of):
    course = CourseFactory(state=CourseState.RETIRED)
    html = client_of(cast.amina).get(course.get_absolute_url()).content.decode()
    assert "Cette formation n’est plus au catalogue" in html
    assert reverse("learning:course-wish", args=[course.key]) not in html


def test_prerequisites_say_what_one_has_taken(cast, client_of):
    before = taken_by(cast.bruno)
    course = CourseFactory()
    course.requires.add(before)
    client = client_of(cast.bruno)
    assert "Vous l’avez suivie" in client.get(course.get_absolute_url()).content.decode()
    assert "Vous l’avez suivie" not in client_of(cast.amina).get(course.get_absolute_url()).content.decode()


def test_an_opinion_after_having_been_there(cast, client_of):
    course, url = taken_by(cast.bruno, key="suivie"), reverse("learning:course-rate", args=["suivie"])
    assert client_of(cast.amina).post(url, {"stars": "5"}).status_code == 403
    client = client_of(cast.bruno)
    kept = client.post(url, {"text": "Très concret."})
    assert kept.status_code == 422
    assert "Très concret." in kept.content.decode()
    assert "Choisissez une appréciation." in kept.content.decode()
    assert client.post(url, {"stars": "5", "text": "Très concret.", "shown": "on"}).status_code == 303
    rating = CourseRating.objects.get()
    assert (rating.person, rating.stars, rating.text) == (cast.bruno, 5, "Très concret.")
    html = client_of(cast.amina).get(course.get_absolute_url()).content.decode()
    assert "Très concret." in html
    assert "La moyenne paraîtra à partir de trois avis." in html
    assert html.count(cast.bruno.name) == 2  # the opinion, and among who took it
    client.post(reverse("learning:course-show", args=["suivie"]), {"montrer": "non"})
    assert client_of(cast.amina).get(course.get_absolute_url()).content.decode().count(cast.bruno.name) == 1
    client.post(reverse("learning:course-rating-delete", args=["suivie"]))
    assert CourseRating.objects.count() == 0


def test_markup_of_a_member_is_text(cast, client_of):
    course = taken_by(cast.bruno)
    course_ratings.rate_course(by=cast.bruno, course=course, stars=1, text="<script>x</script>", shown=False, at=NOW)
    assert "<script>x" not in client_of(cast.amina).get(course.get_absolute_url()).content.decode()


def test_another_session_is_wished_for_and_not(cast, client_of):
    course = CourseFactory()
    url, client = reverse("learning:course-wish", args=[course.key]), client_of(cast.amina)
    client.post(url)
    assert CourseWish.objects.get().course == course
    assert "Vous avez demandé une séance" in client.get(course.get_absolute_url()).content.decode()
    client.post(url, {"geste": "retirer"})
    assert CourseWish.objects.count() == 0


def test_a_course_goes_into_ones_plan_once(cast, client_of):
    clear = CompetencyFactory()
    course = CourseRaiseFactory(competency=clear).course
    url, client = reverse("learning:course-plan", args=[course.key]), client_of(cast.amina)
    assert client.post(url).url == reverse("learning:plan-create")
    goal = GoalFactory(plan=PlanFactory(person=cast.amina), competency=clear)
    for _ in range(2):
        assert client.post(url).url == course.get_absolute_url()
    step = Step.objects.get()
    assert (step.goal, step.kind, step.effort_minutes, step.object_id) == (goal, "course_session", 360, course.pk)
    html = client.get(course.get_absolute_url()).content.decode()
    assert "Dans mon plan" in html
    assert "Ajouter à mon plan" not in html


def test_a_course_is_followed_and_kept(cast, client_of):
    course = CourseFactory(title_fr="Écrire clair")
    follow(person=cast.amina, target=course, at=NOW)
    assert "Écrire clair" in client_of(cast.amina).get(reverse("activity:subscription-list")).content.decode()
