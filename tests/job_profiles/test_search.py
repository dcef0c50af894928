"""Profiles found by their names, their titles and what they say."""

import json

import pytest
from django.conf import settings

from competencies.actions.frameworks import load_framework
from core import outbox
from core.search import EVERYONE, find, present
from job_profiles.actions.loading import load_profiles
from tests.cast import NOW, Cast
from tests.factories.job_profiles import JobProfileFactory

pytestmark = pytest.mark.django_db


def read(name: str):
    return json.loads((settings.BASE_DIR / "data" / name).read_text("utf-8"))


@pytest.fixture
def profiles():
    load_framework(data=read("competencies/framework.json"), at=NOW)
    load_profiles(data=read("profiles/profiles.json"), families=read("profiles/families.json"), at=NOW)
    while outbox.work_off_all(at=NOW):
        pass


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("gestionnaire de communauté", "Gestion de communauté"),
        ("community manager", "Gestion de communauté"),
        ("EXU", "Spécialiste de l’expérience utilisateur"),
        ("taxonomies", "Architecture de l’information"),
        ("gabarits solides", "Intégration Web"),
    ],
)
def test_a_profile_is_found_by_what_it_says(profiles, cast: Cast, asked, first):
    hits = present(find(asked, audiences=[EVERYONE], facet="job_profile").hits, cast.amina)
    assert hits[0].title == first
    assert hits[0].shown["url"] == hits[0].shown["profile"].get_absolute_url()


def test_a_profile_without_anything_to_read_is_not_found(profiles):
    JobProfileFactory(name_fr="Héraldique")
    assert find("héraldique", audiences=[EVERYONE], facet="job_profile").hits == []
