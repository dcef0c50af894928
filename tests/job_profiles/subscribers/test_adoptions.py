"""Owners hear of uses; ministries that use an older version hear that theirs is to be reviewed."""

import pytest

from activity.models import Notification
from job_profiles.enums import AdoptionKind, VersionState
from job_profiles.events import AdoptionDeclared, ProfileVersionInForce
from job_profiles.subscribers.adoptions import tell_ministries_to_review, tell_owners_of_use
from tests.cast import NOW
from tests.factories.harmonisation import AdoptionFactory
from tests.factories.job_profiles import ProfileVersionFactory

pytestmark = pytest.mark.django_db


def told() -> list[tuple[int, str]]:
    return sorted(Notification.objects.values_list("person", "kind"))


def test_owners_hear_once_of_what_a_ministry_declares(cast, client_of):
    adoption = AdoptionFactory(
        organisation=cast.malik.organisation, kind=AdoptionKind.VARIATION, justification="La loi.", declared_by=cast.malik
    )
    event = AdoptionDeclared(
        adoption_id=adoption.pk, profile_id=adoption.profile_id, organisation_id=adoption.organisation_id,
        kind=adoption.kind, by_id=cast.malik.pk, at=NOW,
    )  # fmt: skip
    tell_owners_of_use(event)
    tell_owners_of_use(event)
    assert told() == [(cast.lea.pk, "job_profiles.use_declared")]
    page = client_of(cast.lea).get("/notifications/").content.decode()
    assert f"MESS emploie le profil «\u00a0{adoption.profile.name_fr}\u00a0» avec une variante" in page


def test_respondents_of_ministries_on_an_older_version_are_told_once(cast, client_of):
    old = ProfileVersionFactory(state=VersionState.RETIRED)
    AdoptionFactory(version=old, organisation=cast.malik.organisation)
    AdoptionFactory(version=old, organisation=cast.amina.organisation, kind=AdoptionKind.NOT_YET)
    new = ProfileVersionFactory(profile=old.profile, number=2, state=VersionState.IN_FORCE)
    event = ProfileVersionInForce(profile_id=old.profile_id, version_id=new.pk, at=NOW)
    tell_ministries_to_review(event)
    tell_ministries_to_review(event)
    assert told() == [(cast.malik.pk, "job_profiles.use_to_review")]
    page = client_of(cast.malik).get("/notifications/").content.decode()
    assert "l’usage qu’en fait MESS est à revoir" in page


def test_a_ministry_on_the_new_version_is_left_in_peace(cast):
    new = ProfileVersionFactory(state=VersionState.IN_FORCE)
    AdoptionFactory(version=new, organisation=cast.malik.organisation)
    tell_ministries_to_review(ProfileVersionInForce(profile_id=new.profile_id, version_id=new.pk, at=NOW))
    assert told() == []
