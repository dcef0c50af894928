"""Notices: written in bulk with the mails that follow from them, at most one per person and fact; read, taken back."""

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from psycopg.types.json import Jsonb

from activity.actions import deliveries, live
from activity.enums import Cadence, CancelReason, Channel, SubscriptionLevel
from activity.models import Notification
from activity.queries.notification_kinds import NotificationKind, cadence_of, notification_kinds
from activity.queries.targets import Ref, ref_of, type_id
from people.enums import PersonStatus
from people.models import Person
from people.queries.audiences import network_audience_id

BATCH = 5000

_REPLACED = "read_at = NULL, " + ", ".join(
    f"{name} = excluded.{name}"
    for name in (
        "kind", "reason", "actor_id", "content_type_id", "object_id", "audience_id", "data", "url", "silent", "created_at",
    )
)  # fmt: skip

# One statement whatever the number of people: active members, in the audience, by the channels that each wants. A notice
# that is wanted by mail alone is silent; one that is wanted nowhere is not written. About one fact (`event_key`) the more
# specific kind takes the place of the general one (unread, at its own hour: named by an edit, one hears of it although the
# notice of the thread was read), and of two calls of one kind the one that rings; anything else leaves the row as it is, so
# that a second run writes nothing and the order of the calls changes nothing.
_WRITE = f"""
WITH asked AS (
  SELECT person.id AS person_id, told.reason, chosen.digest_on, chosen.digest_hour, chosen.digest_weekday, chosen.quiet_from,
    chosen.quiet_to, chosen.quiet_weekends, chosen.paused_until,
    told.silent OR NOT (%(always)s OR (coalesce(chosen.in_app, true) AND coalesce(bell.wanted, %(bell)s))) AS silent,
    CASE
      WHEN mail.id IS NULL AND told.silent THEN coalesce(chosen.digest, %(daily)s)
      WHEN mail.id IS NULL THEN %(mail)s
      WHEN NOT mail.wanted THEN ''
      WHEN told.silent AND mail.cadence = %(now)s THEN coalesce(chosen.digest, %(daily)s)
      ELSE mail.cadence
    END AS rhythm,
    coalesce(chosen.email, true) AND coalesce(account.email, '') <> ''
      AND account.email IS DISTINCT FROM chosen.refused_address AS reachable
  FROM unnest(%(people)s::bigint[], %(reasons)s::text[], %(silent)s::boolean[]) AS told(person_id, reason, silent)
  JOIN people_person person ON person.id = told.person_id AND person.status = %(active)s
  LEFT JOIN people_user account ON account.id = person.user_id AND account.is_active
  LEFT JOIN activity_notificationsettings chosen ON chosen.person_id = person.id
  LEFT JOIN activity_preference bell
    ON bell.person_id = person.id AND bell.kind = %(kind)s AND bell.channel = %(in_app)s
  LEFT JOIN activity_preference mail
    ON mail.person_id = person.id AND mail.kind = %(kind)s AND mail.channel = %(email)s
  WHERE (%(everyone)s OR EXISTS (
    SELECT 1 FROM people_audiencemember reader WHERE reader.person_id = person.id AND reader.audience_id = %(audience)s))
  AND (%(always)s OR %(audience)s::bigint IS NULL OR NOT EXISTS (
    SELECT 1 FROM activity_subscription muted WHERE muted.person_id = person.id AND muted.content_type_id = %(person_type)s
      AND muted.object_id = %(actor)s AND muted.level = %(muted)s))
), wanted AS (
  SELECT asked.*,
    CASE WHEN NOT reachable OR (rhythm <> %(now)s AND NOT coalesce(digest_on, true)) THEN '' ELSE rhythm END AS cadence
  FROM asked
), written AS (
  INSERT INTO activity_notification AS notice
    (person_id, kind, reason, event_key, actor_id, content_type_id, object_id, audience_id, data, url, silent, created_at)
  SELECT wanted.person_id, %(kind)s, wanted.reason, %(event_key)s, %(actor)s, %(type)s, %(object)s, %(audience)s, %(data)s,
    %(url)s, wanted.silent, %(at)s
  FROM wanted WHERE NOT wanted.silent OR wanted.cadence <> ''
  ON CONFLICT (person_id, event_key) DO UPDATE SET {_REPLACED}
  WHERE notice.kind = ANY(%(weaker)s::text[]) OR (notice.kind = excluded.kind AND notice.silent AND NOT excluded.silent)
  RETURNING notice.id, notice.person_id, notice.silent
)
SELECT written.id, written.person_id, written.silent, wanted.cadence, wanted.digest_hour,
  wanted.digest_weekday, wanted.quiet_from, wanted.quiet_to, wanted.quiet_weekends, wanted.paused_until
FROM written JOIN wanted ON wanted.person_id = written.person_id
"""  # noqa: S608 (names of our own columns)


class UnknownKind(ValueError):
    """Nobody registered this kind: a mistake of ours."""


def notify(
    *,
    kind: str,
    event_key: str,
    recipients: Iterable[tuple[int, str]],
    actor: Person | int | None,
    target: Model | Ref | None,
    audience_id: int | None,
    url: str,
    at: dt.datetime,
    data: dict[str, Any] | None = None,
    in_digest: Iterable[tuple[int, str]] = (),
    container: Model | Ref | None = None,
) -> int:
    """Tell people about one fact; returns how many notices are new or became more telling.

    Never the actor, nobody outside of the audience (None: for what is personal, whoever is named), nobody who left, nobody
    who muted the actor (what is personal, and kinds that cannot be switched off, come all the same). A person
    named twice gets the first reason. `in_digest`: people who asked for the digest of this: nothing rings, their next digest
    tells it; who stands in both hears it at once. `container`: what holds the target (the space of a thread); digests are
    arranged by it. Safe to run again, in any order. Badges of the people move after the commit.
    """
    entry = notification_kinds.get(kind)
    if entry is None:
        raise UnknownKind(kind)
    actor_id = actor.pk if isinstance(actor, Person) else actor
    ref = ref_of(target) if target is not None else None
    words = dict(data or {})
    if container is not None:
        place = ref_of(container)
        words["in"] = [place.type_id, place.object_id]
    values = {
        "event_key": event_key,
        "actor": actor_id,
        "person_type": type_id(Person) if actor_id else None,
        "muted": SubscriptionLevel.NONE.value,
        "type": ref.type_id if ref else None,
        "object": ref.object_id if ref else None,
        "audience": audience_id,
        "everyone": audience_id is None or audience_id == network_audience_id(),
        "data": Jsonb(words),
        "url": url,
        "at": at,
    }
    return _write(_told(recipients, in_digest, but=actor_id), values | _of_kind(entry), at=at)


def _told(
    recipients: Iterable[tuple[int, str]], in_digest: Iterable[tuple[int, str]], *, but: int | None
) -> dict[int, tuple[str, bool]]:
    """By person: the first reason, and whether it is for the digest alone."""
    told: dict[int, tuple[str, bool]] = {}
    for group, silent in ((recipients, False), (in_digest, True)):
        for number, reason in group:
            if number != but:
                told.setdefault(number, (reason, silent))
    return told


def _of_kind(entry: NotificationKind) -> dict[str, Any]:
    rank = (entry.specificity, entry.key)
    return {
        "kind": entry.key,
        "bell": Channel.IN_APP in entry.channels,
        "always": entry.always,
        "mail": cadence_of(entry),
        "weaker": [other.key for other in notification_kinds if (other.specificity, other.key) < rank],
        "active": PersonStatus.ACTIVE.value,
        "in_app": Channel.IN_APP.value,
        "email": Channel.EMAIL.value,
        "now": Cadence.NOW.value,
        "daily": Cadence.DAILY.value,
    }


def _write(told: dict[int, tuple[str, bool]], values: dict[str, Any], *, at: dt.datetime) -> int:
    pairs = iter(sorted(told.items()))
    written, ringing = 0, []
    with transaction.atomic(), connection.cursor() as cursor:
        while batch := list(islice(pairs, BATCH)):
            people: dict[str, Any] = {
                "people": [number for number, _ in batch],
                "reasons": [reason for _, (reason, _) in batch],
                "silent": [silent for _, (_, silent) in batch],
            }
            cursor.execute(_WRITE, {**values, **people})
            rows = cursor.fetchall()
            written += len(rows)
            ringing += [row[1] for row in rows if not row[2]]
            deliveries.plan([deliveries.Planned(row[0], row[1], row[3], row[4:]) for row in rows], at=at)
        if ringing:
            live.nudge_people(ringing, kind="notification", at=at)
    return written


def mark_read(
    *,
    person: Person,
    at: dt.datetime,
    ids: Iterable[int] | None = None,
    target: Model | Ref | None = None,
    everything: bool = False,
) -> int:
    """Read: these notices, or all about one thing, or all of the list; returns how many were not read before.

    Mails that were due for them are cancelled.
    """
    rows = Notification.objects.filter(person=person, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    elif target is not None:
        ref = ref_of(target)
        rows = rows.filter(content_type=ref.type_id, object_id=ref.object_id)
    elif everything:
        rows = rows.filter(silent=False)
    else:
        raise ValueError("mark_read: ids, target or everything")
    with transaction.atomic():
        changed = list(rows.values_list("pk", flat=True))
        if changed:
            Notification.objects.filter(pk__in=changed, read_at=None).update(read_at=at)
            deliveries.cancel(notification_ids=changed, why=CancelReason.READ, at=at)
            live.nudge_people([person.pk], kind="read", at=at)
    return len(changed)


def mark_unread(*, person: Person, ids: Iterable[int]) -> int:
    """Take « read » back; a mail that was cancelled stays so."""
    return Notification.objects.filter(person=person, pk__in=list(ids)).exclude(read_at=None).update(read_at=None)


def set_audience(*, targets: "QuerySet[Any]", audience_id: int) -> int:
    """Who reads these things changed: their notices follow; those of other people are shown no more."""
    rows = Notification.objects.filter(content_type=type_id(targets.model), object_id__in=targets.values("pk"))
    return rows.exclude(audience=None).update(audience_id=audience_id)


def withdraw(*, target: Model | Ref | None = None, event_key: str = "") -> int:
    """The fact is undone (a thread deleted, a mention taken out): its notices go, with their mails; returns how many."""
    if event_key:
        rows = Notification.objects.filter(event_key=event_key)
    elif target is not None:
        ref = ref_of(target)
        rows = Notification.objects.filter(content_type=ref.type_id, object_id=ref.object_id)
    else:
        raise ValueError("withdraw: target or event_key")
    return rows.delete()[1].get(Notification._meta.label, 0)
