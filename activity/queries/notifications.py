"""Notices as their person sees them: how many, which, grouped by day and by what they are about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from activity.models import Notification
from activity.queries.notification_kinds import NotificationKind, notification_kinds
from core.database import prepared
from core.pagination import page_by_key
from people.models import Person
from people.queries.audiences import audience_ids, network_audience_id

COUNTED_AT_MOST = 100
PAGE_SIZE = 40

# By the index of unread notices; stops at COUNTED_AT_MOST. What one may read no more does not count.
_UNREAD = """
SELECT count(*) FROM (
  SELECT 1 FROM activity_notification notice
  WHERE notice.person_id = %(person)s AND notice.read_at IS NULL AND NOT notice.silent
    AND notice.kind = ANY(%(kinds)s::text[]) AND (
    notice.audience_id IS NULL OR notice.audience_id = %(network)s OR notice.audience_id IN (
      SELECT audience_id FROM people_audiencemember WHERE person_id = %(person)s))
  LIMIT %(limit)s
) AS shown
"""


@prepared
def unread_count(person: Person) -> int:
    """The figure on the bell, counted up to COUNTED_AT_MOST."""
    values: dict[str, Any] = {
        "person": person.pk,
        "network": network_audience_id(),
        "kinds": [kind.key for kind in notification_kinds],
        "limit": COUNTED_AT_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, values)
        return int(cursor.fetchone()[0])


def visible_to(person: Person) -> "QuerySet[Notification]":
    """The person's notices about what the person may still read, of kinds that still exist; not those of mails alone."""
    readable = Q(audience=None) | Q(audience__in=audience_ids(person))
    kinds = [kind.key for kind in notification_kinds]
    return Notification.objects.filter(readable, person=person, silent=False, kind__in=kinds)


@dataclass
class NoticeGroup:
    """Notices of one kind about one thing on one day. `notice`: the newest; the sentence names its actor and `others`."""

    kind: NotificationKind
    notices: list[Notification] = field(default_factory=list)

    @property
    def notice(self) -> Notification:
        return self.notices[0]

    @property
    def ids(self) -> list[int]:
        return [notice.pk for notice in self.notices]

    @property
    def others(self) -> int:
        """How many people besides the one who is named."""
        return len({notice.actor_id for notice in self.notices} - {self.notice.actor_id})

    @property
    def unread(self) -> bool:
        return any(notice.read_at is None for notice in self.notices)

    @property
    def opens(self) -> Notification:
        """Where a press leads: the first one not read, else the newest."""
        waiting = [notice for notice in self.notices if notice.read_at is None]
        return waiting[-1] if waiting else self.notice

    @property
    def why(self) -> Any:
        return self.kind.reasons.get(self.notice.reason, "")


@dataclass(frozen=True)
class Day:
    """One day of the list, in the time of Québec."""

    date: dt.date
    groups: list[NoticeGroup]


@dataclass(frozen=True)
class NoticePage:
    days: list[Day]
    next_cursor: str | None


@prepared
def page(person: Person, *, unread_only: bool = False, cursor: str | None = None, size: int = PAGE_SIZE) -> NoticePage:
    """One page of notices, newest first, in two queries whatever their number."""
    rows = visible_to(person).select_related("actor")
    if unread_only:
        rows = rows.filter(read_at=None)
    found = page_by_key(rows, keys=("-created_at", "-id"), cursor=cursor, size=size)
    days = [Day(date, _groups(notices)) for date, notices in groupby(found.items, key=_day_of)]
    return NoticePage(days, found.next_cursor)


def _day_of(notice: Notification) -> dt.date:
    return timezone.localtime(notice.created_at).date()


def _groups(notices: Iterable[Notification]) -> list[NoticeGroup]:
    """One group per kind and thing, where its newest notice stands; a notice about no thing stands alone."""
    groups: dict[tuple[Any, ...], NoticeGroup] = {}
    for notice in notices:
        about = (notice.content_type_id, notice.object_id) if notice.object_id is not None else (notice.pk,)
        key = (notice.kind, *about)
        groups.setdefault(key, NoticeGroup(notification_kinds[notice.kind])).notices.append(notice)
    return list(groups.values())
