"""Versions of a sheet: each can be read again, and what changed from one to the other is told."""

import datetime as dt

import pytest
from django.urls import reverse

from community.actions import practices
from community.models import PracticePage
from tests.cast import NOW
from tests.factories.practices import WHOLE, make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def at(page, number):
    return reverse("community:practice-version", args=[page.label, number])


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def twice(cast, world):
    """A sheet published twice: another duration, another maturity, one more label."""
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, topic_names=["Cartes"])
    practices.save_draft(
        by=cast.amina, page=page, how="En quatre semaines.", maturity="established", topic_names=["Cartes", "Routes"],
        change_note="La durée.", at=LATER,
    )  # fmt: skip
    practices.publish(by=cast.chloe, page=page, at=LATER)
    return PracticePage.objects.get(pk=page.pk)


def test_an_older_version_is_read_whole_and_marked(cast, twice, client_of):
    shown = words(client_of(cast.david).get(at(twice, 1)))

    assert (WHOLE["how"] in shown, "En quatre semaines." in shown, "Remplacée" in shown) == (True, False, True)
    assert "la version 2 le remplace depuis le 5 novembre 2026" in shown
    assert "/versions/comparer/?de=1&amp;a=2" in shown


def test_the_newest_is_the_one_in_force(cast, twice, client_of):
    shown = words(client_of(cast.david).get(at(twice, 2)))

    assert ("En quatre semaines." in shown, "En vigueur" in shown, "Remplacée" in shown) == (True, True, False)


def test_the_list_leads_to_each_and_to_what_it_changed(cast, twice, client_of):
    shown = words(client_of(cast.david).get(reverse("community:practice-history", args=[twice.label])))

    assert (at(twice, 1) in shown, at(twice, 2) in shown) == (True, True)
    assert shown.count("Ce qu’elle a changé") == 1


def test_what_it_is_filed_under_is_compared_too(cast, twice, client_of):
    shown = words(client_of(cast.david).get(reverse("community:practice-compare", args=[twice.label])))

    assert '<ins><span class="visually-hidden">[ajouté] </span>, Routes</ins>' in shown
    assert "Bien établie" not in words(client_of(cast.david).get(at(twice, 1)))
    assert ("Classement" in shown, "Comment" in shown, "Contexte" in shown) == (True, True, False)


def test_no_such_version(cast, world, twice, client_of):
    draft = make_draft(by=cast.amina, space=world.open, title="Un brouillon")

    assert client_of(cast.david).get(at(twice, 3)).status_code == 404
    assert client_of(cast.amina).get(at(draft, 1)).status_code == 404
