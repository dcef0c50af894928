"""Joining, asking, answering, adding, leaving."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.models import Subscription
from community.actions import memberships
from community.actions.memberships import LastFacilitator
from community.enums import MembershipRole, RequestState
from community.models import JoinRequest, Membership, Space
from people.models import AudienceMember
from people.queries.audiences import may_read
from tests.cast import NOW


def member_count(space):
    return Space.objects.get(pk=space.pk).member_count


def test_anybody_joins_an_open_space_and_follows_it(cast, world):
    memberships.join(by=cast.david, space=world.open, at=NOW)
    assert Membership.objects.get(person=cast.david).role == MembershipRole.MEMBER
    assert member_count(world.open) == 4
    assert Subscription.objects.get(person=cast.david, object_id=world.open.pk).level == "digest"


def test_joining_twice_is_joining_once(cast, world):
    memberships.join(by=cast.david, space=world.open, at=NOW)
    memberships.join(by=cast.david, space=world.open, at=NOW)
    assert member_count(world.open) == 4


@pytest.mark.parametrize("access", ["request", "hidden"])
def test_nobody_walks_into_a_closed_space(cast, world, access):
    with pytest.raises(PermissionDenied):
        memberships.join(by=cast.david, space=world.of(access), at=NOW)
    assert not Membership.objects.filter(person=cast.david).exists()


def test_asking_then_being_let_in_opens_the_audience(cast, world):
    request = memberships.request_to_join(by=cast.david, space=world.request, message="J’anime un groupe.", at=NOW)
    assert not may_read(cast.david, world.request.audience_id)

    memberships.answer_request(by=cast.chloe, request=request, accept=True, at=NOW)

    assert may_read(cast.david, world.request.audience_id)
    assert member_count(world.request) == 4
    assert JoinRequest.objects.get().state == RequestState.ACCEPTED


def test_a_refusal_leaves_the_stranger_outside_and_may_be_asked_again(cast, world):
    request = memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    memberships.answer_request(by=cast.chloe, request=request, accept=False, at=NOW)
    assert not may_read(cast.david, world.request.audience_id)
    memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    assert JoinRequest.objects.filter(person=cast.david).count() == 2


def test_asking_twice_is_one_request(cast, world):
    first = memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    assert memberships.request_to_join(by=cast.david, space=world.request, at=NOW) == first


def test_the_first_answer_stands(cast, world):
    request = memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    memberships.answer_request(by=cast.chloe, request=request, accept=False, at=NOW)
    memberships.answer_request(by=cast.chloe, request=request, accept=True, at=NOW)
    assert JoinRequest.objects.get().state == RequestState.DECLINED
    assert not Membership.objects.filter(person=cast.david).exists()


@pytest.mark.parametrize("who", ["amina", "david"])
def test_only_facilitators_answer_add_remove_and_give_roles(cast, world, who):
    by = getattr(cast, who)
    request = memberships.request_to_join(by=cast.esther, space=world.request, at=NOW)
    with pytest.raises(PermissionDenied):
        memberships.answer_request(by=by, request=request, accept=True, at=NOW)
    with pytest.raises(PermissionDenied):
        memberships.add_member(by=by, space=world.hidden, person=cast.esther, at=NOW)
    with pytest.raises(PermissionDenied):
        memberships.remove_member(by=by, space=world.open, person=cast.bruno, at=NOW)
    with pytest.raises(PermissionDenied):
        memberships.set_role(by=by, space=world.open, person=by, role="facilitator", at=NOW)


def test_adding_to_a_hidden_space(cast, world):
    memberships.add_member(by=cast.chloe, space=world.hidden, person=cast.david, at=NOW)
    assert may_read(cast.david, world.hidden.audience_id)


def test_who_left_the_network_is_not_added(cast, world):
    cast.david.status = "left"
    with pytest.raises(ValidationError):
        memberships.add_member(by=cast.chloe, space=world.hidden, person=cast.david, at=NOW)


def test_leaving_closes_what_was_read(cast, world):
    memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    assert not AudienceMember.objects.filter(person=cast.bruno, audience=world.hidden.audience_id).exists()
    assert not Subscription.objects.filter(person=cast.bruno, object_id=world.hidden.pk).exists()
    assert member_count(world.hidden) == 2


def test_the_last_facilitator_stays(cast, world):
    with pytest.raises(LastFacilitator):
        memberships.leave(by=cast.chloe, space=world.open, at=NOW)
    with pytest.raises(LastFacilitator):
        memberships.set_role(by=cast.chloe, space=world.open, person=cast.chloe, role="member", at=NOW)
    memberships.set_role(by=cast.chloe, space=world.open, person=cast.bruno, role="facilitator", at=NOW)
    memberships.leave(by=cast.chloe, space=world.open, at=NOW)
    assert [row.person for row in Membership.objects.filter(space=world.open, role="facilitator")] == [cast.bruno]


def test_a_space_whose_facilitator_leaves_the_network_gets_its_eldest_member(cast, world):
    gone = memberships.forget_person(person=cast.chloe, at=NOW)
    assert gone == 4
    for space in (world.open, world.request, world.private, world.hidden):
        assert Membership.objects.get(space=space, role="facilitator").person == cast.amina
        assert member_count(space) == 2
