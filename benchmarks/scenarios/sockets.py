"""One event to 1,000 and 2,000 sockets: until the last has it, against a bare websockets program in the same run."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import redis
from django.conf import settings
from django.utils import timezone

from activity.actions.live import nudge
from activity.queries.live import topic_of, topic_token
from benchmarks.bare import CHANNEL
from benchmarks.bench import Bench, Row
from benchmarks.measures import median, ratio
from benchmarks.server import serving
from benchmarks.sockets import Crowd, Seat, State
from benchmarks.visitors import Visitor, sign_in

SIZES = (1000, 2000)
EVENTS, PAUSE, AT_ONCE = 7, 0.7, 50
LIMITS = {"uvicorn": 1.5, "daphne": 5.0}
TOPIC = topic_of("thread", 1_000_000_007)


@dataclass(frozen=True)
class Delivery:
    """Seconds until the last socket had each event; how many deliveries were missing or came twice."""

    last: list[float]
    lost: int
    doubled: int
    refused: int
    opening: float


def run(bench: Bench) -> Iterator[Row]:
    visitors = sign_in(bench.world.people[: min(max(SIZES), len(bench.world.people))])
    for size in SIZES:
        found = {kind: _measure(kind, visitors, size) for kind in ("bare", *LIMITS)}
        base = median(found["bare"].last)
        for kind, limit in LIMITS.items():
            yield _row(kind, size, found[kind], base, limit)


def _row(kind: str, size: int, delivery: Delivery, base: float, limit: float) -> Row:
    times = ratio(median(delivery.last), base)
    note = (
        f"dernier servi en {median(delivery.last) * 1000:.0f} ms = {times:.1f} × le programme nu ({base * 1000:.0f} ms); "
        f"{delivery.lost} perdu, {delivery.doubled} doublé, {delivery.refused} refusé; ouverture {delivery.opening:.1f} s"
    )
    return Row(
        f"Un événement à {size} connexions, {kind}",
        p50=median(delivery.last) * 1000,
        p99=max(delivery.last) * 1000,
        target=f"≤ {limit:g} × programme nu, 0 perdu".replace(".", ","),
        reached=times <= limit and not delivery.lost and not delivery.refused,
        note=note.replace(".", ","),
        details={"times": times, "last_s": delivery.last, "bare_s": base, "opening_s": delivery.opening},
    )


def _measure(kind: str, visitors: list[Visitor], size: int) -> Delivery:
    seats = [seat(visitors[number % len(visitors)], TOPIC) for number in range(size)]
    with serving(kind, wait=kind != "bare") as server:
        return asyncio.run(_deliver(server.port, seats, _bare_event if kind == "bare" else _event))


def seat(visitor: Visitor, topic: str, cursor: int = 0) -> Seat:
    """A page of this member that shows the topic and has everything up to `cursor`."""
    token = topic_token(visitor.person, topic)
    return Seat(visitor.cookie, json.dumps({"subscribe": [token], "cursor": {token: cursor} if cursor else {}}))


def _event(number: int) -> None:
    nudge(topic=TOPIC, kind="reply", ref=number, at=timezone.now())


def _bare_event(number: int) -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.publish(CHANNEL, json.dumps({"topic": TOPIC, "kind": "reply", "ref": number, "id": number}))


async def _deliver(port: int, seats: list[Seat], event: Callable[[int], None]) -> Delivery:
    await _listening(port)
    crowd = Crowd(port, seats)
    try:
        opening = await crowd.open(AT_ONCE)
        await crowd.until(lambda state: any(b'"subscribed"' in heard.text for heard in state.heard))
        await asyncio.sleep(1)
        last = []
        for number in range(1, EVENTS + 1):
            mark = _marks(number)
            start = time.perf_counter()
            await asyncio.to_thread(event, number)
            await crowd.until(lambda state, mark=mark: _when(state, mark) > 0, patience=15)
            last.append(max((_when(state, mark) for state in crowd.states), default=start) - start)
            await asyncio.sleep(PAUSE)
        counts = [
            sum(any(mark in heard.text for mark in _marks(number)) for heard in state.heard)
            for state in crowd.states
            for number in range(1, EVENTS + 1)
        ]
        return Delivery(last, counts.count(0), sum(count - 1 for count in counts if count > 1), crowd.refused, opening)
    finally:
        crowd.close()


def _marks(number: int) -> tuple[bytes, bytes]:
    """How an event looks in a message, with and without the space that some writers put."""
    return f'"ref": {number},'.encode(), f'"ref":{number},'.encode()


def _when(state: State, marks: tuple[bytes, ...]) -> float:
    """When the event came, 0 for not yet; the newest messages are looked at first."""
    for heard in reversed(state.heard):
        if any(mark in heard.text for mark in marks):
            return heard.at
    return 0.0


async def _listening(port: int) -> None:
    """Wait until somebody accepts on the port."""
    for _ in range(300):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return
