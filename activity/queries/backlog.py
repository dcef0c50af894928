"""How far behind the workers are: the oldest mail and the oldest announcement that should have been worked off."""

import datetime as dt
from dataclasses import dataclass

from activity.enums import DeliveryState
from activity.models import Delivery
from core.models import OutboxRow

MAIL_LIMIT = dt.timedelta(minutes=15)
OUTBOX_LIMIT = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Backlog:
    """Ages of what is overdue, zero when nothing is. A row that was put off counts from its new hour."""

    mails: dt.timedelta
    outbox: dt.timedelta

    @property
    def mails_late(self) -> bool:
        return self.mails > MAIL_LIMIT

    @property
    def outbox_late(self) -> bool:
        return self.outbox > OUTBOX_LIMIT

    @property
    def late(self) -> bool:
        return self.mails_late or self.outbox_late


def backlog(at: dt.datetime) -> Backlog:
    """Two reads of one row each, by partial indexes."""
    mail = Delivery.objects.filter(state=DeliveryState.DUE, due_at__lte=at).order_by("due_at", "pk")
    row = OutboxRow.objects.filter(done_at=None, dead=False, due_at__lte=at).order_by("due_at", "pk")
    return Backlog(_age(mail.values_list("due_at", flat=True).first(), at), _age(_first_due(row), at))


def _first_due(rows: object) -> dt.datetime | None:
    return rows.values_list("due_at", flat=True).first()  # type: ignore[attr-defined,no-any-return]


def _age(since: dt.datetime | None, at: dt.datetime) -> dt.timedelta:
    return at - since if since is not None else dt.timedelta(0)
