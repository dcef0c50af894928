"""Which notices a member wants."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from activity.enums import Channel
from activity.models import Preference
from activity.queries.notification_kinds import NotificationKind, notification_kinds
from people.models import Person


@dataclass(frozen=True)
class Wish:
    """One kind and whether the person wants it in the application."""

    kind: NotificationKind
    wanted: bool


@dataclass(frozen=True)
class WishGroup:
    label: Any
    wishes: list[Wish]


def wishes_of(person: Person, channel: Channel = Channel.IN_APP) -> list[WishGroup]:
    """Every kind, grouped as it says, with the person's choice or its default; one query."""
    chosen = dict(Preference.objects.filter(person=person, channel=channel).values_list("kind", "wanted"))
    wishes = [
        Wish(kind, kind.always or chosen.get(kind.key, channel in kind.channels))
        for kind in sorted(notification_kinds, key=lambda kind: (str(kind.group), kind.order))
    ]
    return [WishGroup(label, list(rows)) for label, rows in groupby(wishes, key=lambda wish: str(wish.kind.group))]
