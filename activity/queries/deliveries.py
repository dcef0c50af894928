"""The ledger as its person sees it, and in total as the author does."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from activity.enums import DeliveryState
from activity.models import Delivery, Notification
from activity.queries.notification_kinds import NotificationKind, notification_kinds
from core.pagination import page_by_key
from people.models import Person
from people.queries.audiences import audience_ids

PAGE_SIZE = 40
# Of fewer people one could guess who has which settings.
FEWEST = 5


@dataclass(frozen=True)
class Entry:
    """One line of « Mes envois ». `kind` is None when the thing is not open to the person any more."""

    delivery: Delivery
    kind: NotificationKind | None

    @property
    def notice(self) -> Notification:
        return self.delivery.notification

    @property
    def why(self) -> Any:
        return self.kind.reasons.get(self.notice.reason, "") if self.kind is not None else ""


@dataclass(frozen=True)
class LedgerPage:
    entries: list[Entry]
    next_cursor: str | None


def page(person: Person, *, state: str = "", cursor: str | None = None, size: int = PAGE_SIZE) -> LedgerPage:
    """One page of the person's mails, the newest planned first, all or of one state; two queries whatever their number."""
    rows = Delivery.objects.filter(person=person).select_related("notification__actor")
    if state in DeliveryState.values:
        rows = rows.filter(state=state)
    found = page_by_key(rows, keys=("-id",), cursor=cursor, size=size)
    readable = {None, *audience_ids(person)}
    entries = [
        Entry(row, notification_kinds.get(row.notification.kind) if row.notification.audience_id in readable else None)
        for row in found.items
    ]
    return LedgerPage(entries, found.next_cursor)


@dataclass(frozen=True)
class Reach:
    """`told`: people who were to hear of a fact. `reached`: those whose list holds it, whose mail left, or who read it.
    `waiting`: those whose digest is still to leave."""

    told: int
    reached: int
    waiting: int

    @property
    def enough(self) -> bool:
        """Whether there are enough people to say how many."""
        return self.told >= FEWEST


def reach_of(event_key: str, *, by: Person) -> Reach:
    """Of a fact that this person made, or of a text of theirs that somebody else published (`data["of"]`); zeros for
    anybody else's. One query."""
    mails = Delivery.objects.filter(notification=OuterRef("pk"))
    arrived: Any = Q(silent=False) | Q(read_at__isnull=False) | Exists(mails.filter(state=DeliveryState.SENT))
    waits: Any = Q(silent=True, read_at=None) & Exists(mails.filter(state=DeliveryState.DUE))
    rows = Notification.objects.filter(Q(actor=by) | Q(data__of__contains=by.pk), event_key=event_key)
    found = rows.aggregate(told=Count("pk"), reached=Count("pk", filter=arrived), waiting=Count("pk", filter=waits))
    return Reach(**found)
