"""What is known already, read once for a whole file: the number of queries does not depend on its length."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from people.enums import OrganisationKind
from people.models import Organisation, Person, ReportsTo, RoleHeld, Team, User
from people.rules.reporting import FOREVER, Link


@dataclass
class World:
    """Everything by the key that files use: acronyms and addresses in lower case."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    teams: dict[tuple[int, str], Team] = field(default_factory=dict)
    roles: set[tuple[int, str, int | None]] = field(default_factory=set)
    managers: dict[str, list[Link[str]]] = field(default_factory=dict)

    def organisation(self, acronym: str) -> Organisation | None:
        return self.organisations.get(acronym.casefold())

    def employer(self, acronym: str) -> Organisation | None:
        """An organisation that may have members: no school."""
        found = self.organisation(acronym)
        return found if found is not None and found.kind != OrganisationKind.SCHOOL else None


def read_organisations() -> dict[str, Organisation]:
    return {organisation.acronym.casefold(): organisation for organisation in Organisation.objects.all()}


def read_world(on: dt.date) -> World:
    """Six queries."""
    world = World(organisations=read_organisations())
    rows = Person.objects.select_related("user", "team").defer("bio", "bio_html", "visibility")
    by_pk: dict[int, str] = {}
    for person in rows.filter(user__isnull=False):
        email = person.user.email.lower()  # type: ignore[union-attr]
        by_pk[person.pk] = email
        if person.is_active:
            world.people[email] = person
        else:
            world.gone.add(email)
    world.accounts = {email.lower() for email in User.objects.values_list("email", flat=True)}
    world.teams = {(team.organisation_id, team.name.casefold()): team for team in Team.objects.all()}
    held = RoleHeld.objects.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)
    world.roles = set(held.values_list("person_id", "role", "organisation_id"))
    links = ReportsTo.objects.filter(Q(to_on=None) | Q(to_on__gte=on))
    for person_id, manager_id, from_on, to_on in links.values_list("person_id", "manager_id", "from_on", "to_on"):
        if person_id in by_pk and manager_id in by_pk:
            link = Link(by_pk[manager_id], from_on, to_on or FOREVER)
            world.managers.setdefault(by_pk[person_id], []).append(link)
    return world
