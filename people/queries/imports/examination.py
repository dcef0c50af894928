"""The dry run of a file, whatever it holds."""

import datetime as dt

from people.queries.imports.organisations import OrganisationPlan, examine_organisations
from people.queries.imports.people import PeoplePlan, examine_people
from people.queries.imports.reporting import Managers, examine_reporting
from people.rules.imports.reading import parse
from people.rules.imports.reports import Report

Plan = OrganisationPlan | PeoplePlan | Managers


def examine(data: bytes, on: dt.date) -> tuple[Report, Plan]:
    """The report, line by line, and what carrying it out would do. Raises UnreadableFile."""
    parsed = parse(data)
    if parsed.kind == "organisations":
        return examine_organisations(parsed)
    if parsed.kind == "reporting":
        return examine_reporting(parsed, on)
    return examine_people(parsed, on)
