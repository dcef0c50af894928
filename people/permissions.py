"""What a member may do: predicates on roles held, lines of profile, administration.

The roles of a person are read once per instance: a person lives as long as a request.
"""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from core.database import prepared
from people.enums import PartVisibility, RoleKind
from people.models import Organisation, Person, RoleHeld


@prepared
def roles_of(person: Person) -> list[RoleHeld]:
    """Every role that the person holds, held or will hold (scope not joined); one query per instance."""
    kept: list[RoleHeld] | None = getattr(person, "_roles", None)
    if kept is None:
        kept = list(RoleHeld.objects.filter(person=person))
        person._roles = kept  # type: ignore[attr-defined]
    return kept


def forget_roles(person: Person) -> None:
    """Read them anew at the next question (after a role was given or ended)."""
    person.__dict__.pop("_roles", None)


def holds(
    person: Person | None, role: RoleKind | str, organisation: Organisation | int | None = None, on: dt.date | None = None
) -> bool:
    """Whether the person holds that role on that day (today by default).

    Without `organisation`: anywhere. With one: for that organisation or for the whole network.
    """
    if person is None or not person.is_active:
        return False
    day = on or timezone.localdate()
    scope = organisation.pk if isinstance(organisation, Organisation) else organisation
    return any(
        held.role == role
        and held.from_on <= day
        and (held.to_on is None or held.to_on >= day)
        and (scope is None or held.organisation_id in (None, scope))
        for held in roles_of(person)
    )


def holds_network_wide(person: Person | None, role: RoleKind | str, on: dt.date | None = None) -> bool:
    """Whether the person holds that role for the whole network."""
    return holds(person, role, organisation=0, on=on)


def may_administer(person: Person | None) -> bool:
    """Roles, imports, organisations: administrators of the whole network."""
    return holds_network_wide(person, RoleKind.ADMINISTRATOR)


def may_export_directory(person: Person | None) -> bool:
    """The directory as CSV: sectoral leads, the strategic team and administrators."""
    return any(holds(person, role) for role in (RoleKind.SECTORAL_LEAD, RoleKind.STRATEGIC_TEAM, RoleKind.ADMINISTRATOR))


def may_give_roles(person: Person | None) -> bool:
    return may_administer(person)


def may_edit_profile(viewer: Person | None, person: Person) -> bool:
    """One's own, and nobody else's."""
    return viewer is not None and viewer.is_active and viewer.pk == person.pk


def places_of(person: Person) -> set[int]:
    """Ids of the organisations where the person belongs: employer and assignment."""
    return {place for place in (person.organisation_id, person.assignment_id) if place is not None}


def may_see_part(viewer: Person | None, person: Person, part: str, default: str = PartVisibility.NETWORK) -> bool:
    """Whether the viewer may see that part of the person's profile: all of it is one's own; else as the person chose."""
    if viewer is None:
        return False
    if viewer.pk == person.pk:
        return True
    chosen = person.part_visibility(part, default)
    if chosen == PartVisibility.NETWORK:
        return True
    return chosen == PartVisibility.ORGANISATION and bool(places_of(viewer) & places_of(person))


def exportable_organisations(person: Person) -> set[int] | None:
    """Ids of the organisations whose members the person may export; None: all."""
    for role in (RoleKind.ADMINISTRATOR, RoleKind.STRATEGIC_TEAM, RoleKind.SECTORAL_LEAD):
        if holds_network_wide(person, role):
            return None
    day = timezone.localdate()
    return {
        held.organisation_id
        for held in roles_of(person)
        if held.role in (RoleKind.SECTORAL_LEAD, RoleKind.STRATEGIC_TEAM, RoleKind.ADMINISTRATOR)
        and held.organisation_id is not None
        and held.from_on <= day
        and (held.to_on is None or held.to_on >= day)
    }


def visible_parts_q(viewer: Person, part: str, default: str = PartVisibility.NETWORK) -> Q:
    """`may_see_part` as a condition on Person rows, for lists and counts: what anybody of the viewer's places may see.

    One's own closed parts are left out: nobody looks for oneself, and counts may then be shared by colleagues.
    """
    places = list(places_of(viewer))
    key = f"visibility__{part}"
    shared = Q(organisation__in=places) | Q(assignment__in=places)
    allowed = Q(**{key: PartVisibility.NETWORK.value}) | (Q(**{key: PartVisibility.ORGANISATION.value}) & shared)
    unset = Q(**{f"{key}__isnull": True})
    if default == PartVisibility.NETWORK:
        return allowed | unset
    return allowed | (unset & shared) if default == PartVisibility.ORGANISATION else allowed
