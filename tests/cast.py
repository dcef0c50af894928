"""The cast: fifteen plainly fictional people that every test knows by heart, and their organisations.

Amina (communicatrice), Bruno (colleague elsewhere, trainee), Chloé (facilitator and moderator), David (newcomer, stranger to
closed spaces), Esther (mentor), Farid (sectoral lead), Gisèle (strategic team), Hugo (recruiter), Inès (watch editor), Jules
(line manager of Amina and Bruno), Karim (trainer), Léa (profile owner), Malik (a ministry's respondent), Noémie (programme
coordinator), Olga (administrator).
"""

import datetime as dt
import json
from dataclasses import dataclass

from django.conf import settings

from people.enums import OrganisationKind, RoleKind
from people.models import Organisation, Person, ReportsTo, RoleHeld, User

NOW = dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 2)
SINCE = dt.date(2026, 1, 5)


@dataclass(frozen=True)
class Character:
    key: str
    given_name: str
    family_name: str
    organisation: str
    role_title: str
    email: str
    manager: str | None
    roles: tuple[tuple[str, str | None], ...]


def read_characters() -> list[Character]:
    """The same people as the demonstration's, from data/demo/cast.json."""
    entries = json.loads((settings.BASE_DIR / "data/demo/cast.json").read_text("utf-8"))
    return [
        Character(
            key=entry["key"],
            given_name=entry["given_name"],
            family_name=entry["family_name"],
            organisation=entry["organisation"],
            role_title=entry["role_title"],
            email=entry["email"],
            manager=entry["manager"],
            roles=tuple((role["role"], None if role["scope"] == "network" else role["scope"]) for role in entry["roles"]),
        )
        for entry in entries
    ]


class Cast:
    """The people by their key: `cast.amina` is a Person with an account."""

    amina: Person
    bruno: Person
    chloe: Person
    david: Person
    esther: Person
    farid: Person
    gisele: Person
    hugo: Person
    ines: Person
    jules: Person
    karim: Person
    lea: Person
    malik: Person
    noemie: Person
    olga: Person

    def __init__(self, people: dict[str, Person]) -> None:
        self.people = people
        self.__dict__.update(people)

    def __iter__(self):
        return iter(self.people.items())


def create_cast() -> Cast:
    """Make the whole cast in the database, with roles and reporting lines."""
    characters = read_characters()
    acronyms = {c.organisation for c in characters} | {scope for c in characters for _role, scope in c.roles if scope}
    organisations = {
        acronym: Organisation.objects.get_or_create(
            acronym=acronym, defaults={"name": f"Ministère fictif {acronym}", "kind": OrganisationKind.MINISTRY}
        )[0]
        for acronym in sorted(acronyms)
    }
    people: dict[str, Person] = {}
    for character in characters:
        administrator = any(role == RoleKind.ADMINISTRATOR for role, _scope in character.roles)
        user = User(email=character.email, is_staff=administrator, is_superuser=administrator)
        user.set_unusable_password()
        user.save()
        people[character.key] = Person.objects.create(
            user=user,
            given_name=character.given_name,
            family_name=character.family_name,
            organisation=organisations[character.organisation],
            role_title=character.role_title,
            languages=["fr"],
            joined_at=NOW - dt.timedelta(days=300),
        )
    for character in characters:
        person = people[character.key]
        for role, scope in character.roles:
            RoleHeld.objects.create(
                person=person, role=role, organisation=organisations[scope] if scope else None, from_on=SINCE
            )
        if character.manager:
            ReportsTo.objects.create(person=person, manager=people[character.manager], from_on=SINCE)
    return Cast(people)
