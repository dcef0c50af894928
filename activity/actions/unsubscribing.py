"""Stopping mails by the link that each of them carries, and taking that back."""

import datetime as dt

from django.db import transaction

from activity.actions import deliveries, preferences, subscriptions
from activity.enums import Cadence, SubscriptionLevel
from activity.models import NotificationSettings
from activity.queries.notification_kinds import notification_kinds
from activity.queries.unsubscribing import Stop
from people.models import Person


@transaction.atomic
def stop(*, person: Person, link: Stop, at: dt.datetime) -> None:
    """Switch off what the link names; again changes nothing. A place that leaves the digests still mentions one."""
    if link.what == "kind" and link.key in notification_kinds:
        preferences.set_mail(person=person, kind=link.key, cadence="", at=at)
    elif link.what == "digest":
        NotificationSettings.objects.update_or_create(person=person, defaults={"digest_on": False})
        deliveries.cancel_unwanted(person=person, digests=True, at=at)
    elif link.what == "target":
        subscriptions.set_level(person=person, target=link.ref, level=SubscriptionLevel.MENTIONS)
        deliveries.cancel_of_place(person=person, place=link.ref, at=at)


@transaction.atomic
def resume(*, person: Person, link: Stop, at: dt.datetime) -> None:
    """As it was when the mail was written; mails that were cancelled meanwhile stay so."""
    if link.what == "kind" and link.key in notification_kinds:
        cadence = link.before if link.before in Cadence.values else Cadence.NOW
        preferences.set_mail(person=person, kind=link.key, cadence=cadence, at=at)
    elif link.what == "digest":
        NotificationSettings.objects.update_or_create(person=person, defaults={"digest_on": True})
    elif link.what == "target":
        level = link.before if link.before in SubscriptionLevel.values else SubscriptionLevel.DIGEST
        subscriptions.set_level(person=person, target=link.ref, level=level)
