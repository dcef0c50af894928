"""Taking a member's private rows away, and what was kept long enough."""

import datetime as dt

from django.db.models import Q

from activity.models import Bookmark, CalendarToken, Notification, NotificationSettings, Preference, Subscription
from people.models import Person

READ_KEPT = dt.timedelta(days=180)
CLOSED_KEPT = dt.timedelta(days=30)
BATCH = 5000


def erase_notifications(person: Person) -> int:
    """Theirs, with their mails; those that others got about them keep the line, under the name that remains."""
    return Notification.objects.filter(person=person).delete()[0]


def erase_preferences(person: Person) -> int:
    return Preference.objects.filter(person=person).delete()[0]


def erase_settings(person: Person) -> int:
    return NotificationSettings.objects.filter(person=person).delete()[0]


def erase_subscriptions(person: Person) -> int:
    return Subscription.objects.filter(person=person).delete()[0]


def erase_bookmarks(person: Person) -> int:
    return Bookmark.objects.filter(person=person).delete()[0]


def forget_read_notifications(at: dt.datetime, dry_run: bool) -> int:
    """Read, or written for a mail alone, for longer than READ_KEPT; with their mails. In batches, so that no statement holds
    many rows for long."""
    old = Notification.objects.filter(Q(read_at__lt=at - READ_KEPT) | Q(silent=True, created_at__lt=at - READ_KEPT))
    if dry_run:
        return old.count()
    total = 0
    while ids := list(old.values_list("pk", flat=True)[:BATCH]):
        Notification.objects.filter(pk__in=ids).delete()
        total += len(ids)
    return total


def erase_calendar_tokens(person: Person) -> int:
    return CalendarToken.objects.filter(person=person).delete()[0]


def forget_closed_addresses(at: dt.datetime, dry_run: bool) -> int:
    """Digests of calendar addresses that were closed longer than CLOSED_KEPT ago."""
    old = CalendarToken.objects.filter(revoked_at__lt=at - CLOSED_KEPT)
    return old.count() if dry_run else old.delete()[0]
