"""A member's profile, in one query: the person and everything of people's own that the page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from core.database import prepared
from people.enums import PartVisibility, RoleKind, SpokenLanguage
from people.models import Absence, Person, Team
from people.models.persons import PersonQuerySet
from people.permissions import may_see_part

SOON = dt.timedelta(days=21)
# Parts of the profile that people owns, with who sees them as long as the member chose nothing.
PARTS: dict[str, PartVisibility] = {
    "photo": PartVisibility.NETWORK,
    "pronouns": PartVisibility.NETWORK,
    "email": PartVisibility.NETWORK,
    "bio": PartVisibility.NETWORK,
    "ask_me_about": PartVisibility.NETWORK,
    "languages": PartVisibility.NETWORK,
    "links": PartVisibility.NETWORK,
    "working_days": PartVisibility.NETWORK,
    "absences": PartVisibility.NETWORK,
}


@dataclass(frozen=True)
class AbsenceShown:
    """An absence in force or near; `stand_in` is None or the id and name of an active member."""

    starts_on: dt.date
    ends_on: dt.date
    message: str
    stand_in_id: int | None
    stand_in_name: str
    now: bool


@dataclass(frozen=True)
class RoleShown:
    """A role in force; `place` is the acronym of its scope, "" for the whole network."""

    label: str
    place: str

    @property
    def words(self) -> str:
        return f"{self.label} · {self.place}" if self.place else self.label


@dataclass(frozen=True)
class Profile:
    """What one viewer sees of one person: parts that are closed to the viewer are empty."""

    person: Person
    own: bool
    shown: frozenset[str]
    links: list[dict[str, str]]
    absence: AbsenceShown | None
    roles: list[RoleShown]
    languages: list[str]

    @property
    def pictured(self) -> Person:
        """The person, without the photo when the viewer may not see it."""
        if "photo" not in self.shown:
            self.person.photo_path = ""
        return self.person

    @property
    def is_bare(self) -> bool:
        """Nothing said yet that helps to be found."""
        return not (self.person.bio or self.person.ask_me_about)

    @property
    def email(self) -> str:
        account = self.person.user
        return account.email if account is not None and "email" in self.shown else ""


@prepared
def profile_of(viewer: Person, pk: int, on: dt.date) -> Profile | None:
    """The profile of an active member as this viewer may see it; None for who left or never was."""
    person = _with_details(on).filter(pk=pk).first()
    if person is None:
        return None
    shown = frozenset(part for part, default in PARTS.items() if may_see_part(viewer, person, part, default))
    return Profile(
        person=person,
        own=person.pk == viewer.pk,
        shown=shown,
        links=person.link_rows if "links" in shown else [],  # type: ignore[attr-defined]
        absence=_absence(person.absence_rows, on) if "absences" in shown else None,  # type: ignore[attr-defined]
        roles=_roles(person.role_rows),  # type: ignore[attr-defined]
        languages=language_names(person.languages) if "languages" in shown else [],
    )


# The person's own rows come along as JSON, in the same query: three joins less, and nothing to compile at each page.
_LINKS = """(SELECT coalesce(jsonb_agg(jsonb_build_object('label', link.label, 'url', link.url)
    ORDER BY link.position, link.id), '[]') FROM people_profilelink link WHERE link.person_id = people_person.id)"""
_ABSENCES = """(SELECT coalesce(jsonb_agg(jsonb_build_object('starts_on', away.starts_on, 'ends_on', away.ends_on,
    'message', away.message, 'stand_in_id', other.id, 'stand_in_name', trim(other.given_name || ' ' || other.family_name))
    ORDER BY away.starts_on, away.id), '[]')
    FROM people_absence away LEFT JOIN people_person other ON other.id = away.stand_in_id AND other.status = 'active'
    WHERE away.person_id = people_person.id AND away.ends_on >= %s AND away.starts_on <= %s)"""
_ROLES = """(SELECT coalesce(jsonb_agg(jsonb_build_object('role', held.role, 'acronym', place.acronym)), '[]')
    FROM people_roleheld held LEFT JOIN people_organisation place ON place.id = held.organisation_id
    WHERE held.person_id = people_person.id AND held.from_on <= %s AND (held.to_on IS NULL OR held.to_on >= %s))"""


def _with_details(on: dt.date) -> PersonQuerySet:
    return (
        Person.objects.active()
        .select_related("organisation", "assignment", "team", "user")
        .annotate(link_rows=_rows(_LINKS), absence_rows=_rows(_ABSENCES, on, on + SOON), role_rows=_rows(_ROLES, on, on))
    )


def _rows(sql: str, *values: dt.date) -> RawSQL:
    return RawSQL(sql, values, output_field=JSONField())  # noqa: S611 (constants of this module)


def _absence(rows: list[dict[str, Any]], on: dt.date) -> AbsenceShown | None:
    if not rows:
        return None
    row = rows[0]
    starts_on, ends_on = dt.date.fromisoformat(row["starts_on"]), dt.date.fromisoformat(row["ends_on"])
    return AbsenceShown(
        starts_on=starts_on,
        ends_on=ends_on,
        message=row["message"],
        stand_in_id=row["stand_in_id"],
        stand_in_name=row["stand_in_name"] or "",
        now=starts_on <= on,
    )


def _roles(rows: list[dict[str, Any]]) -> list[RoleShown]:
    order = {value: place for place, value in enumerate(RoleKind.values)}
    rows = sorted(rows, key=lambda row: (order[row["role"]], row["acronym"] or ""))
    return [RoleShown(str(RoleKind(row["role"]).label), row["acronym"] or "") for row in rows]


def language_names(codes: list[str]) -> list[str]:
    """The words for codes of languages, in the order given; an unknown code stays as it is."""
    names = dict(SpokenLanguage.choices)
    return [str(names.get(code, code)) for code in codes]


def team_names(organisation_ids: list[int]) -> list[str]:
    """Teams that exist in these organisations, for suggestions."""
    names = Team.objects.filter(organisation__in=organisation_ids).order_by("name").values_list("name", flat=True)
    return list(dict.fromkeys(names))


def coming_absences(person: Person, on: dt.date) -> list[Absence]:
    """Absences that are not over, in order."""
    return list(person.absences.filter(ends_on__gte=on).select_related("stand_in__organisation").order_by("starts_on", "pk"))
