"""Managers named in a file: who exists, who reports to whom, and no circle."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from people.queries.imports.words import NOBODY, label
from people.queries.imports.world import World, read_world
from people.rules.imports.reading import Parsed
from people.rules.imports.reports import LineReport, Outcome, Report
from people.rules.reporting import Link, leads_to

# Who reports to whom from the day of the import on, by address; None: to nobody any more.
Managers = dict[str, str | None]


def examine_reporting(parsed: Parsed, on: dt.date) -> tuple[Report, Managers]:
    """A file of reporting lines alone: everybody must be a member already."""
    world = read_world(on)
    report = Report(kind="reporting", ignored=parsed.ignored)
    seen: dict[str, int] = {}
    wishes: list[tuple[LineReport, str, str]] = []
    for line in parsed.lines:
        email = line.cells["email"].lower()
        result = LineReport(line.number, email)
        report.lines.append(result)
        if email not in world.people:
            result.refuse("email", _("Aucun membre n’a ce courriel."))
        elif email in seen:
            result.refuse("email", _("Ce courriel figure déjà à la ligne %(line)d.") % {"line": seen[email]})
        elif not line.cells["manager"]:
            result.refuse(
                "manager", _("Il manque le courriel du gestionnaire. Écrivez «\u00a0aucun\u00a0» s’il n’y en a pas.")
            )
        else:
            wishes.append((result, email, line.cells["manager"].lower()))
        seen.setdefault(email, line.number)
    return report, examine_managers(world, wishes, on, coming=())


def examine_managers(
    world: World, wishes: Iterable[tuple[LineReport, str, str]], on: dt.date, *, coming: Iterable[str]
) -> Managers:
    """The links to change; what is wrong stands on the lines. `coming`: addresses that the same file makes members.

    All old links of those who change go first, so that the order of the lines does not matter.
    """
    known = set(world.people) | set(coming)
    wished: list[tuple[LineReport, str, str | None]] = []
    for result, email, cell in wishes:
        manager = None if cell in NOBODY else cell
        if manager is not None and manager not in known:
            words = _("Aucun membre, ni dans le réseau ni dans ce fichier, n’a l’adresse %(cell)s.")
            result.refuse("manager", words % {"cell": cell})
        elif manager == email:
            result.refuse("manager", _("Une personne ne peut pas relever d’elle-même."))
        elif manager != _current(world, email, on) or len(world.managers.get(email, [])) > 1:
            wished.append((result, email, manager))
    for _result, email, _manager in wished:
        world.managers.pop(email, None)
    managers: Managers = {}
    for result, email, manager in wished:
        if manager is not None and leads_to(world.managers, manager, email, on):
            words = _("Ce lien fermerait un cercle\u00a0: %(manager)s relève déjà de %(email)s.")
            result.refuse("manager", words % {"manager": manager, "email": email})
            continue
        if manager is not None:
            world.managers[email] = [Link(manager, on)]
        managers[email] = manager
        if result.outcome is Outcome.UNCHANGED:
            result.outcome = Outcome.CHANGED
        if result.outcome is Outcome.CHANGED:
            result.changes.append(label("manager"))
    return managers


def _current(world: World, email: str, on: dt.date) -> str | None:
    for link in world.managers.get(email, []):
        if link.from_on <= on:
            return link.manager
    return None
