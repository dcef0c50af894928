"""Who may do what in a space: the table of docs/guides/spaces.md, as predicates.

Whether one may *see* a thing is a queryset (`visible_to`, `findable_by`): a stranger gets 404. These predicates answer
what one may *do* with what one sees: a reader who may not gets 403. The roles of a person are read once per instance (a
person lives as long as a request); an action reads them anew before it writes.
"""

from community.enums import MembershipRole
from community.models import Membership, Space
from community.models.spaces import invited_space_ids
from community.rules.presets import Entry, entry, found_by_all, read_by_all
from people.models import Person


def roles_in_spaces(person: Person) -> dict[int, str]:
    """Space id → role of the person there; one query per instance."""
    kept: dict[int, str] | None = getattr(person, "_space_roles", None)
    if kept is None:
        kept = dict(Membership.objects.filter(person=person).values_list("space_id", "role"))
        person._space_roles = kept  # type: ignore[attr-defined]
    return kept


def forget_roles_in_spaces(person: Person) -> None:
    """Read them anew at the next question."""
    person.__dict__.pop("_space_roles", None)
    person.__dict__.pop("_space_invitations", None)


def role_in(person: Person | None, space: Space | int) -> str | None:
    """The person's role in the space, None for a stranger."""
    if person is None or not person.is_active:
        return None
    if isinstance(space, int):
        return roles_in_spaces(person).get(space)
    known: dict[int, str | None] = space.__dict__.get("_known_roles", {})
    return known[person.pk] if person.pk in known else roles_in_spaces(person).get(space.pk)


def remember_role(person: Person, space: Space, role: str | None) -> None:
    """What a query read along with this very row: spares the question. An action reads its rows, and so the role, anew."""
    space.__dict__.setdefault("_known_roles", {})[person.pk] = role


def is_member(person: Person | None, space: Space) -> bool:
    return role_in(person, space) is not None


def is_facilitator(person: Person | None, space: Space) -> bool:
    return role_in(person, space) == MembershipRole.FACILITATOR


def is_invited(person: Person | None, space: Space) -> bool:
    """Holds an invitation that is neither answered nor withdrawn nor too old; one query per instance."""
    if person is None or not person.is_active:
        return False
    kept: set[int] | None = getattr(person, "_space_invitations", None)
    if kept is None:
        kept = set(invited_space_ids(person))
        person._space_invitations = kept  # type: ignore[attr-defined]
    return space.pk in kept


def can_find(person: Person | None, space: Space) -> bool:
    """Know that it exists: name, summary, facilitators."""
    active = person is not None and person.is_active
    return active and (found_by_all(space.access) or is_member(person, space) or is_invited(person, space))


def can_read(person: Person | None, space: Space) -> bool:
    """Read its threads."""
    active = person is not None and person.is_active
    return active and (read_by_all(space.access) or is_member(person, space))


def can_create_space(person: Person | None) -> bool:
    """Every member may: who creates a space facilitates it."""
    return person is not None and person.is_active


def can_join(person: Person | None, space: Space) -> bool:
    """Become a member at once."""
    return entry(space.access) is Entry.FREE and can_find(person, space) and _joinable(person, space)


def can_request(person: Person | None, space: Space) -> bool:
    """Ask the facilitators to be let in."""
    return entry(space.access) is Entry.REQUEST and can_find(person, space) and _joinable(person, space)


def can_accept_invitation(person: Person | None, space: Space) -> bool:
    """Come in because a facilitator asked: whatever the preset, while the space lives."""
    return is_invited(person, space) and _joinable(person, space)


def _joinable(person: Person | None, space: Space) -> bool:
    return space.archived_at is None and not is_member(person, space)


def can_leave(person: Person | None, space: Space) -> bool:
    return is_member(person, space)


def can_manage(person: Person | None, space: Space) -> bool:
    """Settings, archiving and its undoing: facilitators."""
    return is_facilitator(person, space)


def can_manage_members(person: Person | None, space: Space) -> bool:
    """Requests, adding, removing, roles: facilitators, while the space lives."""
    return is_facilitator(person, space) and space.archived_at is None


def can_post(person: Person | None, space: Space) -> bool:
    """Open a thread: members, while the space lives."""
    return is_member(person, space) and space.archived_at is None


def can_invite(person: Person | None, space: Space) -> bool:
    """Ask people to come, one by one or in rounds; see and take back invitations: facilitators, while the space lives."""
    return can_manage_members(person, space)


def can_pin(person: Person | None, space: Space) -> bool:
    """Arrange the shelf: facilitators, while the space lives."""
    return is_facilitator(person, space) and space.archived_at is None


def can_export(person: Person | None, space: Space) -> bool:
    """Take a copy of the whole space: facilitators, in an archive too."""
    return is_facilitator(person, space)
