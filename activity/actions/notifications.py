"""Notices: written in bulk, at most one per person and fact, read, sent to other readers, taken back."""

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from psycopg.types.json import Jsonb

from activity.actions import live
from activity.enums import Channel
from activity.models import Notification
from activity.queries.notification_kinds import notification_kinds
from activity.queries.targets import Ref, ref_of, type_id
from people.enums import PersonStatus
from people.models import Person
from people.queries.audiences import network_audience_id

BATCH = 5000

# One statement whatever the number of people: active members, in the audience, who did not switch the kind off. About one
# fact (`event_key`) the more specific kind takes the place of the general one; anything else leaves the row as it is, so
# that a second run writes nothing.
_WRITE = """
INSERT INTO activity_notification
  (person_id, kind, reason, event_key, actor_id, content_type_id, object_id, audience_id, data, url, created_at)
SELECT person.id, %(kind)s, wanted.reason, %(event_key)s, %(actor)s, %(type)s, %(object)s, %(audience)s, %(data)s, %(url)s,
  %(at)s
FROM unnest(%(people)s::bigint[], %(reasons)s::text[]) AS wanted(person_id, reason)
JOIN people_person person ON person.id = wanted.person_id AND person.status = %(active)s
WHERE (%(everyone)s OR EXISTS (
    SELECT 1 FROM people_audiencemember reader WHERE reader.person_id = person.id AND reader.audience_id = %(audience)s))
  AND coalesce((
    SELECT choice.wanted FROM activity_preference choice
    WHERE choice.person_id = person.id AND choice.kind = %(kind)s AND choice.channel = %(channel)s), %(default)s)
ON CONFLICT (person_id, event_key) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, data = excluded.data,
  url = excluded.url, actor_id = excluded.actor_id, content_type_id = excluded.content_type_id,
  object_id = excluded.object_id, audience_id = excluded.audience_id
  WHERE activity_notification.kind = ANY(%(weaker)s::text[])
RETURNING person_id
"""


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
) -> int:
    """Tell people about one fact; returns how many notices are new or became more specific.

    Never the actor, nobody outside of the audience (None: for what is personal, whoever is named), nobody who left. A person
    named twice gets the first reason. Safe to run again. Badges of the people move after the commit.
    """
    entry = notification_kinds.get(kind)
    if entry is None:
        raise UnknownKind(kind)
    actor_id = actor.pk if isinstance(actor, Person) else actor
    reasons: dict[int, str] = {}
    for number, reason in recipients:
        if number != actor_id:
            reasons.setdefault(number, reason)
    ref = ref_of(target) if target is not None else None
    values: dict[str, Any] = {
        "kind": kind,
        "event_key": event_key,
        "actor": actor_id,
        "type": ref.type_id if ref else None,
        "object": ref.object_id if ref else None,
        "audience": audience_id,
        "everyone": audience_id is None or audience_id == network_audience_id(),
        "data": Jsonb(data or {}),
        "url": url,
        "at": at,
        "active": PersonStatus.ACTIVE.value,
        "channel": Channel.IN_APP.value,
        "default": Channel.IN_APP in entry.channels,
        "weaker": [other.key for other in notification_kinds if other.specificity < entry.specificity],
    }
    return _write(reasons, values, always=entry.always, at=at)


def _write(reasons: dict[int, str], values: dict[str, Any], *, always: bool, at: dt.datetime) -> int:
    if always:
        values["channel"], values["default"] = "", True
    pairs = iter(sorted(reasons.items()))
    reached: list[int] = []
    with transaction.atomic(), connection.cursor() as cursor:
        while batch := list(islice(pairs, BATCH)):
            cursor.execute(
                _WRITE, {**values, "people": [number for number, _ in batch], "reasons": [reason for _, reason in batch]}
            )
            reached += [row[0] for row in cursor.fetchall()]
        if reached:
            live.nudge_people(reached, kind="notification", at=at)
    return len(reached)


def mark_read(
    *,
    person: Person,
    at: dt.datetime,
    ids: Iterable[int] | None = None,
    target: Model | Ref | None = None,
    everything: bool = False,
) -> int:
    """Read: these notices, or all about one thing, or all; returns how many were not read before."""
    rows = Notification.objects.filter(person=person, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    elif target is not None:
        ref = ref_of(target)
        rows = rows.filter(content_type=ref.type_id, object_id=ref.object_id)
    elif not everything:
        raise ValueError("mark_read: ids, target or everything")
    changed = rows.update(read_at=at)
    if changed:
        live.nudge_people([person.pk], kind="read", at=at)
    return changed


def mark_unread(*, person: Person, ids: Iterable[int]) -> int:
    """Take « read » back."""
    return Notification.objects.filter(person=person, pk__in=list(ids)).exclude(read_at=None).update(read_at=None)


def set_audience(*, targets: "QuerySet[Any]", audience_id: int) -> int:
    """Who reads these things changed: their notices follow; those of other people are shown no more."""
    rows = Notification.objects.filter(content_type=type_id(targets.model), object_id__in=targets.values("pk"))
    return rows.exclude(audience=None).update(audience_id=audience_id)


def withdraw(*, target: Model | Ref | None = None, event_key: str = "") -> int:
    """The fact is undone (a thread deleted, a mention taken out): its notices go; returns how many."""
    if event_key:
        rows = Notification.objects.filter(event_key=event_key)
    elif target is not None:
        ref = ref_of(target)
        rows = Notification.objects.filter(content_type=ref.type_id, object_id=ref.object_id)
    else:
        raise ValueError("withdraw: target or event_key")
    return rows.delete()[0]
