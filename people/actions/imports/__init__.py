"""Imports: a file is carried out wholly or not at all, in one transaction, by bulk operations."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from people.actions.imports.organisations import carry_out_organisations
from people.actions.imports.people import carry_out_people
from people.actions.imports.reporting import carry_out_managers
from people.actions.reporting import lock_reporting
from people.models import Person
from people.permissions import may_administer
from people.queries.imports import examine
from people.queries.imports.organisations import OrganisationPlan
from people.queries.imports.people import PeoplePlan
from people.rules.imports.reports import Report

Say = Callable[[str], None]


class NotAsChecked(Exception):
    """What the file would do is not what the dry run said (somebody changed something meanwhile): nothing was done.

    `report` is what it would do now.
    """

    def __init__(self, report: Report) -> None:
        super().__init__("not as checked")
        self.report = report


@transaction.atomic
def carry_out(
    *,
    data: bytes,
    by: Person | None,
    at: dt.datetime,
    on: dt.date,
    checked: Report | None = None,
    say: Say = lambda words: None,
) -> Report:
    """Examine the file anew and do what it says. `by` is None for a command; `say` hears how far it is.

    Raises PermissionDenied, UnreadableFile, and NotAsChecked when a line is wrong or the outcome is not that of `checked`.
    """
    if by is not None and not may_administer(by):
        raise PermissionDenied
    lock_reporting()
    report, plan = examine(data, on)
    if report.counts["error"] or (checked is not None and checked.outline() != report.outline()):
        raise NotAsChecked(report)
    if isinstance(plan, OrganisationPlan):
        carry_out_organisations(plan, at=at)
    elif isinstance(plan, PeoplePlan):
        carry_out_people(plan, by=by, at=at, on=on, say=say)
    else:
        carry_out_managers(plan, at=at, on=on)
    return report
