"""Courses as they are written: drafts, the catalogue, what keeps one there, what is refused and why."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.models import OutboxRow
from learning.actions import courses as actions
from learning.actions.courses import CourseConflict, CourseText
from learning.enums import CourseDeed, CourseState, SessionState
from learning.models import Course, Provider
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory, SessionFactory

pytestmark = pytest.mark.django_db


def text(**more) -> CourseText:
    values = {
        "title_fr": "Écrire pour être compris", "summary_fr": "Pour qui écrit des pages.", "provider": "École fictive",
        "kind": "classroom", "minutes": 360,
    }  # fmt: skip
    return CourseText(**values | more)


@pytest.fixture
def clear(db):
    return CompetencyFactory(code="RED1")


def draft(cast, competency, **more) -> Course:
    return actions.create_course(by=cast.karim, text=text(raises=[(competency, 1, 2)], **more), at=NOW)


def test_a_draft_is_its_trainers_own(cast, clear):
    course = draft(cast, clear, body_fr="**Gras**", topic_names=["langage clair"])

    assert (course.key, course.sort_key) == ("ecrire-pour-etre-compris", "ecrire pour etre compris")
    assert course.state == CourseState.DRAFT
    assert course.body_html_fr == "<p><strong>Gras</strong></p>"
    assert list(course.trainers.all()) == [cast.karim]
    assert [str(one) for one in course.raises.all()] == [f"{clear.pk} 1→2"]
    assert [topic.name for topic in course.topics.all()] == ["langage clair"]
    assert [change.deed for change in course.changes.all()] == [CourseDeed.CREATED]
    assert Course.objects.visible_to(cast.amina).count() == 0
    assert Course.objects.visible_to(cast.karim).get() == course


def test_two_courses_of_one_title_have_two_addresses(cast, clear):
    assert [draft(cast, clear).key for _ in range(2)] == ["ecrire-pour-etre-compris", "ecrire-pour-etre-compris-2"]
    assert draft(cast, clear, title_fr="Demandes").key == "demandes-2"


def test_a_provider_is_known_whatever_its_case_and_accents(cast, clear):
    known = Provider.objects.create(name="École fictive")
    assert draft(cast, clear, provider="  ecole  FICTIVE ").provider == known
    assert draft(cast, clear, provider="Autre école").provider.name == "Autre école"
    assert Provider.objects.count() == 2


@pytest.mark.parametrize("who", ["amina", "farid", "olga"])
def test_others_write_nothing(cast, clear, who):
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        actions.create_course(by=person, text=text(), at=NOW)
    course = draft(cast, clear)
    for deed in (
        lambda: actions.edit_course(by=person, course=course, edit=0, text=text(), at=NOW),
        lambda: actions.publish_course(by=person, course=course, at=NOW),
        lambda: actions.retire_course(by=person, course=course, at=NOW),
        lambda: actions.delete_draft(by=person, course=course),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_what_is_missing_is_said_by_field(cast):
    with pytest.raises(ValidationError) as refusal:
        actions.create_course(by=cast.karim, text=text(title_fr=" ", summary_fr="", provider="", minutes=0), at=NOW)
    assert set(refusal.value.message_dict) == {"title_fr", "summary_fr", "provider", "minutes"}


def test_levels_go_up_and_a_competency_stands_once(cast, clear):
    for raises, words in (
        ([(clear, 2, 2)], "Le niveau d’arrivée est plus haut que celui de départ."),
        ([(clear, 0, 1), (clear, 1, 2)], "Une compétence n’est dite qu’une fois."),
    ):
        with pytest.raises(ValidationError) as refusal:
            actions.create_course(by=cast.karim, text=text(raises=raises), at=NOW)
        assert refusal.value.message_dict == {"raises": [words]}


def test_a_change_says_what_changed_and_who(cast, clear):
    course = draft(cast, clear)
    actions.edit_course(
        by=cast.gisele, course=course, edit=0, at=NOW + dt.timedelta(hours=1),
        text=text(minutes=180, raises=[(clear, 0, 2)], trainers=[cast.karim]),
    )  # fmt: skip
    change = course.changes.first()
    assert (change.by, change.deed, change.fields) == (cast.gisele, CourseDeed.EDITED, ["minutes", "raises"])
    with pytest.raises(CourseConflict):
        actions.edit_course(by=cast.karim, course=course, edit=0, text=text(), at=NOW)


def test_the_catalogue_wants_a_competency_that_is_in_force(cast, clear):
    bare = actions.create_course(by=cast.karim, text=text(), at=NOW)
    with pytest.raises(ValidationError):
        actions.publish_course(by=cast.karim, course=bare, at=NOW)
    course = draft(cast, clear)
    clear.retired_at = NOW
    clear.save()
    with pytest.raises(ValidationError) as refusal:
        actions.publish_course(by=cast.karim, course=course, at=NOW)
    assert refusal.value.message_dict == {"raises": [f"Retirée du référentiel, à remplacer ou à enlever\xa0: {clear.name}."]}


def test_published_retired_and_back(cast, clear):
    course = draft(cast, clear)
    actions.publish_course(by=cast.karim, course=course, at=NOW)
    actions.publish_course(by=cast.karim, course=course, at=NOW)
    actions.retire_course(by=cast.karim, course=course, at=NOW)
    assert Course.objects.visible_to(cast.amina).get().state == CourseState.RETIRED
    actions.publish_course(by=cast.gisele, course=course, at=NOW)
    assert Course.objects.listed().get() == course
    told = OutboxRow.objects.filter(name__contains="Course").order_by("pk").values_list("name", flat=True)
    assert [name.rpartition(".")[2] for name in told] == ["CoursePublished", "CourseRetired", "CoursePublished"]


def test_sessions_to_come_keep_a_course_in_the_catalogue(cast):
    course = CourseFactory()
    course.trainers.add(cast.karim)
    for state, days in ((SessionState.PLANNED, 3), (SessionState.CANCELLED, 3), (SessionState.HELD, -3)):
        SessionFactory(course=course, state=state, starts_at=NOW + dt.timedelta(days=days))
    with pytest.raises(ValidationError) as refusal:
        actions.retire_course(by=cast.karim, course=course, at=NOW)
    assert refusal.value.messages == [
        "1 séance est encore à venir. Annulez-la, avec un avis aux personnes inscrites, ou attendez sa fin."
    ]
    actions.retire_course(by=cast.karim, course=course, at=NOW + dt.timedelta(days=4))
    course.refresh_from_db()
    assert course.state == CourseState.RETIRED


def test_a_draft_alone_is_thrown_away(cast, clear):
    course = draft(cast, clear)
    actions.delete_draft(by=cast.karim, course=course)
    assert Course.objects.count() == 0
    listed = CourseFactory()
    with pytest.raises(ValidationError):
        actions.delete_draft(by=cast.gisele, course=listed)
