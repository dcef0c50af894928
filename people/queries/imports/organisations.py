"""The dry run of a file of organisations."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from people.models import Organisation
from people.queries.imports.words import kind_in, label, yes_or_no
from people.queries.imports.world import read_organisations
from people.rules.imports.reading import Line, Parsed
from people.rules.imports.reports import LineReport, Outcome, Report

LENGTHS = {"acronym": 20, "name": 200, "name_en": 200, "mail_domain": 100}


@dataclass
class OrganisationPlan:
    """Organisations to make and to change, with their new values in place."""

    created: list[Organisation] = field(default_factory=list)
    changed: list[Organisation] = field(default_factory=list)


def examine_organisations(parsed: Parsed) -> tuple[Report, OrganisationPlan]:
    """What each line would do; two queries."""
    known = read_organisations()
    domains = {row.mail_domain.casefold(): row.acronym.casefold() for row in known.values() if row.mail_domain}
    report, plan = Report(kind="organisations", ignored=parsed.ignored), OrganisationPlan()
    seen: dict[str, int] = {}
    for line in parsed.lines:
        result = LineReport(line.number, line.cells["acronym"])
        key = line.cells["acronym"].casefold()
        values = _values(line, result)
        if not key:
            result.refuse("acronym", _("Il manque le sigle."))
        elif "/" in key:
            result.refuse("acronym", _("Un sigle ne contient pas de barre oblique."))
        elif key in seen:
            result.refuse("acronym", _("Ce sigle figure déjà à la ligne %(line)d.") % {"line": seen[key]})
        seen.setdefault(key, line.number)
        domain = str(values.get("mail_domain", "")).casefold()
        if domain and domains.setdefault(domain, key) != key:
            result.refuse("mail_domain", _("Ce domaine est déjà celui d’une autre organisation."))
        if not result.problems:
            _decide(result, plan, known.get(key), values)
        report.lines.append(result)
    return report, plan


def _values(line: Line, result: LineReport) -> dict[str, object]:
    """What the line says; empty cells say nothing."""
    values: dict[str, object] = {column: cell for column, cell in line.cells.items() if cell}
    for column, length in LENGTHS.items():
        if len(str(values.get(column, ""))) > length:
            result.refuse(column, _("Plus de %(length)d caractères.") % {"length": length})
    if "kind" in values:
        values["kind"] = kind_in(line.cells["kind"])
        if values["kind"] is None:
            result.refuse("kind", _("Rien de tel dans la liste (%(cell)s).") % {"cell": line.cells["kind"]})
    if "covered" in values:
        values["covered"] = yes_or_no(line.cells["covered"])
        if values["covered"] is None:
            result.refuse("covered", _("Écrivez oui ou non."))
    return values


def _decide(result: LineReport, plan: OrganisationPlan, known: Organisation | None, values: dict[str, object]) -> None:
    if known is None:
        if not values.get("name"):
            result.refuse("name", _("Il manque le nom de cette nouvelle organisation."))
            return
        result.outcome = Outcome.CREATED
        plan.created.append(Organisation(**values))
        return
    values.pop("acronym", None)
    changes = [column for column, value in values.items() if getattr(known, column) != value]
    if changes:
        result.outcome, result.changes = Outcome.CHANGED, [label(column) for column in changes]
        for column in changes:
            setattr(known, column, values[column])
        plan.changed.append(known)
