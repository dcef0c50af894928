"""Who reports to whom: one manager at a time, no circle at any date."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.outbox import publish
from people.events import ManagerSet
from people.models import Person, ReportsTo
from people.permissions import may_administer
from people.queries.reporting import circle_of

_LOCK = 7_203_001


class ReportingRefused(Exception):
    """The link is not made; the message is for the person."""


def lock_reporting() -> None:
    """One change of the line of management at a time, until the transaction ends: two changes cannot close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@transaction.atomic
def set_manager(*, person: Person, manager: Person, from_on: dt.date, by: Person | None, at: dt.datetime) -> ReportsTo:
    """From that day on the person reports to this manager; what was agreed for later is replaced.

    `by` is None for the installation itself. Raises PermissionDenied, or ReportingRefused for oneself or a circle.
    """
    if by is not None and not may_administer(by):
        raise PermissionDenied
    if person.pk == manager.pk:
        raise ReportingRefused(_("Une personne ne peut pas relever d’elle-même."))
    lock_reporting()
    _cut(person, from_on)
    if circle := circle_of(person, manager, from_on):
        raise ReportingRefused(_circle_sentence(person, manager, circle))
    link = ReportsTo.objects.create(person=person, manager=manager, from_on=from_on)
    publish(ManagerSet(person_id=person.pk, manager_id=manager.pk, at=at))
    return link


@transaction.atomic
def end_manager(*, person: Person, on: dt.date, by: Person | None, at: dt.datetime) -> bool:
    """The person reports to nobody after that day; True when there was a link."""
    if by is not None and not may_administer(by):
        raise PermissionDenied
    lock_reporting()
    changed = _cut(person, on + dt.timedelta(days=1))
    if changed:
        publish(ManagerSet(person_id=person.pk, manager_id=None, at=at))
    return changed


def _cut(person: Person, from_on: dt.date) -> bool:
    """End the links in force at that day on the day before; those that begin later are taken back."""
    mine = ReportsTo.objects.filter(person=person)
    deleted, _rows = mine.filter(from_on__gte=from_on).delete()
    ended = mine.exclude(to_on__lt=from_on).update(to_on=from_on - dt.timedelta(days=1))
    return bool(deleted or ended)


def _circle_sentence(person: Person, manager: Person, circle: list[int]) -> str:
    between = {found.pk: found.name for found in Person.objects.filter(pk__in=circle)}
    chain = " → ".join(between[number] for number in circle)
    return _("Ce lien fermerait un cercle\u00a0: %(manager)s relève déjà, aux mêmes dates, de %(person)s (%(chain)s).") % {
        "manager": manager.name,
        "person": person.name,
        "chain": chain,
    }
