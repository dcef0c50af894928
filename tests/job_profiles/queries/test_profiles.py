"""Which version one reads, and what it asks for."""

import pytest

from job_profiles.enums import VersionState
from job_profiles.queries.profiles import (
    holders_of,
    profile_choices,
    profiles,
    readable,
    requiring,
    standing_versions,
    targets_of,
)
from tests.cast import Cast
from tests.factories.competencies import CompetencyFactory, LevelDescriptionFactory
from tests.factories.job_profiles import HoldingFactory, JobProfileFactory, ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db


def test_in_force_is_read_before_a_newer_proposal() -> None:
    profile = JobProfileFactory()
    competency = CompetencyFactory()
    for number, state, level in ((1, VersionState.RETIRED, 1), (2, VersionState.IN_FORCE, 2), (3, VersionState.PROPOSAL, 3)):
        version = ProfileVersionFactory(profile=profile, number=number, state=state)
        RequirementFactory(version=version, competency=competency, level=level)

    assert standing_versions([profile.pk])[profile.pk].number == 2
    assert [(row.version.number, row.level) for row in requiring(competency)] == [(2, 2)]


def test_a_proposal_asks_for_nothing_beside_a_version_in_force() -> None:
    profile, competency = JobProfileFactory(), CompetencyFactory()
    RequirementFactory(version=ProfileVersionFactory(profile=profile, number=1), competency=competency, level=4)
    assert [row.level for row in requiring(competency)] == [4]

    ProfileVersionFactory(profile=profile, number=2, state=VersionState.IN_FORCE)

    assert requiring(competency) == []


def test_targets_come_by_group_with_what_one_can_do_there(django_assert_num_queries) -> None:
    version = ProfileVersionFactory()
    needed, *_others = RequirementFactory.create_batch(3, version=version, level=2)
    for rank in (1, 2):
        LevelDescriptionFactory(competency=needed.competency, rank=rank, can_fr=f"Peut {rank}.")

    with django_assert_num_queries(2):
        (one,) = targets_of(version)

    assert len(one.requirements) == 3
    assert [level.can_fr if level else None for _needed, level in one.rows] == ["Peut 2.", None, None]


def test_who_hides_the_profile_is_in_no_list(cast: Cast) -> None:
    profile = JobProfileFactory()
    HoldingFactory(person=cast.amina, profile=profile)
    hidden = HoldingFactory(person=cast.bruno, profile=profile).person
    hidden.visibility = {"job_profile": "me"}
    hidden.save()

    assert list(holders_of(profile, cast.chloe)) == [cast.amina]
    assert [found.holders for found in profiles(cast.chloe)] == [1]


def test_what_exists_as_a_draft_alone_is_unknown_to_members(cast: Cast) -> None:
    read, bare = ProfileVersionFactory().profile, JobProfileFactory()
    drafted = ProfileVersionFactory(state=VersionState.DRAFT).profile
    ProfileVersionFactory(profile=read, number=2, state=VersionState.DRAFT)

    assert set(readable(cast.amina)) == {read, bare}
    assert set(readable(cast.lea)) == set(readable(cast.gisele)) == {read, bare, drafted}
    assert [key for key, _name in profile_choices()] == [read.key, bare.key]
