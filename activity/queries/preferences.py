"""Which notices a member wants, by which way and when."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from activity.enums import Channel
from activity.models import NotificationSettings, Preference
from activity.queries.notification_kinds import NotificationKind, cadence_of, notification_kinds
from people.models import Person


@dataclass(frozen=True)
class Wish:
    """One kind: whether it rings in the application, and when its mails leave ("": never)."""

    kind: NotificationKind
    wanted: bool
    mail: str


@dataclass(frozen=True)
class WishGroup:
    label: Any
    wishes: list[Wish]


def wishes_of(person: Person) -> list[WishGroup]:
    """Every kind that can reach the person, grouped as it says, with their choices or its defaults."""
    bell: dict[str, bool] = {}
    mail: dict[str, str] = {}
    rows = Preference.objects.filter(person=person).values_list("kind", "channel", "wanted", "cadence")
    for kind, channel, wanted, cadence in rows:
        if channel == Channel.IN_APP:
            bell[kind] = wanted
        else:
            mail[kind] = cadence if wanted else ""
    wishes = [
        Wish(
            kind,
            kind.always or bell.get(kind.key, Channel.IN_APP in kind.channels),
            mail.get(kind.key, cadence_of(kind)),
        )
        for kind in sorted(notification_kinds, key=lambda kind: (str(kind.group), kind.order))
        if _concerns(kind, person)
    ]
    return [WishGroup(label, list(rows)) for label, rows in groupby(wishes, key=lambda wish: str(wish.kind.group))]


def _concerns(kind: NotificationKind, person: Person) -> bool:
    asked = getattr(kind, "concerns", None)
    return asked is None or bool(asked(person))


def settings_of(person: Person) -> NotificationSettings:
    """What holds for all kinds: the person's row, or the defaults (not saved)."""
    return NotificationSettings.objects.filter(person=person).first() or NotificationSettings(person=person)
