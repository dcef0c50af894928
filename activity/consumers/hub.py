"""The hub: one Redis subscription per process, handing each nudge to the sockets of this process that asked for its topic.

Nudges of one topic and kind that fall within 50 ms are handed on as two: the first at once, the last at the end. When Redis
comes back after an absence every page is told to ask again, since nobody knows what was missed.
"""

import asyncio
import json
import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import redis.asyncio as redis
import structlog
from django.conf import settings

from activity.consumers.batching import Batch
from activity.queries.live import CHANNEL, KEY_PREFIX, REVOKED_PREFIX, SINCE_KEY, closing

if TYPE_CHECKING:
    from activity.consumers.live import LiveConsumer

log = structlog.get_logger(__name__)
MERGE_SECONDS = 0.05
BEAT_SECONDS = 40.0
QUIET_SECONDS = 20.0
LONGEST_PAUSE = 5.0
RESYNC_SPREAD_MS = 4000
_hubs: dict[int, "Hub"] = {}


def hub() -> "Hub":
    """The hub of the running loop, started at its first use."""
    loop = asyncio.get_running_loop()
    found = _hubs.get(id(loop))
    if found is None or found.loop is not loop:
        found = _hubs[id(loop)] = Hub(loop)
    return found


class Hub:
    """Who listens to what in this process. `topics`: sockets of each topic; `people`: sockets of each person."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.topics: dict[str, set[LiveConsumer]] = defaultdict(set)
        self.people: dict[int, set[LiveConsumer]] = defaultdict(set)
        pool = redis.BlockingConnectionPool.from_url(
            settings.REDIS_URL, max_connections=4, timeout=20, socket_connect_timeout=2
        )
        self._redis = redis.Redis(connection_pool=pool)
        self._newest: Batch[str, bytes] = Batch(self._read_keys)
        self._held: dict[tuple[str, str], dict[str, Any] | None] = {}
        self._tasks = [loop.create_task(self._listen()), loop.create_task(self._beat())]
        self.connected = asyncio.Event()

    # Sockets come and go

    def enter(self, consumer: "LiveConsumer") -> None:
        self.people[consumer.person_id].add(consumer)

    def leave(self, consumer: "LiveConsumer") -> None:
        for topic in list(consumer.tokens_of):
            self.unsubscribe(consumer, topic)
        self.people[consumer.person_id].discard(consumer)
        if not self.people[consumer.person_id]:
            del self.people[consumer.person_id]

    def subscribe(self, consumer: "LiveConsumer", topic: str) -> None:
        self.topics[topic].add(consumer)

    def unsubscribe(self, consumer: "LiveConsumer", topic: str) -> None:
        listeners = self.topics.get(topic)
        if listeners is not None:
            listeners.discard(consumer)
            if not listeners:
                del self.topics[topic]

    # What one may have missed

    async def newest(self, topics: list[str]) -> dict[str, int]:
        """The number of the newest nudge of each topic, 0 for none kept; "" stands for when Redis began to count.

        Raises redis.RedisError when Redis cannot be asked.
        """
        values = await asyncio.gather(
            self._newest.ask(SINCE_KEY), *(self._newest.ask(KEY_PREFIX + topic) for topic in topics)
        )
        return {topic: int(value or 0) for topic, value in zip(["", *topics], values, strict=True)}

    async def revoked_at(self, person_id: int, topics: list[str]) -> dict[str, int]:
        """When each topic was last closed to the person, alone, with its kind or with all (milliseconds, 0: never)."""
        names = sorted({name for topic in topics for name in closing(topic)})
        values = await asyncio.gather(*(self._newest.ask(f"{REVOKED_PREFIX}{person_id}:{name}") for name in names))
        closed = {name: int(value or 0) for name, value in zip(names, values, strict=True)}
        return {topic: max(closed[name] for name in closing(topic)) for topic in topics}

    async def _read_keys(self, keys: list[str]) -> dict[str, Any]:
        values = dict(zip(keys, await self._redis.mget(keys), strict=True))
        if SINCE_KEY in values and values[SINCE_KEY] is None:
            values[SINCE_KEY] = await self._begin_counting()
        return {key: value for key, value in values.items() if value is not None}

    async def _begin_counting(self) -> Any:
        """Redis is empty: numbers kept by pages from before mean nothing now."""
        now = str(round(time.time() * 1000)).encode()
        await self._redis.set(SINCE_KEY, now, nx=True)
        return await self._redis.get(SINCE_KEY) or now

    # The one subscription

    async def _listen(self) -> None:
        pause, lost = 0.1, False
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(CHANNEL)
                    if await self._redis.get(SINCE_KEY) is None:
                        await self._begin_counting()
                    self.connected.set()
                    if lost:
                        self._resync_everybody()
                    pause, lost = 0.1, False
                    await self._hear(pubsub)
            except (redis.RedisError, OSError) as error:
                log.warning("live_hub_lost_redis", error=type(error).__name__)
            self.connected.clear()
            lost = True
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (only spreads the load)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _hear(self, pubsub: Any) -> None:
        """Hand on what comes; a Redis that answers no ping is given up. Never returns: raises redis.RedisError."""
        asked = False
        while True:
            message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=QUIET_SECONDS)
            if message is None and asked:
                raise redis.ConnectionError("no answer")
            if message is None:
                await pubsub.ping()
            elif message["type"] == "message":
                self._take(message["data"])
            asked = message is None

    def _take(self, data: bytes) -> None:
        try:
            nudge = json.loads(data)
        except ValueError:
            log.warning("live_message_unreadable")
            return
        if "drop" in nudge:
            for consumer in list(self.people.get(nudge["drop"], ())):
                consumer.drop(nudge["topics"])
            return
        for topic in nudge["topics"]:
            if topic in self.topics:
                self._hand_on(topic, nudge)

    def _hand_on(self, topic: str, nudge: dict[str, Any]) -> None:
        key = (topic, nudge["kind"])
        if key in self._held:
            self._held[key] = nudge
            return
        self._held[key] = None
        self.loop.call_later(MERGE_SECONDS, self._release, key)
        self._deliver(topic, nudge)

    def _release(self, key: tuple[str, str]) -> None:
        later = self._held.pop(key, None)
        if later is not None:
            self._hand_on(key[0], later)

    def _deliver(self, topic: str, nudge: dict[str, Any]) -> None:
        rest = json.dumps({"kind": nudge["kind"], "ref": nudge["ref"], "id": nudge["id"]}, separators=(",", ":"))[1:]
        for consumer in list(self.topics.get(topic, ())):
            consumer.hand(topic, nudge["id"], rest)

    def _resync_everybody(self) -> None:
        for listeners in list(self.people.values()):
            for consumer in list(listeners):
                consumer.resync(spread=RESYNC_SPREAD_MS)

    async def _beat(self) -> None:
        """A sign of life, so that a page notices a dead connection; tokens past their time are let go."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            for listeners in list(self.people.values()):
                for consumer in list(listeners):
                    consumer.beat()
