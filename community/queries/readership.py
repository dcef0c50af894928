"""What each of many people may read, in a fixed number of queries: what `visible_to` and `findable_by` say, for mails.

A test compares both for everybody and everything (tests/community/queries/test_readership.py).
"""

from collections.abc import Collection, Iterable

from django.db.models.functions import Now

from community.enums import InvitationState, SpaceAccess
from community.models import Membership, Space, SpaceInvitation, Thread
from community.rules.presets import FOUND_BY_ALL

ByPerson = dict[int, set[int]]


def threads_for(ids: Collection[int], people: Collection[int]) -> dict[int, dict[int, Thread]]:
    """By person, by thread, with its space: as `Thread.objects.visible_to`. At most two queries."""
    rows = Thread.objects.filter(pk__in=ids, deleted_at=None).select_related("space") if ids else ()
    threads = {thread.pk: thread for thread in rows}
    inside = members_of({one.space_id for one in threads.values() if one.space.access != SpaceAccess.OPEN}, people)
    return {
        person: {
            pk: one
            for pk, one in threads.items()
            if one.space.access == SpaceAccess.OPEN or one.space_id in inside.get(person, ())
        }
        for person in people
    }


def spaces_for(ids: Collection[int], people: Collection[int]) -> dict[int, dict[int, Space]]:
    """By person, by space: as `Space.objects.findable_by`. At most three queries."""
    spaces = {space.pk: space for space in Space.objects.filter(pk__in=ids)}
    hidden = {pk for pk, one in spaces.items() if one.access not in FOUND_BY_ALL}
    inside, invited = members_of(hidden, people), _invited_to(hidden, people)
    return {
        person: {
            pk: one
            for pk, one in spaces.items()
            if pk not in hidden or pk in inside.get(person, ()) or pk in invited.get(person, ())
        }
        for person in people
    }


def members_of(spaces: Collection[int], people: Collection[int]) -> ByPerson:
    """By person, those of the spaces that they are in; no query for no space."""
    if not spaces:
        return {}
    rows = Membership.objects.filter(space__in=spaces, person__in=people)
    return _by_person(rows.values_list("person_id", "space_id"))


def _invited_to(spaces: Collection[int], people: Collection[int]) -> ByPerson:
    if not spaces:
        return {}
    rows = SpaceInvitation.objects.filter(
        space__in=spaces, person__in=people, state=InvitationState.PENDING, expires_at__gt=Now()
    )
    return _by_person(rows.values_list("person_id", "space_id"))


def _by_person(pairs: Iterable[tuple[int, int]]) -> ByPerson:
    found: ByPerson = {}
    for person, space in pairs:
        found.setdefault(person, set()).add(space)
    return found
