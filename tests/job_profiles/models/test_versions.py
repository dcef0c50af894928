"""A version that left drafting never changes: the database refuses, whatever the code does."""

import pytest
from django.db import IntegrityError, connection, transaction

from job_profiles.enums import VersionState
from job_profiles.models import CareerMove, ProfileVersion, Requirement, Round
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.job_profiles import JobProfileFactory, ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db
FROZEN = [VersionState.PROPOSAL, VersionState.APPROVED, VersionState.IN_FORCE, VersionState.RETIRED]


def version_in(state, **values):
    return ProfileVersionFactory(state=state, **values)


def refused(action):
    with pytest.raises(IntegrityError), transaction.atomic():
        action()


@pytest.mark.parametrize("state", FROZEN)
def test_text_of_a_version_that_left_drafting_cannot_change(state):
    version = version_in(state)
    refused(lambda: ProfileVersion.objects.filter(pk=version.pk).update(mission_fr="Autre mission."))
    version.refresh_from_db()
    assert version.mission_fr == "Mission d’essai."


def test_not_even_by_plain_sql():
    version = version_in(VersionState.APPROVED)

    def change():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE job_profiles_profileversion SET title_fr = 'x' WHERE id = %s", [version.pk])

    refused(change)


@pytest.mark.parametrize("state", FROZEN)
def test_requirements_and_moves_are_as_unchanging(state):
    version = version_in(state)
    needed = RequirementFactory(version=version, level=3)
    other = CompetencyFactory()
    refused(lambda: Requirement.objects.filter(pk=needed.pk).update(level=4))
    refused(lambda: Requirement.objects.filter(pk=needed.pk).delete())
    refused(lambda: Requirement.objects.create(version=version, competency=other, level=1))
    refused(lambda: CareerMove.objects.create(version=version, to=JobProfileFactory()))
    assert list(Requirement.objects.filter(version=version).values_list("level", flat=True)) == [3]


def test_a_requirement_cannot_be_moved_out_of_or_into_a_frozen_version():
    frozen = version_in(VersionState.APPROVED)
    draft = ProfileVersionFactory(state=VersionState.DRAFT)
    inside, outside = RequirementFactory(version=frozen), RequirementFactory(version=draft)
    refused(lambda: Requirement.objects.filter(pk=inside.pk).update(version=draft))
    refused(lambda: Requirement.objects.filter(pk=outside.pk).update(version=frozen))


def test_a_draft_changes_freely_and_may_be_thrown_away():
    draft = ProfileVersionFactory(state=VersionState.DRAFT)
    needed = RequirementFactory(version=draft)
    ProfileVersion.objects.filter(pk=draft.pk).update(mission_fr="Mieux dit.")
    Requirement.objects.filter(pk=needed.pk).update(level=4)
    draft.delete()
    assert not ProfileVersion.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("state", [*FROZEN, VersionState.CONSULTATION])
def test_a_version_that_left_drafting_is_kept(state):
    version = version_in(state)
    refused(version.delete)


def test_text_is_frozen_during_a_round_and_not_between_rounds(cast):
    version = ProfileVersionFactory(state=VersionState.CONSULTATION)
    one = Round.objects.create(version=version, number=1, opens_on=TODAY, closes_on=TODAY, opened_by=cast.lea, opened_at=NOW)
    refused(lambda: ProfileVersion.objects.filter(pk=version.pk).update(mission_fr="Pendant."))
    refused(lambda: Requirement.objects.create(version=version, competency=CompetencyFactory(), level=1))
    Round.objects.filter(pk=one.pk).update(closed_at=NOW, closed_by=cast.lea)
    ProfileVersion.objects.filter(pk=version.pk).update(mission_fr="Entre deux tours.")
    Requirement.objects.create(version=version, competency=CompetencyFactory(), level=1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (VersionState.DRAFT, VersionState.APPROVED),
        (VersionState.DRAFT, VersionState.IN_FORCE),
        (VersionState.PROPOSAL, VersionState.IN_FORCE),
        (VersionState.CONSULTATION, VersionState.IN_FORCE),
        (VersionState.APPROVED, VersionState.DRAFT),
        (VersionState.IN_FORCE, VersionState.APPROVED),
        (VersionState.RETIRED, VersionState.IN_FORCE),
    ],
)
def test_steps_that_do_not_exist_are_refused(before, after):
    version = version_in(before)
    refused(lambda: ProfileVersion.objects.filter(pk=version.pk).update(state=after))


def test_the_whole_way_is_open():
    version = ProfileVersionFactory(state=VersionState.DRAFT)
    rows = ProfileVersion.objects.filter(pk=version.pk)
    rows.update(state=VersionState.CONSULTATION)
    rows.update(state=VersionState.APPROVED, decided_at=NOW)
    rows.update(state=VersionState.IN_FORCE, effective_on=TODAY)
    rows.update(state=VersionState.RETIRED, until_on=TODAY)
    assert rows.get().state == VersionState.RETIRED


def test_one_version_in_force_and_one_in_the_making_per_profile():
    profile = JobProfileFactory()
    version_in(VersionState.IN_FORCE, profile=profile, number=1)
    ProfileVersionFactory(profile=profile, number=2, state=VersionState.DRAFT)
    refused(lambda: version_in(VersionState.IN_FORCE, profile=profile, number=3))
    refused(lambda: ProfileVersionFactory(profile=profile, number=4, state=VersionState.CONSULTATION))
