"""Grants: one thing, one person, until a date; taken back at once."""

import datetime as dt

import pytest

from people.actions.grants import GrantRefused, give, revoke
from people.models import Grant
from people.queries.grants import may_see
from tests.cast import TODAY
from tests.factories.people import OrganisationFactory, PersonFactory


@pytest.fixture
def pair(db):
    return PersonFactory(), PersonFactory()


def grant(person, grantee, target, now, until=TODAY + dt.timedelta(days=30)):
    return give(person=person, grantee=grantee, target=target, label="Mon plan", until=until, at=now)


def test_opens_exactly_that_to_exactly_that_person(pair, now):
    person, grantee = pair
    target, other = OrganisationFactory(), OrganisationFactory()
    grant(person, grantee, target, now)
    assert may_see(grantee, target, TODAY)
    assert not may_see(grantee, other, TODAY)
    assert not may_see(PersonFactory(), target, TODAY)
    assert not may_see(None, target, TODAY)


def test_ends_by_itself_the_last_day_included(pair, now):
    person, grantee = pair
    target = OrganisationFactory()
    grant(person, grantee, target, now, until=TODAY)
    assert may_see(grantee, target, TODAY)
    assert not may_see(grantee, target, TODAY + dt.timedelta(days=1))


def test_taken_back_by_who_gave_alone(pair, now):
    person, grantee = pair
    target = OrganisationFactory()
    given = grant(person, grantee, target, now)
    revoke(by=grantee, grant=given, at=now)
    assert may_see(grantee, target, TODAY)
    revoke(by=person, grant=given, at=now)
    assert not may_see(grantee, target, TODAY)


def test_a_second_grant_replaces_the_first(pair, now):
    person, grantee = pair
    target = OrganisationFactory()
    grant(person, grantee, target, now)
    grant(person, grantee, target, now + dt.timedelta(minutes=1), until=TODAY + dt.timedelta(days=5))
    assert [row.until for row in Grant.objects.filter(revoked_at=None)] == [TODAY + dt.timedelta(days=5)]


@pytest.mark.parametrize("days", [-1, 400])
def test_a_date_of_end_within_a_year(pair, now, days):
    with pytest.raises(GrantRefused, match="d’ici un an"):
        grant(*pair, OrganisationFactory(), now, until=TODAY + dt.timedelta(days=days))


def test_not_with_oneself_nor_with_who_left(pair, now):
    person, grantee = pair
    with pytest.raises(GrantRefused):
        grant(person, person, OrganisationFactory(), now)
    grantee.status = "left"
    with pytest.raises(GrantRefused):
        grant(person, grantee, OrganisationFactory(), now)
