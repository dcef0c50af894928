"""Joining, asking to join, answering, adding, leaving, roles."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from activity.actions import live, subscriptions
from activity.enums import SubscriptionLevel
from activity.queries.live import every_topic, topic_of
from community import permissions
from community.enums import InvitationState, MembershipRole, RequestState
from community.events import JoinAnswered, JoinRequested, MemberJoined, MemberLeft
from community.models import JoinRequest, Membership, Space, SpaceInvitation
from community.queries import members as member_queries
from community.queries import spaces as space_queries
from community.rules.presets import read_by_all
from core import outbox
from people.actions import audiences
from people.models import Person

MOST_AT_ONCE = 500


class LastFacilitator(ValidationError):
    """A space keeps at least one facilitator."""

    def __init__(self) -> None:
        super().__init__(_("Un espace garde au moins une personne à l’animation. Nommez d’abord quelqu’un d’autre."))


@transaction.atomic
def join(*, by: Person, space: Space, at: dt.datetime) -> Membership:
    """Become a member of an open space. Joining twice changes nothing. Raises PermissionDenied when it is not open."""
    space = _locked(space)
    permissions.forget_roles_in_spaces(by)
    if existing := Membership.objects.filter(space=space, person=by).first():
        return existing
    if not permissions.can_join(by, space):
        raise PermissionDenied(_("Cet espace ne se joint pas librement."))
    return _add(space, by, by=by, role=MembershipRole.MEMBER, at=at)


@transaction.atomic
def request_to_join(*, by: Person, space: Space, message: str = "", at: dt.datetime) -> JoinRequest:
    """Ask the facilitators. Asking twice gives the request that waits already."""
    space = _locked(space)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_request(by, space):
        raise PermissionDenied(_("On ne demande pas à joindre cet espace."))
    request, created = JoinRequest.objects.get_or_create(
        space=space, person=by, state=RequestState.PENDING, defaults={"message": message[:500], "created_at": at}
    )
    if created:
        outbox.publish(JoinRequested(request_id=request.pk, space_id=space.pk, person_id=by.pk, at=at))
    return request


@transaction.atomic
def withdraw_request(*, by: Person, space: Space) -> bool:
    """Take one's own request back; True when there was one."""
    deleted, _rows = JoinRequest.objects.filter(space=space, person=by, state=RequestState.PENDING).delete()
    return bool(deleted)


@transaction.atomic
def answer_request(*, by: Person, request: JoinRequest, accept: bool, at: dt.datetime) -> JoinRequest:
    """A facilitator lets the person in or not; a request answered by a colleague meanwhile stays as it is."""
    space = _locked(request.space)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_members(by, space):
        raise PermissionDenied
    request = JoinRequest.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=request.pk)
    if request.state != RequestState.PENDING:
        return request
    request.state = RequestState.ACCEPTED if accept else RequestState.DECLINED
    request.answered_at, request.answered_by = at, by
    request.save(update_fields=["state", "answered_at", "answered_by"])
    if accept and not Membership.objects.filter(space=space, person=request.person).exists():
        _add(space, request.person, by=by, role=MembershipRole.MEMBER, at=at)
    outbox.publish(
        JoinAnswered(
            request_id=request.pk, space_id=space.pk, person_id=request.person_id, by_id=by.pk, accepted=accept, at=at
        )
    )
    return request


@transaction.atomic
def answer_requests(*, by: Person, space: Space, numbers: Iterable[int] | None, accept: bool, at: dt.datetime) -> int:
    """Answer these requests of the space at once (None: all that wait), at most MOST_AT_ONCE; returns how many.

    What a colleague answered meanwhile stays as it is. Each person hears of their own.
    """
    space = _locked(space)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_members(by, space):
        raise PermissionDenied
    ids = member_queries.pending_ids(space, limit=MOST_AT_ONCE, among=numbers)
    rows = JoinRequest.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids, state=RequestState.PENDING)
    asked = list(rows.select_related("person").order_by("created_at", "id"))
    state = RequestState.ACCEPTED if accept else RequestState.DECLINED
    JoinRequest.objects.filter(pk__in=[one.pk for one in asked]).update(state=state, answered_at=at, answered_by=by)
    if accept:
        _add_many(space, [one.person for one in asked], by=by, at=at)
    for one in asked:
        outbox.publish(
            JoinAnswered(request_id=one.pk, space_id=space.pk, person_id=one.person_id, by_id=by.pk, accepted=accept, at=at)
        )
    return len(asked)


@transaction.atomic
def add_member(*, by: Person, space: Space, person: Person, at: dt.datetime) -> Membership:
    """A facilitator brings somebody in by hand. A request or an invitation of that person that waits counts as accepted."""
    space = _locked(space)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_members(by, space):
        raise PermissionDenied
    if not person.is_active:
        raise ValidationError(_("Cette personne a quitté le réseau."))
    if existing := Membership.objects.filter(space=space, person=person).first():
        return existing
    return _add(space, person, by=by, role=MembershipRole.MEMBER, at=at)


@transaction.atomic
def leave(*, by: Person, space: Space, at: dt.datetime) -> None:
    """Leave by oneself. Raises LastFacilitator. What one wrote stays."""
    _remove(_locked(space), by, by=by, at=at)


@transaction.atomic
def remove_member(*, by: Person, space: Space, person: Person, at: dt.datetime) -> None:
    """A facilitator takes somebody out. Raises LastFacilitator."""
    space = _locked(space)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_members(by, space):
        raise PermissionDenied
    _remove(space, person, by=by, at=at)


@transaction.atomic
def set_role(*, by: Person, space: Space, person: Person, role: MembershipRole | str, at: dt.datetime) -> None:
    """Make somebody a facilitator, or a plain member again. Raises LastFacilitator."""
    space = _locked(space)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_members(by, space):
        raise PermissionDenied
    role = MembershipRole(role)
    membership = Membership.objects.get(space=space, person=person)
    if membership.role == role:
        return
    if role == MembershipRole.MEMBER:
        _keep_a_facilitator(space, person)
    membership.role = role
    membership.save(update_fields=["role"])
    permissions.forget_roles_in_spaces(person)


@transaction.atomic
def forget_person(*, person: Person, at: dt.datetime) -> int:
    """Take a person who leaves the network out of every space; the longest-standing member takes over an orphaned one.

    Returns how many memberships and requests went.
    """
    rows = Membership.objects.filter(person=person).select_related("space").order_by("space_id")
    gone = 0
    for membership in rows:
        space = _locked(membership.space)
        _take_out(space, membership, by=person, at=at)
        gone += 1
        if membership.role == MembershipRole.FACILITATOR and not _others(space, person).exists():
            heir = Membership.objects.filter(space=space).order_by("joined_at", "id").first()
            if heir is not None:
                heir.role = MembershipRole.FACILITATOR
                heir.save(update_fields=["role"])
    requests, _rows = JoinRequest.objects.filter(person=person).delete()
    SpaceInvitation.objects.filter(person=person, state=InvitationState.PENDING).delete()
    return gone + requests


def found(space: Space, founder: Person, *, at: dt.datetime) -> Membership:
    """The first facilitator of a new space (inside the caller's transaction)."""
    return _add(space, founder, by=founder, role=MembershipRole.FACILITATOR, at=at)


def admit(space: Space, person: Person, *, by: Person, at: dt.datetime) -> Membership:
    """Let a person in who may (inside the caller's transaction, the space locked with its audience, the right checked)."""
    return _add(space, person, by=by, role=MembershipRole.MEMBER, at=at)


def _locked(space: Space) -> Space:
    return Space.objects.select_for_update(of=("self",), no_key=True).select_related("audience").get(pk=space.pk)


def _add(space: Space, person: Person, *, by: Person, role: MembershipRole, at: dt.datetime) -> Membership:
    membership = Membership.objects.create(space=space, person=person, role=role, joined_at=at)
    requests = JoinRequest.objects.filter(space=space, person=person, state=RequestState.PENDING)
    requests.update(state=RequestState.ACCEPTED, answered_at=at, answered_by=by)
    invitations = SpaceInvitation.objects.filter(space=space, person=person, state=InvitationState.PENDING)
    invitations.update(state=InvitationState.ACCEPTED, answered_at=at)
    Space.objects.filter(pk=space.pk).update(member_count=F("member_count") + 1)
    if not read_by_all(space.access):
        audiences.add_reader(audience=space.audience, person=person)
    subscriptions.follow(person=person, target=space, level=SubscriptionLevel.DIGEST, at=at)
    _forget(person)
    outbox.publish(MemberJoined(space_id=space.pk, person_id=person.pk, by_id=by.pk, at=at))
    return membership


def _add_many(space: Space, people: list[Person], *, by: Person, at: dt.datetime) -> None:
    """What `_add` does, for many plain members, in a few statements."""
    inside = set(Membership.objects.filter(space=space, person__in=people).values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in inside]
    ids = [person.pk for person in new]
    Membership.objects.bulk_create([Membership(space=space, person=person, joined_at=at) for person in new])
    invitations = SpaceInvitation.objects.filter(space=space, person__in=ids, state=InvitationState.PENDING)
    invitations.update(state=InvitationState.ACCEPTED, answered_at=at)
    Space.objects.filter(pk=space.pk).update(member_count=F("member_count") + len(new))
    if not read_by_all(space.access):
        audiences.add_readers(audience=space.audience, person_ids=ids)
    subscriptions.follow_many(person_ids=ids, target=space, level=SubscriptionLevel.DIGEST, at=at)
    for person in new:
        _forget(person)
        outbox.publish(MemberJoined(space_id=space.pk, person_id=person.pk, by_id=by.pk, at=at))


def _remove(space: Space, person: Person, *, by: Person, at: dt.datetime) -> None:
    membership = Membership.objects.filter(space=space, person=person).first()
    if membership is None:
        return
    if membership.role == MembershipRole.FACILITATOR:
        _keep_a_facilitator(space, person)
    _take_out(space, membership, by=by, at=at)


def _take_out(space: Space, membership: Membership, *, by: Person, at: dt.datetime) -> None:
    person = membership.person
    Membership.objects.filter(pk=membership.pk).delete()
    Space.objects.filter(pk=space.pk).update(member_count=F("member_count") - 1)
    if not read_by_all(space.access):
        audiences.remove_reader(audience=space.audience, person=person)
    subscriptions.unfollow(person=person, target=space)
    live.revoke(person_id=person.pk, topic=topic_of("space", space.pk))
    if not read_by_all(space.access):
        # Pages of its threads hear by tokens of their own; those of other spaces get a new one when they are opened again.
        live.revoke(person_id=person.pk, topic=every_topic("thread"))
    _forget(person)
    outbox.publish(MemberLeft(space_id=space.pk, person_id=person.pk, by_id=by.pk, at=at))


def _forget(person: Person) -> None:
    permissions.forget_roles_in_spaces(person)
    space_queries.forget_mine(person.pk)


def _others(space: Space, person: Person):  # type: ignore[no-untyped-def]
    return Membership.objects.filter(space=space, role=MembershipRole.FACILITATOR).exclude(person=person)


def _keep_a_facilitator(space: Space, person: Person) -> None:
    if not _others(space, person).exists():
        raise LastFacilitator
