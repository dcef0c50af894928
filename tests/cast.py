"""The cast: fifteen plainly fictional people that every test knows by heart, and their organisations.

Amina (communicatrice), Bruno (colleague elsewhere, trainee), Chloé (facilitator and moderator), David (newcomer, stranger to
closed spaces), Esther (mentor), Farid (sectoral lead), Gisèle (strategic team), Hugo (recruiter), Inès (watch editor), Jules
(line manager of Amina and Bruno), Karim (trainer), Léa (profile owner), Malik (a ministry's respondent), Noémie (programme
coordinator), Olga (administrator).
"""

import datetime as dt
from dataclasses import dataclass

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
    role: RoleKind | None = None
    scope: str | None = None


CHARACTERS = (
    Character("amina", "Amina", "Belkacem-Fictive", "MTMD", "Conseillère en communication"),
    Character("bruno", "Bruno", "Tremblay-Fictif", "MELCCFP", "Conseiller en communication"),
    Character("chloe", "Chloé", "Lavoie-Fictive", "MELCCFP", "Animatrice de communauté", RoleKind.FACILITATOR),
    Character("david", "David", "Gagnon-Fictif", "MCC", "Agent d’information"),
    Character("esther", "Esther", "Roy-Fictive", "SCT", "Conseillère stratégique", RoleKind.MENTOR),
    Character("farid", "Farid", "Haddad-Fictif", "MTMD", "Directeur des communications", RoleKind.SECTORAL_LEAD, "MTMD"),
    Character("gisele", "Gisèle", "Bouchard-Fictive", "MCE", "Conseillère principale", RoleKind.STRATEGIC_TEAM),
    Character("hugo", "Hugo", "Pelletier-Fictif", "SCT", "Recruteur", RoleKind.RECRUITER),
    Character("ines", "Inès", "Nadeau-Fictive", "MCE", "Responsable de la veille", RoleKind.WATCH_EDITOR),
    Character("jules", "Jules", "Fortin-Fictif", "MTMD", "Chef d’équipe"),
    Character("karim", "Karim", "Ouellet-Fictif", "SCT", "Formateur", RoleKind.TRAINER),
    Character("lea", "Léa", "Morin-Fictive", "MCE", "Responsable de profils", RoleKind.PROFILE_OWNER),
    Character("malik", "Malik", "Diallo-Fictif", "MCC", "Répondant ministériel", RoleKind.RESPONDENT, "MCC"),
    Character("noemie", "Noémie", "Gauthier-Fictive", "SCT", "Coordonnatrice", RoleKind.COORDINATOR),
    Character("olga", "Olga", "Simard-Fictive", "MCE", "Administratrice", RoleKind.ADMINISTRATOR),
)
ORGANISATIONS = {
    "MTMD": "Ministère des Transports et de la Mobilité durable",
    "MELCCFP": "Ministère de l’Environnement",
    "MCC": "Ministère de la Culture et des Communications",
    "SCT": "Secrétariat du Conseil du trésor",
    "MCE": "Ministère du Conseil exécutif",
}


class Cast:
    """The people by their key: `cast.amina` is a Person with an account. `PASSWORD` signs each of them in."""

    PASSWORD = "un-mot-de-passe-de-scène"

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
    organisations = {
        acronym: Organisation.objects.get_or_create(
            acronym=acronym, defaults={"name": name, "kind": OrganisationKind.MINISTRY}
        )[0]
        for acronym, name in ORGANISATIONS.items()
    }
    people = {}
    for character in CHARACTERS:
        administrator = character.role == RoleKind.ADMINISTRATOR
        user = User(email=f"{character.key}@exemple.test", is_staff=administrator, is_superuser=administrator)
        user.set_unusable_password()
        user.save()
        person = Person.objects.create(
            user=user,
            given_name=character.given_name,
            family_name=character.family_name,
            organisation=organisations[character.organisation],
            role_title=character.role_title,
            languages=["fr"],
            joined_at=NOW - dt.timedelta(days=300),
        )
        if character.role:
            scope = organisations[character.scope] if character.scope else None
            RoleHeld.objects.create(person=person, role=character.role, organisation=scope, from_on=SINCE)
        people[character.key] = person
    for key in ("amina", "bruno"):
        ReportsTo.objects.create(person=people[key], manager=people["jules"], from_on=SINCE)
    return Cast(people)
