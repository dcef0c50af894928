"""Wishes in the browser: what exists while one types, « moi aussi », the demand without names, the answer."""

import pytest
from django.urls import reverse

from core.search import rebuild
from learning.actions.wishes import join_wish, wish_for_course
from learning.models import CourseWish
from tests.cast import NOW
from tests.factories.courses import CourseFactory, CourseWishFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NEW, MINE, DEMAND = (reverse(f"learning:{name}") for name in ("wish-create", "wish-list", "wish-demand"))


def test_what_exists_is_shown_while_one_types(cast, client_of):
    CourseFactory(title_fr="Décrire une carte")
    rebuild("course")
    wish_for_course(by=cast.bruno, subject="Cartes accessibles", at=NOW)
    html = client_of(cast.amina).get(f"{reverse('learning:wish-similar')}?subject=carte").content.decode()
    assert "Décrire une carte" in html
    assert "Cartes accessibles" in html
    assert "moins de 5 personnes" in html
    assert cast.bruno.name not in html
    plain = client_of(cast.amina).get(f"{NEW}?subject=carte&voir=1").content.decode()
    assert "Décrire une carte" in plain  # without JavaScript


def test_a_wish_is_sent_kept_and_withdrawn(cast, client_of):
    client = client_of(cast.amina)
    assert client.post(NEW, {"subject": " ", "note": "Pour nos routes"}).status_code == 422
    assert client.post(NEW, {"subject": "Cartes accessibles", "note": "Pour nos routes"}).url == MINE
    wish = CourseWish.objects.get()
    assert "Cartes accessibles" in client.get(MINE).content.decode()
    assert client_of(cast.bruno).post(reverse("learning:wish-withdraw", args=[wish.pk])).status_code == 404
    client.post(reverse("learning:wish-withdraw", args=[wish.pk]))
    assert CourseWish.objects.count() == 0


def test_me_too(cast, client_of):
    wish = wish_for_course(by=cast.amina, subject="Cartes accessibles", at=NOW)
    client_of(cast.bruno).post(reverse("learning:wish-join", args=[wish.pk]))
    assert CourseWish.objects.filter(person=cast.bruno, folded="cartes accessibles").count() == 1
    assert client_of(cast.bruno).post(reverse("learning:wish-join", args=[0])).status_code == 404


def test_the_demand_names_nobody(cast, client_of):
    wish = wish_for_course(by=cast.amina, subject="Cartes accessibles", note="Pour nos routes", at=NOW)
    html = client_of(cast.farid).get(DEMAND).content.decode()
    assert "moins de 5 personnes" in html
    assert "Pour nos routes" not in html
    for _ in range(4):
        join_wish(by=PersonFactory(), wish=wish, at=NOW)
    html = client_of(cast.farid).get(DEMAND).content.decode()
    assert "5 personnes" in html
    assert "Pour nos routes" in html
    assert cast.amina.name not in html
    assert reverse("learning:wish-answer", args=[wish.pk]) not in html  # who gives courses answers
    assert client_of(cast.amina).get(DEMAND).status_code == 403


def test_an_answer_names_a_course(cast, client_of):
    wish = wish_for_course(by=cast.amina, subject="Cartes accessibles", at=NOW)
    course = CourseFactory(title_fr="Décrire une carte")
    url, client = reverse("learning:wish-answer", args=[wish.pk]), client_of(cast.karim)
    wrong = client.post(url, {"course": "Nulle part"})
    assert wrong.status_code == 422
    assert 'value="Nulle part"' in wrong.content.decode()
    assert client.post(url, {"course": "décrire une carte"}).url == DEMAND
    wish.refresh_from_db()
    assert wish.met_by == course


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_queries(cast, client_of, django_assert_num_queries, number):
    for place in range(number):
        CourseWishFactory(person=cast.karim, subject=f"Le mien {place}")
        CourseWishFactory(subject=f"Sujet {place}")
        CourseWishFactory(course=CourseFactory(), subject="")
    client = client_of(cast.karim)
    client.get(MINE)
    with django_assert_num_queries(5):
        client.get(MINE)
    with django_assert_num_queries(5):
        client.get(DEMAND)
