"""Reporting lines of a file, in bulk. The dry run has refused circles; the table is locked meanwhile."""

import datetime as dt

from core.outbox import publish
from people.events import ManagersSet
from people.models import Person, ReportsTo
from people.queries.imports.reporting import Managers


def carry_out_managers(managers: Managers, *, at: dt.datetime, on: dt.date) -> None:
    """Old links end the day before; those that had not begun are taken back."""
    if not managers:
        return
    emails = set(managers) | {email for email in managers.values() if email}
    rows = Person.objects.active().filter(user__email__in=emails)
    numbers = {email.lower(): pk for email, pk in rows.values_list("user__email", "pk")}
    changed = [numbers[email] for email in managers]
    mine = ReportsTo.objects.filter(person__in=changed)
    mine.filter(from_on__gte=on).delete()
    mine.exclude(to_on__lt=on).update(to_on=on - dt.timedelta(days=1))
    links = [
        ReportsTo(person_id=numbers[email], manager_id=numbers[manager], from_on=on)
        for email, manager in managers.items()
        if manager
    ]
    ReportsTo.objects.bulk_create(links, batch_size=2000)
    publish(ManagersSet(person_ids=changed, at=at))
