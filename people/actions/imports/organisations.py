"""Organisations of a file."""

import datetime as dt

from core.outbox import publish
from people.events import OrganisationChanged
from people.queries.imports.organisations import OrganisationPlan


def carry_out_organisations(plan: OrganisationPlan, *, at: dt.datetime) -> None:
    """There are hundreds at most: one by one, so that each orders itself."""
    for organisation in [*plan.created, *plan.changed]:
        organisation.save()
        publish(OrganisationChanged(organisation_id=organisation.pk, at=at))
