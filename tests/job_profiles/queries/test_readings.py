"""The fast form of a profile's page says what the general reads say, and forgets what changed."""

import pytest
from django.utils import timezone

from activity.actions.subscriptions import follow
from competencies.models import Framework
from job_profiles.enums import VersionState
from job_profiles.models import JobProfile, ProfileVersion
from job_profiles.queries.distance import my_distance
from job_profiles.queries.profiles import holders_of
from job_profiles.queries.readings import first_holders, further_holders, reading_of
from tests.cast import NOW, Cast
from tests.factories.competencies import EvidenceFactory
from tests.factories.job_profiles import (
    CareerMoveFactory,
    HoldingFactory,
    JobProfileFactory,
    ProfileVersionFactory,
    RequirementFactory,
)

pytestmark = pytest.mark.django_db


def test_a_second_look_costs_two_statements_and_says_the_same(cast: Cast, django_assert_num_queries) -> None:
    version = ProfileVersionFactory()
    needs = [RequirementFactory(version=version, level=level) for level in (2, 3)]
    EvidenceFactory(person=cast.amina, competency=needs[1].competency, level=2)
    first = reading_of(cast.amina, version.profile.key)
    assert first is not None

    with django_assert_num_queries(2):
        again = reading_of(cast.amina, version.profile.key)

    assert again is not None
    assert again.reading is first.reading
    assert again.own == (None, 2)
    assert again.distance() == my_distance(cast.amina, version)
    other = reading_of(cast.bruno, version.profile.key)
    assert other is not None
    assert (other.reading is first.reading, other.own) == (True, (None, None))


def test_what_is_ones_own_is_asked_each_time(cast: Cast) -> None:
    version = ProfileVersionFactory()
    before = reading_of(cast.amina, version.profile.key)
    HoldingFactory(person=cast.amina, profile=version.profile)
    follow(person=cast.amina, target=version.profile, at=NOW)

    after = reading_of(cast.amina, version.profile.key)

    assert before is not None
    assert after is not None
    assert (before.held, before.following) == (False, False)
    assert (after.held, after.following) == (True, True)
    assert after.reading is before.reading


def rename(version: ProfileVersion) -> None:
    JobProfile.objects.filter(pk=version.profile_id).update(name_en="Another name")


def rename_target(version: ProfileVersion) -> None:
    JobProfile.objects.filter(moves_here__version=version).update(name_fr="Autre nom")


def consult(version: ProfileVersion) -> None:
    ProfileVersionFactory(profile=version.profile, number=2, state=VersionState.CONSULTATION)


def put_in_force(version: ProfileVersion) -> None:
    ProfileVersionFactory(profile=version.profile, number=2, state=VersionState.IN_FORCE)


def load_framework_anew(version: ProfileVersion) -> None:
    Framework.objects.filter(current=True).update(loaded_at=timezone.now())


@pytest.mark.parametrize("change", [rename, rename_target, consult, put_in_force, load_framework_anew])
def test_whatever_changes_is_read_anew(cast: Cast, change) -> None:
    version = ProfileVersionFactory()
    CareerMoveFactory(version=version)
    before = reading_of(cast.amina, version.profile.key)

    change(version)

    after = reading_of(cast.amina, version.profile.key)
    assert before is not None
    assert after is not None
    assert after.reading is not before.reading


def test_what_one_reads_is_in_force_before_proposed(cast: Cast) -> None:
    profile = JobProfileFactory()
    for number, state in ((1, VersionState.RETIRED), (2, VersionState.IN_FORCE), (3, VersionState.PROPOSAL)):
        ProfileVersionFactory(profile=profile, number=number, state=state)
    ProfileVersionFactory(profile=profile, number=4, state=VersionState.DRAFT)

    found = reading_of(cast.lea, profile.key)

    assert found is not None
    assert (found.reading.version.number, found.reading.number_of_versions, found.reading.consulted) == (2, 3, None)


def test_nothing_to_read(cast: Cast) -> None:
    ProfileVersionFactory(profile=JobProfileFactory(key="brouillon"), state=VersionState.DRAFT)
    assert reading_of(cast.lea, "brouillon") is None
    assert reading_of(cast.lea, "inconnu") is None


def test_holders_are_those_of_the_general_read(cast: Cast) -> None:
    """Whoever shows it to all, to their own places, to nobody, or said nothing; who left; who held it once."""
    profile = JobProfileFactory()
    said = ({}, {"job_profile": "network"}, {"job_profile": "organisation"}, {"job_profile": "me"}, {"bio": "me"})
    for visibility in said:
        for person in (HoldingFactory(profile=profile).person, HoldingFactory(profile=profile).person):
            person.visibility = visibility
            person.save()
    near = HoldingFactory(profile=profile, person__organisation=cast.amina.organisation).person
    near.visibility = {"job_profile": "organisation"}
    near.save()
    gone = HoldingFactory(profile=profile).person
    gone.status = "left"
    gone.save()

    for viewer in (cast.amina, cast.bruno, cast.chloe):
        general = [person.pk for person in holders_of(profile, viewer)]
        fast = first_holders(profile, viewer, 100)
        assert [one.pk for one in fast.items] == general
        assert not fast.more
    assert len(first_holders(profile, cast.amina, 100).items) == 7


def test_holders_go_on_page_by_page(cast: Cast) -> None:
    profile = JobProfileFactory()
    people = [HoldingFactory(profile=profile).person for _each in range(5)]

    first = first_holders(profile, cast.amina, 2)
    second = further_holders(profile, cast.amina, first.next_cursor or "", 2)
    third = further_holders(profile, cast.amina, second.next_cursor or "", 2)

    seen = [one.pk for page in (first, second, third) for one in page.items]
    assert seen == [person.pk for person in sorted(people, key=lambda person: (person.sort_key, person.pk))]
    assert (first.more, second.more, third.more) == (True, True, False)
    assert third.next_cursor is None
