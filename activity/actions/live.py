"""Nudges to open pages: « something changed here, ask again ». Never content, never needed: PostgreSQL is the truth.

A nudge goes out after the commit, on one Redis channel that every hub hears (see consumers/hub.py). Each topic keeps the
number of its newest nudge for a day, so that a page that comes back knows whether it missed one. The numbers are Redis's
clock in milliseconds, moved on where two fall together. When Redis cannot be reached the nudge is lost, and the log says so.
"""

import datetime as dt
import functools
import json
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache

import redis
import structlog
from django.conf import settings
from django.db import transaction

from activity.queries.live import CHANNEL, KEY_PREFIX, LASTS_SECONDS, REVOKED_PREFIX

log = structlog.get_logger(__name__)
BATCH = 500
KEPT_SECONDS = 24 * 3600

_SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
for i, key in ipairs(KEYS) do
  local last = tonumber(redis.call('GET', key) or '0')
  if last >= now then now = last + 1 end
end
for i, key in ipairs(KEYS) do redis.call('SET', key, string.format('%.0f', now), 'EX', ARGV[3]) end
redis.call('PUBLISH', ARGV[1], string.format('{"id":%.0f,', now) .. ARGV[2])
return now
"""


@lru_cache(maxsize=1)
def _client() -> redis.Redis:
    """One pool of connections per process; a slow or absent Redis never holds a request up for long."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=1, health_check_interval=30)


def nudge(*, topic: str, kind: str, at: dt.datetime, ref: int | None = None) -> None:
    """Tell the pages that show `topic` that something of this kind happened."""
    nudge_each([(topic, ref)], kind=kind, at=at)


def nudge_each(told: Sequence[tuple[str, int | None]], *, kind: str, at: dt.datetime) -> None:
    """The same for several topics, each with its own `ref`, in one round trip."""
    batches = [([topic], ref) for topic, ref in told]
    transaction.on_commit(functools.partial(_send, batches, kind, at), robust=True)


def nudge_people(person_ids: Iterable[int], *, kind: str, at: dt.datetime, ref: int | None = None) -> None:
    """Tell every open page of these people, in a few messages whatever their number."""
    topics = [f"person:{number}" for number in sorted(set(person_ids))]
    batches = [(topics[start : start + BATCH], ref) for start in range(0, len(topics), BATCH)]
    if batches:
        transaction.on_commit(functools.partial(_send, batches, kind, at), robust=True)


def revoke(*, person_id: int, topic: str = "") -> None:
    """The person may hear this topic no more (`every_topic("thread")`: none of the kind; "": nothing): open sockets drop
    it, and tokens signed before are refused.

    Pages loaded afterwards get new tokens for what is still open to the person.
    """
    transaction.on_commit(functools.partial(_revoke, person_id, topic), robust=True)


def _send(batches: list[tuple[list[str], int | None]], kind: str, at: dt.datetime) -> None:
    try:
        with _client().pipeline(transaction=False) as pipe:
            for topics, ref in batches:
                rest = json.dumps({"topics": topics, "kind": kind, "ref": ref, "at": at.isoformat()}, separators=(",", ":"))
                keys = [KEY_PREFIX + topic for topic in topics]
                pipe.eval(_SCRIPT, len(keys), *keys, CHANNEL, rest[1:], KEPT_SECONDS)
            pipe.execute()
    except (redis.RedisError, OSError) as error:
        log.warning(
            "live_nudge_lost", kind=kind, topics=sum(len(topics) for topics, _ref in batches), error=type(error).__name__
        )


def _revoke(person_id: int, topic: str) -> None:
    body = json.dumps({"drop": person_id, "topics": [topic] if topic else []})
    try:
        with _client().pipeline() as pipe:
            pipe.set(f"{REVOKED_PREFIX}{person_id}:{topic}", round(time.time() * 1000), ex=LASTS_SECONDS)
            pipe.publish(CHANNEL, body)
            pipe.execute()
    except (redis.RedisError, OSError) as error:
        log.warning("live_revocation_lost", error=type(error).__name__)
