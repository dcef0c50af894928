"""1,000 sockets come back at once after a restart: none refused, nothing missed, nothing doubled, and how long it takes.

Every socket is a page that shows a thread. While the server is down two replies are posted; once everybody is back a third.
A page that came back must be told that it missed something, ask for what came after its last reply, and get just that.
"""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Max
from django.utils import timezone

from benchmarks import load, tidying
from benchmarks.bench import CONNECTIONS, Bench, Row
from benchmarks.load import Call
from benchmarks.measures import percentile
from benchmarks.scenarios.sockets import AT_ONCE, seat
from benchmarks.server import Server, await_answer, free_port, start, stop
from benchmarks.sockets import Crowd, State
from benchmarks.visitors import Visitor, sign_in
from community.actions.replies import post_reply
from community.models import Reply, Thread
from people.models import Person

SOCKETS = 1000
PAGES = 100
KINDS = ("uvicorn", "daphne")
_REPLY = re.compile(rb'id="reponse-(\d+)"')


@dataclass
class Return:
    """What became of the crowd. Times in seconds after the first socket knocked again."""

    refused: dict[str, int]
    untold: int
    doubled: int
    missed_replies: int
    doubled_replies: int
    told: list[float] = field(default_factory=list)


def run(bench: Bench) -> Iterator[Row]:
    first = (Reply.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    visitors = sign_in(bench.world.people[-min(SOCKETS, len(bench.world.people)) :])
    try:
        for kind in KINDS:
            yield _row(kind, asyncio.run(_come_back(bench, kind, visitors)))
    finally:
        tidying.take_back_replies(first)


def _row(kind: str, back: Return) -> Row:
    refused = sum(back.refused.values())
    sound = not (refused or back.untold or back.doubled or back.missed_replies or back.doubled_replies)
    note = (
        f"{refused} refusé{f' {back.refused}' if refused else ''}, {back.untold + back.missed_replies} manqué, "
        f"{back.doubled + back.doubled_replies} doublé; tout le monde de retour en {max(back.told, default=0):.1f} s"
    )
    return Row(
        f"{SOCKETS} connexions reviennent à la fois, {kind}",
        p50=percentile(back.told, 0.5) * 1000 if back.told else None,
        p99=percentile(back.told, 0.99) * 1000 if back.told else None,
        target="0 refusé, 0 manqué, 0 doublé",
        reached=sound,
        note=note.replace(".", ","),
        details={"refused": back.refused, "untold": back.untold, "seconds": max(back.told, default=0.0)},
    )


async def _come_back(bench: Bench, kind: str, visitors: list[Visitor]) -> Return:
    thread = await asyncio.to_thread(Thread.objects.get, pk=bench.world.crowd_threads[5000])
    topic, known = f"thread:{thread.pk}", thread.last_reply_id
    port = free_port()
    server = await asyncio.to_thread(_started, kind, port)
    try:
        crowd = Crowd(port, [seat(visitors[number % len(visitors)], topic) for number in range(SOCKETS)])
        await crowd.open(AT_ONCE)
        await crowd.until(_subscribed)
        cursors = [_cursor(state) for state in crowd.states]
        await asyncio.to_thread(stop, server)
        crowd.close()
        missed = [await asyncio.to_thread(_reply, bench, thread, number) for number in (1, 2)]
        server = await asyncio.to_thread(_started, kind, port)
        seats = [seat(visitors[number % len(visitors)], topic, cursor) for number, cursor in enumerate(cursors)]
        return await _storm(bench, Crowd(port, seats), visitors, thread, known, missed)
    finally:
        await asyncio.to_thread(stop, server)


async def _storm(
    bench: Bench, crowd: Crowd, visitors: list[Visitor], thread: Thread, known: int, missed: list[int]
) -> Return:
    begin = time.perf_counter()
    await crowd.open()
    untold = await crowd.until(_told_to_ask)
    told = [_moment(state, b'"resync"') - begin for state in crowd.states if _told_to_ask(state)]
    later = await asyncio.to_thread(_reply, bench, thread, 3)
    mark = f'"ref":{later},'.encode()
    unheard = await crowd.until(lambda state: _count(state, mark) > 0, patience=15)
    await asyncio.sleep(0.5)
    doubled = sum(max(_count(state, mark) - 1, 0) + max(_count(state, b'"resync"') - 1, 0) for state in crowd.states)
    lost, twice = await _ask_for_missed(bench, visitors, thread, known, [*missed, later])
    result = Return(crowd.failures(), untold + unheard, doubled, lost, twice, told)
    crowd.close()
    return result


async def _ask_for_missed(
    bench: Bench, visitors: list[Visitor], thread: Thread, known: int, expected: list[int]
) -> tuple[int, int]:
    """What a sample of the pages gets when it asks for what came after its last reply: missing and doubled replies."""
    port = await asyncio.to_thread(lambda: bench.pages.port)
    path = f"/communaute/fils/{thread.pk}/depuis/?apres={known}"
    answers = []

    async def one(share: list[Visitor]) -> None:
        connection = load.Connection("127.0.0.1", port)
        for visitor in share:
            answers.append(await connection.ask(Call(path, visitor.cookie, headers=(("HX-Request", "true"),))))
        await connection.close()

    await asyncio.gather(*(one(visitors[place:PAGES:CONNECTIONS]) for place in range(CONNECTIONS)))
    found = [[int(number) for number in _REPLY.findall(answer.body)] for answer in answers]
    lost = sum(len(set(expected) - set(numbers)) for numbers in found)
    return lost, sum(len(numbers) - len(set(numbers)) for numbers in found)


def _started(kind: str, port: int) -> Server:
    server = start(kind, port=port)
    await_answer(server)
    return server


def _reply(bench: Bench, thread: Thread, number: int) -> int:
    author = Person.objects.get(pk=bench.world.people[number])
    body = f"Réponse {number}, pendant que le serveur redémarre ({time.time()})."
    return int(post_reply(by=author, thread=thread, body=body, at=timezone.now()).pk)


def _subscribed(state: State) -> bool:
    return any(b'"subscribed"' in heard.text for heard in state.heard)


def _told_to_ask(state: State) -> bool:
    return _count(state, b'"resync"') > 0


def _count(state: State, mark: bytes) -> int:
    return sum(mark in heard.text for heard in state.heard)


def _moment(state: State, mark: bytes) -> float:
    return next(heard.at for heard in state.heard if mark in heard.text)


def _cursor(state: State) -> int:
    """The number that the server gave with the subscription, as a page keeps it."""
    return max((int(json.loads(heard.text).get("id") or 0) for heard in state.heard), default=0)
