"""Sentences ticked in the matrix go into a draft, which says where they come from."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from job_profiles.actions import merging
from job_profiles.actions.merging import Picked
from job_profiles.enums import DescriptionState, LogKind, VersionState
from job_profiles.models import JobProfile, LogEntry, Requirement, Round
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.harmonisation import LocalDescriptionFactory
from tests.factories.job_profiles import JobProfileFactory, ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast):
    FrameworkFactory(current=True)
    return [
        LocalDescriptionFactory(organisation=cast.malik.organisation, title="Webmestre"),
        LocalDescriptionFactory(organisation=cast.amina.organisation, title="Responsable Web"),
    ]


def merge(cast, two, *picked, **values):
    given = {
        "by": cast.lea, "levels": {}, "profile": None, "new_name": "Édition Web", "new_code": "edw",
        "replace": False, "at": NOW,
    } | values  # fmt: skip
    rows = [Picked(article=article, text=text, description_id=two[place].pk) for article, text, place in picked]
    return merging.merge(descriptions=two, picked=rows, **given)


def test_a_new_profile_gets_a_draft_with_what_was_ticked(cast, two):
    competency = CompetencyFactory()
    version = merge(
        cast, two, ("mission", "Tient le site", 0), ("responsibilities", "publier les pages;", 0),
        ("responsibilities", "Publier les pages", 1), ("responsibilities", "corriger les écarts.", 1),
        levels={competency.pk: 3},
    )  # fmt: skip
    assert (version.profile.key, version.profile.code, version.state) == (
        "edition-web",
        "EDW",
        VersionState.DRAFT,
    )
    assert (version.mission_fr, version.responsibilities_fr) == ("Tient le site.", "Publier les pages\nCorriger les écarts")
    assert list(Requirement.objects.filter(version=version).values_list("competency", "level")) == [(competency.pk, 3)]


def test_descriptions_are_tied_and_the_log_names_the_ministry_of_each_sentence(cast, two):
    version = merge(cast, two, ("tools", "Éditeur de code", 1))
    for row in two:
        row.refresh_from_db()
    assert {(row.state, row.version_id, row.profile_id) for row in two} == {
        (DescriptionState.MERGED, version.pk, version.profile_id)
    }
    entry = LogEntry.objects.get(version=version, kind=LogKind.MERGED)
    assert entry.data == {
        "replace": False,
        "descriptions": [
            {"title": "Webmestre", "organisation": "MESS"},
            {"title": "Responsable Web", "organisation": "MTMD"},
        ],
        "sources": [{"article": "tools", "text": "Éditeur de code", "organisation": "MTMD"}],
    }


def test_an_existing_profile_gets_additions_or_new_articles(cast, two):
    standing = ProfileVersionFactory(responsibilities_fr="Relire\nPublier les pages", tools_fr="Un outil")
    kept = RequirementFactory(version=standing, level=2)
    added = merge(
        cast, two, ("responsibilities", "publier les pages", 0), ("responsibilities", "Former", 1), profile=standing.profile
    )
    assert (added.number, added.responsibilities_fr, added.tools_fr) == (2, "Relire\nPublier les pages\nFormer", "Un outil")
    replaced = merge(
        cast, two, ("responsibilities", "Former", 1), profile=standing.profile, replace=True, levels={kept.competency_id: 4}
    )
    assert (replaced.pk, replaced.responsibilities_fr, replaced.tools_fr) == (added.pk, "Former", "Un outil")
    assert list(Requirement.objects.filter(version=replaced).values_list("level", flat=True)) == [4]


def test_nothing_ticked_no_name_and_a_name_that_is_taken_are_refused(cast, two):
    with pytest.raises(ValidationError, match="Cochez au moins une phrase"):
        merge(cast, two)
    JobProfileFactory(code="PRIS")
    for name, code, words in (
        (" ", "A", "Nommez le nouveau profil"),
        ("Couverture", "A", "porte déjà ce nom"),
        ("Autre", " ", "Donnez un code"),
        ("Autre", "pris", "porte déjà ce code"),
    ):
        with pytest.raises(ValidationError, match=words):
            merge(cast, two, ("tools", "Un", 0), new_name=name, new_code=code)
    assert JobProfile.objects.count() == 1


def test_a_version_in_consultation_is_left_alone(cast, two):
    version = merge(cast, two, ("tools", "Un éditeur", 0))
    version.state = VersionState.CONSULTATION
    version.save()
    Round.objects.create(version=version, number=1, opens_on=TODAY, closes_on=TODAY, opened_by=cast.lea, opened_at=NOW)
    with pytest.raises(ValidationError, match="en consultation"):
        merge(cast, two, ("tools", "Un autre", 0), profile=version.profile)


def test_only_owners_merge(cast, two):
    for who in (cast.malik, cast.gisele, cast.amina):
        with pytest.raises(PermissionDenied):
            merge(cast, two, ("tools", "Un", 0), by=who)
