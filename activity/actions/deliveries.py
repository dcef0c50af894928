"""The ledger of mails: planned in bulk with the notices, put together into mails, settled one mail at a time.

A mail is a number (`Delivery.mail`) that its deliveries share. It is given, and committed, before the first try. A sender
holds advisory locks of the numbers that it is at on its connection, some dozens at once, and settles each by a statement of
its own as soon as the server of mails answers. A worker killed in the middle lets the locks go with its connection, and the
same mail, under the same Message-ID, is tried again by the next one. The rows themselves are not locked meanwhile: nobody
who reads a notice waits for a mail server.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F
from redis.exceptions import RedisError

from activity.enums import Cadence, CancelReason, Channel, DeliveryState
from activity.models import Delivery, NotificationSettings
from activity.queries.targets import Ref
from activity.rules.timing import Timing, due_at
from people.models import Person

MAX_ATTEMPTS = 10
FIRST_RETRY = dt.timedelta(minutes=2)
LONGEST_RETRY = dt.timedelta(hours=4)
# A sender that says nothing for so long is given up by the database: its machine is gone, or its mail server hangs.
LONGEST_TRY = "90s"
# More mails than this at once for one person (after a pause, a weekend) become one.
MOST_AT_ONCE = 3
# A worker that died is followed by another within minutes.
TAKEN_SECONDS = 24 * 3600

_PLAN = """
INSERT INTO activity_delivery
  (notification_id, person_id, channel, cadence, state, why, due_at, attempts, error)
SELECT planned.notice, planned.person, %(email)s, planned.cadence, %(due)s, '', planned.due_at, 0, ''
FROM unnest(%(notices)s::bigint[], %(people)s::bigint[], %(cadences)s::text[], %(moments)s::timestamptz[])
  AS planned(notice, person, cadence, due_at)
ON CONFLICT (notification_id, channel) DO UPDATE SET cadence = excluded.cadence, due_at = excluded.due_at
  WHERE activity_delivery.state = %(due)s AND activity_delivery.mail IS NULL
"""

# What is due and in no mail yet. At once: one mail per person and thing, with what else about it waits its few minutes;
# past MOST_AT_ONCE for one person, one mail for all. Digests: one mail per person.
_PUT_TOGETHER = """
WITH ripe AS (
  SELECT delivery.person_id, delivery.cadence <> %(now)s AS digest,
    CASE WHEN delivery.cadence <> %(now)s THEN ''
      WHEN notice.object_id IS NULL THEN 'n' || notice.id
      ELSE notice.content_type_id || '.' || notice.object_id END AS about
  FROM activity_delivery delivery JOIN activity_notification notice ON notice.id = delivery.notification_id
  WHERE delivery.state = %(due)s AND delivery.due_at <= %(at)s AND delivery.mail IS NULL
  ORDER BY delivery.due_at, delivery.id LIMIT %(limit)s
), groups AS (
  SELECT person_id, digest, about, gen_random_uuid() AS own, count(*) OVER (PARTITION BY person_id, digest) AS beside
  FROM ripe GROUP BY person_id, digest, about
), mails AS (
  SELECT groups.*, CASE WHEN beside > %(most)s
    THEN first_value(own) OVER (PARTITION BY person_id, digest ORDER BY about) ELSE own END AS mail
  FROM groups
)
UPDATE activity_delivery delivery SET mail = mails.mail, due_at = least(delivery.due_at, %(at)s)
FROM activity_notification notice, mails
WHERE notice.id = delivery.notification_id AND delivery.state = %(due)s AND delivery.mail IS NULL
  AND mails.person_id = delivery.person_id AND mails.digest = (delivery.cadence <> %(now)s)
  AND (mails.digest OR mails.about = CASE WHEN notice.object_id IS NULL THEN 'n' || notice.id
    ELSE notice.content_type_id || '.' || notice.object_id END)
  AND delivery.due_at <= CASE WHEN mails.digest THEN %(at)s ELSE %(soon)s END
"""
_ONE_AT_A_TIME = 7_205_001
_HOLD = "SELECT mail FROM unnest(%s::uuid[]) AS asked(mail) WHERE pg_try_advisory_lock(hashtextextended(mail::text, 0))"
_LET_GO = "SELECT pg_advisory_unlock(hashtextextended(mail::text, 0)) FROM unnest(%s::uuid[]) AS held(mail)"
_SENT = "UPDATE activity_delivery SET state = %s, why = '', error = '', settled_at = %s WHERE id = ANY(%s)"


@dataclass(frozen=True)
class Planned:
    """A notice that may need a mail. `cadence` "": none. `timing`: columns of the person's settings, None without any."""

    notification_id: int
    person_id: int
    cadence: str
    timing: Sequence[Any]


@lru_cache(maxsize=1)
def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def timing_of(columns: Sequence[Any]) -> Timing:
    """Settings as columns (hour, weekday, quiet from, to, weekends, paused until); Nones are the defaults."""
    hour, weekday, quiet_from, quiet_to, weekends, paused = columns
    if hour is None:
        return Timing()
    return Timing(hour, weekday, quiet_from, quiet_to, bool(weekends), paused)


def plan(rows: Iterable[Planned], *, at: dt.datetime) -> None:
    """Write what is due, in one statement, inside the caller's transaction; a notice whose mail is planned is planned anew.

    A notice that became more telling and whose new kind goes by no mail loses the mail that was planned.
    """
    moments: dict[tuple[Any, ...], dt.datetime] = {}
    due: list[tuple[int, int, str, dt.datetime]] = []
    without: list[int] = []
    for row in rows:
        if not row.cadence:
            without.append(row.notification_id)
            continue
        key = (row.cadence, *row.timing)
        if key not in moments:
            moments[key] = due_at(at, row.cadence, timing_of(row.timing), _zone())
        due.append((row.notification_id, row.person_id, row.cadence, moments[key]))
    if without:
        Delivery.objects.filter(notification__in=without, state=DeliveryState.DUE, mail=None).delete()
    if due:
        notices, people, cadences, when = (list(column) for column in zip(*due, strict=True))
        values = {"notices": notices, "people": people, "cadences": cadences, "moments": when}
        with connection.cursor() as cursor:
            cursor.execute(_PLAN, {**values, "email": Channel.EMAIL.value, "due": DeliveryState.DUE.value})


def cancel(*, notification_ids: Iterable[int], why: CancelReason, at: dt.datetime) -> int:
    """These notices need no mail any more; one that is on its way at this very moment arrives all the same."""
    rows = Delivery.objects.filter(notification__in=list(notification_ids), state=DeliveryState.DUE)
    return rows.update(state=DeliveryState.CANCELLED, why=why, settled_at=at)


def cancel_unwanted(*, person: Person, at: dt.datetime, kind: str = "", digests: bool = False) -> int:
    """The person switched mails off: all of them, those of one kind, or digests; what was due never leaves."""
    rows = Delivery.objects.filter(person=person, state=DeliveryState.DUE)
    if kind:
        rows = rows.filter(notification__kind=kind)
    if digests:
        rows = rows.exclude(cadence=Cadence.NOW)
    return rows.update(state=DeliveryState.CANCELLED, why=CancelReason.UNWANTED, settled_at=at)


def cancel_of_place(*, person: Person, place: Ref, at: dt.datetime) -> int:
    """The person wants digests of this place no more."""
    rows = Delivery.objects.filter(
        person=person, state=DeliveryState.DUE, notification__silent=True,
        notification__data__contains={"in": [place.type_id, place.object_id]},
    )  # fmt: skip
    return rows.update(state=DeliveryState.CANCELLED, why=CancelReason.UNWANTED, settled_at=at)


@transaction.atomic
def reschedule(*, person: Person, at: dt.datetime) -> None:
    """Hours changed: what is due and in no mail yet leaves by the new ones, not before now."""
    chosen = NotificationSettings.objects.filter(person=person).first() or NotificationSettings(person=person)
    rows = Delivery.objects.filter(person=person, state=DeliveryState.DUE, mail=None)
    for cadence in Cadence.values:
        rows.filter(cadence=cadence).update(due_at=due_at(at, cadence, chosen.timing, _zone()))


@transaction.atomic
def put_together(*, at: dt.datetime, limit: int = 2000) -> int:
    """Give a mail to what is due and has none; returns how many deliveries. One at a time: a second call meanwhile does
    nothing."""
    values: dict[str, Any] = {
        "now": Cadence.NOW.value,
        "due": DeliveryState.DUE.value,
        "at": at,
        "soon": at + dt.timedelta(minutes=5),
        "limit": limit,
        "most": MOST_AT_ONCE,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_PUT_TOGETHER, values)
        return cursor.rowcount


@contextmanager
def holding(mails: Sequence[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Take these mails for this connection; gives those that nobody else is at. Read what they carry inside of this.

    No transaction is open meanwhile: each mail is settled by a statement of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_session_timeout = '{LONGEST_TRY}'")
        cursor.execute(_HOLD, [list(mails)])
        held = [mail for (mail,) in cursor.fetchall()]
    try:
        yield held
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_LET_GO, [held])
            cursor.execute("RESET idle_session_timeout")


def note_taken(mail: uuid.UUID) -> None:
    """The server has the mail. Said in Redis a tenth of a millisecond later, before the ledger settles it: a worker that is
    killed between the two leaves word, and nobody sends the mail again. Without Redis, the ledger alone tells."""
    with suppress(RedisError):
        cache.set(_taken_name(mail), True, TAKEN_SECONDS)


def taken_among(mails: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those that the server has already, although the ledger does not say so yet."""
    names = {_taken_name(mail): mail for mail in mails}
    with suppress(RedisError):
        return {names[name] for name in cache.get_many(names)}
    return set()


def _taken_name(mail: uuid.UUID) -> str:
    return f"courriel-remis:{mail}"


def settle_sent(*, ids: Iterable[int], at: dt.datetime) -> None:
    """The server took the mail: also what was read while it left has left. One short statement, for until it is committed
    nobody knows."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, [DeliveryState.SENT.value, at, list(ids)])


def hold_back(*, ids: Iterable[int], until: dt.datetime) -> None:
    """It is a quiet hour of its reader by now: the same mail leaves afterwards."""
    Delivery.objects.filter(pk__in=list(ids), state=DeliveryState.DUE).update(due_at=until)


def settle_cancelled(*, ids: Iterable[int], why: CancelReason, at: dt.datetime) -> None:
    rows = Delivery.objects.filter(pk__in=list(ids), state=DeliveryState.DUE)
    rows.update(state=DeliveryState.CANCELLED, why=why, settled_at=at)


@transaction.atomic
def settle_refused(*, ids: Iterable[int], person: Person, address: str, error: str, at: dt.datetime) -> None:
    """The server says for good that this address takes no mail: nothing more is written for it until the person says so."""
    _bounce(ids, error, at)
    NotificationSettings.objects.update_or_create(person=person, defaults={"refused_address": address})


def postpone(*, ids: Sequence[int], attempts: int, error: str, at: dt.datetime) -> None:
    """Not now, said the server: later and later, then never. `attempts`: tries that failed before this one."""
    if attempts + 1 >= MAX_ATTEMPTS:
        _bounce(ids, error, at)
        return
    wait = min(FIRST_RETRY * 2**attempts, LONGEST_RETRY)
    rows = Delivery.objects.filter(pk__in=ids, state=DeliveryState.DUE)
    rows.update(attempts=F("attempts") + 1, error=error[:200], due_at=at + wait)


def put_off(*, mail: uuid.UUID, error: str, at: dt.datetime) -> None:
    """A mail that we could not even write: its deliveries wait as if the server had put them off."""
    rows = list(Delivery.objects.filter(mail=mail, state=DeliveryState.DUE).values_list("pk", "attempts"))
    if rows:
        postpone(ids=[pk for pk, _ in rows], attempts=max(attempts for _, attempts in rows), error=error, at=at)


def _bounce(ids: Iterable[int], error: str, at: dt.datetime) -> None:
    rows = Delivery.objects.filter(pk__in=list(ids))
    rows.update(state=DeliveryState.BOUNCED, error=error[:200], settled_at=at)
