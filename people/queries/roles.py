"""Roles held: who holds what, where, when."""

import datetime as dt

from people.enums import RoleKind
from people.models import Organisation, Person, RoleHeld
from people.models.persons import PersonQuerySet


def roles_on(person: Person, on: dt.date) -> list[RoleHeld]:
    """Roles in force that day, with their scope, in the order of the closed list."""
    rows = RoleHeld.objects.filter(person=person).on(on).select_related("organisation")
    order = {value: place for place, value in enumerate(RoleKind.values)}
    return sorted(rows, key=lambda held: (order[held.role], held.organisation_id or 0))


def roles_of_all_time(person: Person) -> list[RoleHeld]:
    """Every role, those in force first, then the newest end."""
    rows = RoleHeld.objects.filter(person=person).select_related("organisation", "given_by")
    return sorted(rows, key=lambda held: (held.to_on is not None, -held.from_on.toordinal(), held.pk))


def holders(role: RoleKind | str, on: dt.date, organisation: Organisation | None = None) -> PersonQuerySet:
    """Active members who hold that role that day; with an organisation: for it or for the whole network."""
    held = RoleHeld.objects.filter(role=role).on(on)
    if organisation is not None:
        held = held.filter(organisation__isnull=True) | held.filter(organisation=organisation)
    return Person.objects.active().filter(pk__in=held.values("person"))
