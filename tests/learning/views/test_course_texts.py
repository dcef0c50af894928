"""A course written in the browser: without JavaScript, mended, changed by two, put in the catalogue and taken out."""

import pytest
from django.urls import reverse

from learning.enums import CourseState
from learning.models import Course
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory, CourseRaiseFactory, SessionFactory

pytestmark = pytest.mark.django_db
NEW = reverse("learning:course-create")


@pytest.fixture
def clear(db):
    return CompetencyFactory(code="RED1", framework__current=True)


def posted(*raises, **more):
    values = {
        "edit": "0", "title_fr": "Tenir un balado", "summary_fr": "Pour qui commence.", "kind": "classroom",
        "language": "fr", "hours": "1,5", "level": "2", "provider": "École fictive", "approval": "lead", "cost": "12,50",
        "hausse-TOTAL_FORMS": str(len(raises)), "hausse-INITIAL_FORMS": "0",
    }  # fmt: skip
    for place, (code, before, after) in enumerate(raises):
        row = {"competency": code, "from_level": before, "to_level": after}
        values |= {f"hausse-{place}-{name}": value for name, value in row.items()}
    return values | more


@pytest.fixture(autouse=True)
def _levels(clear):
    for rank in range(1, 5):
        clear.framework.levels.get_or_create(rank=rank, defaults={"name_fr": f"N{rank}", "name_en": f"L{rank}"})


def test_a_draft_then_the_catalogue(cast, client_of, clear):
    client = client_of(cast.karim)
    assert client.get(NEW).status_code == 200
    response = client.post(NEW, posted(("RED1", "0", "2"), ("", "", ""), topics="balados, son"))
    course = Course.objects.get()
    assert response.url == course.get_absolute_url()
    assert (course.minutes, course.cost_cents, course.level, course.approval) == (90, 1250, 2, "lead")
    assert [str(one) for one in course.raises.all()] == [f"{clear.pk} 0→2"]
    assert sorted(topic.name for topic in course.topics.all()) == ["balados", "son"]
    assert "Mettre au catalogue" in client.get(course.get_absolute_url()).content.decode()
    client.post(reverse("learning:course-publish", args=[course.key]))
    course.refresh_from_db()
    assert course.state == CourseState.PUBLISHED
    client.post(reverse("learning:course-retire", args=[course.key]))
    history = client.get(reverse("learning:course-history", args=[course.key])).content.decode()
    for words in ("Fiche écrite", "Mise au catalogue", "Retirée du catalogue"):
        assert words in history


def test_what_is_wrong_is_said_beside_its_field_and_kept(cast, client_of):
    response = client_of(cast.karim).post(
        NEW, posted(("RED1", "2", "2"), ("RED1", "0", ""), title_fr="", hours="beaucoup", requires_1="Nulle part")
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "Pour qui commence." in html
    for words in (
        "Donnez un titre à la formation.", "Écrivez 6 ou 1,5.", "Choisissez le niveau d’arrivée.",
        "Le niveau d’arrivée est plus haut que celui de départ.", "Aucune formation ne porte ce titre.",
    ):  # fmt: skip
        assert words in html
    assert Course.objects.count() == 0


def test_nearly_the_same_title_is_asked_about_once(cast, client_of):
    CourseFactory(title_fr="Tenir un balado simple")
    client = client_of(cast.karim)
    html = client.post(NEW, posted()).content.decode()
    assert "Une formation porte presque ce titre" in html
    assert "Tenir un balado simple" in html
    client.post(NEW, posted(sure="on"))
    assert Course.objects.count() == 2


def test_changed_by_two(cast, client_of, clear):
    course = CourseRaiseFactory(competency=clear, from_level=0, to_level=1).course
    course.trainers.add(cast.karim)
    url = reverse("learning:course-edit", args=[course.key])
    client_of(cast.gisele).post(url, posted(("RED1", "0", "2")))
    late = client_of(cast.karim).post(url, posted(("RED1", "0", "3"), title_fr="Mon titre"))
    assert late.status_code == 409
    assert "Mon titre" in late.content.decode()
    assert "Quelqu’un d’autre a modifié cette fiche" in late.content.decode()
    again = client_of(cast.karim).post(url, posted(("RED1", "0", "3"), title_fr="Mon titre", edit="1"))
    assert again.status_code == 303
    course.refresh_from_db()
    assert (course.title_fr, course.edit) == ("Mon titre", 2)


def test_a_prerequisite_is_named_by_its_title(cast, client_of):
    before = CourseFactory(title_fr="Écouter un balado", title_en="Listen to a podcast")
    client = client_of(cast.karim)
    client.post(NEW, posted(requires_1="ecouter un BALADO"))
    client.post(NEW, posted(requires_1="Listen to a podcast", sure="on"))
    assert [list(one.requires.all()) for one in Course.objects.exclude(pk=before.pk)] == [[before], [before]]
    options = client.get(f"{reverse('learning:course-options')}?requires_1=balado").content.decode()
    assert 'value="Écouter un balado"' in options


def test_sessions_to_come_are_said_where_one_retires(cast, client_of):
    course = SessionFactory(starts_at="2100-01-01T14:00Z", ends_at="2100-01-01T20:00Z").course
    response = client_of(cast.gisele).post(reverse("learning:course-retire", args=[course.key]))
    assert response.status_code == 422
    assert "1 séance est encore à venir" in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_ones_own_list_takes_the_same_queries(cast, client_of, django_assert_num_queries, number):
    for _ in range(number):
        CourseFactory(state=CourseState.DRAFT).trainers.add(cast.karim)
    client = client_of(cast.karim)
    with django_assert_num_queries(8):
        client.get(reverse("learning:course-own"))
    assert client.get(f"{reverse('learning:course-own')}?etat=retired").content.decode().count("Aucune fiche ici") == 1
