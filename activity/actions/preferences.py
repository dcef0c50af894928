"""Which kinds of notices one wants, by which way, when; and what holds for all of them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activity.actions import deliveries
from activity.enums import Cadence, Channel, SubscriptionLevel
from activity.models import NotificationSettings, Preference, Subscription
from activity.queries.notification_kinds import cadence_of, notification_kinds
from people.models import Person

SETTINGS = (
    "in_app", "email", "digest_on", "digest", "digest_hour", "digest_weekday", "quiet_from", "quiet_to", "quiet_weekends",
    "paused_until",
)  # fmt: skip


class UnknownKind(ValueError):
    """No such kind of notice, or one that cannot be switched off."""


@transaction.atomic
def set_preference(*, person: Person, kind: str, channel: Channel | str, wanted: bool) -> None:
    """Whether this kind reaches the person by this channel. Back at the default, no row remains."""
    entry = notification_kinds.get(kind)
    channel = Channel(channel)
    if entry is None or (entry.always and channel == Channel.IN_APP):
        raise UnknownKind(kind)
    if channel == Channel.EMAIL:
        _keep_mail(person, kind, (cadence_of(entry) or Cadence.NOW.value) if wanted else "")
        return
    rows = Preference.objects.filter(person=person, kind=kind, channel=channel)
    if wanted == (channel in entry.channels):
        rows.delete()
    else:
        Preference.objects.update_or_create(person=person, kind=kind, channel=channel, defaults={"wanted": wanted})


@transaction.atomic
def set_mail(*, person: Person, kind: str, cadence: Cadence | str, at: dt.datetime) -> None:
    """When mails of this kind leave; "" never: those that were due are cancelled."""
    if kind not in notification_kinds:
        raise UnknownKind(kind)
    _keep_mail(person, kind, Cadence(cadence).value if cadence else "")
    if not cadence:
        deliveries.cancel_unwanted(person=person, kind=kind, at=at)


def _keep_mail(person: Person, kind: str, cadence: str) -> None:
    rows = Preference.objects.filter(person=person, kind=kind, channel=Channel.EMAIL)
    if cadence == cadence_of(notification_kinds[kind]):
        rows.delete()
        return
    values = {"wanted": bool(cadence), "cadence": cadence}
    Preference.objects.update_or_create(person=person, kind=kind, channel=Channel.EMAIL, defaults=values)


@transaction.atomic
def save_settings(*, person: Person, at: dt.datetime, **values: Any) -> NotificationSettings:
    """What holds for all kinds, and what follows: mails that are unwanted now never leave, the others by the new hours.

    An address that was refused is tried again. Raises ValidationError for one end of the quiet hours without the other.
    """
    unknown = set(values) - set(SETTINGS)
    if unknown:
        raise ValueError(f"no such settings: {sorted(unknown)}")
    chosen = NotificationSettings.objects.select_for_update().filter(person=person).first()
    chosen = chosen or NotificationSettings(person=person)
    for name, value in values.items():
        setattr(chosen, name, value)
    if (chosen.quiet_from is None) != (chosen.quiet_to is None):
        raise ValidationError({"quiet_to": _("Donnez les deux heures, ou aucune.")})
    chosen.refused_address = ""
    chosen.save()
    if not chosen.email:
        deliveries.cancel_unwanted(person=person, at=at)
    elif not chosen.digest_on:
        deliveries.cancel_unwanted(person=person, digests=True, at=at)
    deliveries.reschedule(person=person, at=at)
    return chosen


@dataclass(frozen=True)
class Before:
    """What « tout en récapitulatif » changed, for the way back: level by subscription, cadence by kind."""

    levels: dict[int, str] = field(default_factory=dict)
    mails: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def put_all_in_digest(*, person: Person, at: dt.datetime) -> Before:
    """Everything that came live or by mail at once comes in the digest; what is muted stays so. Returns what was before."""
    rows = Subscription.objects.select_for_update().filter(person=person, level=SubscriptionLevel.ALL)
    levels = dict(rows.values_list("pk", "level"))
    Subscription.objects.filter(pk__in=levels).update(level=SubscriptionLevel.DIGEST)
    mails: dict[str, str] = {}
    chosen = Preference.objects.filter(person=person, channel=Channel.EMAIL)
    own = {kind: cadence if wanted else "" for kind, wanted, cadence in chosen.values_list("kind", "wanted", "cadence")}
    for kind in notification_kinds:
        cadence = own.get(kind.key, cadence_of(kind))
        if cadence == Cadence.NOW:
            mails[kind.key] = cadence
            _keep_mail(person, kind.key, Cadence.DAILY.value)
    NotificationSettings.objects.filter(person=person, digest_on=False).update(digest_on=True)
    return Before(levels, mails)


@transaction.atomic
def take_back(*, person: Person, before: Before) -> None:
    """Undo « tout en récapitulatif » where nothing was chosen since."""
    rows = Subscription.objects.filter(person=person, level=SubscriptionLevel.DIGEST)
    for level in set(before.levels.values()):
        rows.filter(pk__in=[pk for pk, old in before.levels.items() if old == level]).update(level=level)
    for kind, cadence in before.mails.items():
        if kind in notification_kinds:
            _keep_mail(person, kind, cadence)
