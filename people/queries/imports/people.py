"""The dry run of a file of people."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from people.enums import RoleKind
from people.models import Organisation, Person
from people.queries.imports.reporting import Managers, examine_managers
from people.queries.imports.words import label, languages_in, roles_in
from people.queries.imports.world import World, read_world
from people.rules.imports.reading import Line, Parsed
from people.rules.imports.reports import LineReport, Outcome, Report

LENGTHS = {"given_name": 80, "family_name": 80, "role_title": 120, "team": 200, "email": 254}
NETWORK_ONLY = {RoleKind.STRATEGIC_TEAM.value}


@dataclass
class PersonPlan:
    """One person of the file: `person` is None for a new one; `values` are fields to set; roles are given besides."""

    email: str
    person: Person | None
    values: dict[str, object]
    team_name: str = ""
    roles: list[tuple[str, Organisation | None]] = field(default_factory=list)


@dataclass
class PeoplePlan:
    rows: list[PersonPlan] = field(default_factory=list)
    managers: Managers = field(default_factory=dict)


def examine_people(parsed: Parsed, on: dt.date) -> tuple[Report, PeoplePlan]:
    """What each line would do; as many queries for one line as for five thousand."""
    world = read_world(on)
    report, plan = Report(kind="people", ignored=parsed.ignored), PeoplePlan()
    seen: dict[str, int] = {}
    wishes: list[tuple[LineReport, str, str]] = []
    for line in parsed.lines:
        email = line.cells["email"].lower()
        result = LineReport(line.number, email)
        report.lines.append(result)
        _check_email(result, world, email, seen.get(email))
        seen.setdefault(email, line.number)
        row = _row(result, world, line, email)
        if not result.problems:
            _decide(result, plan, row)
        if line.cells.get("manager"):
            wishes.append((result, email, line.cells["manager"].lower()))
    plan.managers = examine_managers(world, wishes, on, coming=seen)
    return report, plan


def _check_email(result: LineReport, world: World, email: str, before: int | None) -> None:
    if not email:
        result.refuse("email", _("Il manque le courriel."))
        return
    try:
        validate_email(email)
    except ValidationError:
        result.refuse("email", _("Adresse non valide (%(email)s).") % {"email": email})
    if before is not None:
        result.refuse("email", _("Ce courriel figure déjà à la ligne %(line)d.") % {"line": before})
    if email in world.gone:
        result.refuse("email", _("Cette personne a quitté le réseau. Invitez-la plutôt de nouveau."))


def _row(result: LineReport, world: World, line: Line, email: str) -> PersonPlan:
    """The values that the line states; empty cells say nothing."""
    cells = {column: cell for column, cell in line.cells.items() if cell}
    for column, length in LENGTHS.items():
        if len(cells.get(column, "")) > length:
            result.refuse(column, _("Plus de %(length)d caractères.") % {"length": length})
    person = world.people.get(email)
    values: dict[str, object] = {name: cells[name] for name in ("given_name", "family_name", "role_title") if name in cells}
    if "languages" in cells:
        codes, unknown = languages_in(cells["languages"])
        values["languages"] = codes
        if unknown:
            result.refuse("languages", _("Rien de tel dans la liste (%(words)s).") % {"words": ", ".join(unknown)})
    _places(result, world, cells, values)
    if person is None and email not in world.gone:
        for name, sentence in (("given_name", _("Il manque le prénom.")), ("organisation", _("Il manque l’organisation."))):
            if name not in cells:
                result.refuse(name, sentence)
    row = PersonPlan(email=email, person=person, values=values)
    _team(world, cells, row)
    _roles(result, world, cells, row)
    return row


def _places(result: LineReport, world: World, cells: dict[str, str], values: dict[str, object]) -> None:
    for column in ("organisation", "assignment"):
        if column not in cells:
            continue
        place = world.employer(cells[column])
        if place is None:
            result.refuse(
                column,
                _("Sigle inconnu (%(cell)s). Corrigez-le, ou importez d’abord les organisations.") % {"cell": cells[column]},
            )
        values[column] = place
    if values.get("assignment") is not None and values.get("assignment") == values.get("organisation"):
        values["assignment"] = None


def _team(world: World, cells: dict[str, str], row: PersonPlan) -> None:
    """The team stands in the place where the person works; one that does not exist is made at the import."""
    name = " ".join(cells.get("team", "").split())
    if not name:
        return
    place = row.values.get("assignment") or row.values.get("organisation")
    if place is None and row.person is not None:
        place = world_place(world, row.person)
    if not isinstance(place, Organisation):
        return
    team = world.teams.get((place.pk, name.casefold()))
    if team is None:
        row.team_name = name
    elif row.person is None or row.person.team_id != team.pk:
        row.values["team"] = team


def world_place(world: World, person: Person) -> Organisation | None:
    """Where a known person works, without a query."""
    number = person.assignment_id or person.organisation_id
    return next((place for place in world.organisations.values() if place.pk == number), None)


def _roles(result: LineReport, world: World, cells: dict[str, str], row: PersonPlan) -> None:
    """Roles are added, never taken away; administration is given on screen, one person at a time."""
    wished, unknown = roles_in(cells.get("roles", ""))
    if unknown:
        result.refuse("roles", _("Rien de tel dans la liste (%(words)s).") % {"words": ", ".join(unknown)})
    for role, acronym in dict.fromkeys(wished):
        place = world.organisation(acronym) if acronym else None
        if role == RoleKind.ADMINISTRATOR:
            result.refuse("roles", _("Le rôle d’administration se confie à l’écran, une personne à la fois."))
        elif acronym and place is None:
            result.refuse("roles", _("Sigle inconnu (%(cell)s).") % {"cell": acronym})
        elif acronym and role in NETWORK_ONLY:
            result.refuse("roles", _("L’équipe stratégique vaut pour tout le réseau\u00a0: retirez le sigle."))
        elif row.person is None or (row.person.pk, role, place.pk if place else None) not in world.roles:
            row.roles.append((role, place))


def _decide(result: LineReport, plan: PeoplePlan, row: PersonPlan) -> None:
    if row.person is None:
        result.outcome = Outcome.CREATED
        plan.rows.append(row)
        return
    row.values = {name: value for name, value in row.values.items() if _differs(row.person, name, value)}
    changes = [label(name) for name in row.values]
    changes += [label("team")] if row.team_name else []
    changes += [label("roles")] if row.roles else []
    if changes:
        result.outcome, result.changes = Outcome.CHANGED, changes
        plan.rows.append(row)


def _differs(person: Person, name: str, value: object) -> bool:
    if name in {"organisation", "assignment", "team"}:
        return bool(getattr(person, f"{name}_id") != (value.pk if value is not None else None))  # type: ignore[attr-defined]
    return bool(getattr(person, name) != value)
