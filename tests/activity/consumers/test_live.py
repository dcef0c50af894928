"""Sockets against a real daphne: nudges arrive, tokens are checked, what was missed is told, Redis may die."""

import asyncio
import json
import time
from typing import Any

import pytest
import redis
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from activity.actions import live
from activity.queries.live import every_topic, topic_token, topics_token
from people.enums import PersonStatus
from people.models import Person
from tests.activity.consumers.conftest import until
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """What a page does with its socket."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def ask(self, *tokens: str, **message: Any) -> None:
        await self.socket.send(json.dumps({"subscribe": list(tokens), **message}))

    async def hear(self, seconds: float = 5.0) -> dict[str, Any]:
        return json.loads(await asyncio.wait_for(self.socket.recv(), seconds))

    async def subscribe(self, token: str, **message: Any) -> int:
        """Ask and wait for the answer; returns the newest number."""
        await self.ask(token, **message)
        answer = await self.hear()
        assert answer["subscribed"] == token
        return answer["id"]

    async def silence(self, seconds: float = 0.4) -> bool:
        try:
            return not await self.hear(seconds)
        except TimeoutError:
            return True


def open_page(server: Any, person: Any = None, **headers: str) -> Any:
    given = (server.headers_of(person) if person is not None else {}) | headers
    return connect(server.url, additional_headers=given, origin=headers.pop("Origin", server.origin))


def in_thread(call: Any, *args: Any, **kwargs: Any) -> Any:
    return asyncio.get_running_loop().run_in_executor(None, lambda: call(*args, **kwargs))


async def nudge(topic: str, kind: str = "reply", ref: int = 7) -> None:
    await in_thread(live._send, [([topic], ref)], kind, NOW)


def test_a_nudge_reaches_the_pages_that_asked_and_no_other(server, members):
    amina, bruno = members
    token, other = topic_token(amina, "thread:1"), topic_token(bruno, "thread:2")
    sockets = open_page(server, amina), open_page(server, bruno)

    async def story():
        async with sockets[0] as first, sockets[1] as second:
            one, two = Page(first), Page(second)
            before = await one.subscribe(token)
            await two.subscribe(other)
            await nudge("thread:1")
            heard = await one.hear()
            assert (heard["topic"], heard["kind"], heard["ref"]) == (token, "reply", 7)
            assert heard["id"] > before
            assert await two.silence()
            await one.ask(unsubscribe=[token])
            await asyncio.sleep(0.1)
            await nudge("thread:1", kind="other")
            assert await one.silence()

    asyncio.run(story())


def test_many_people_at_once_and_several_topics_under_one_token(server, members):
    amina, bruno = members
    tokens = topics_token(amina, ["space:1", f"person:{amina.pk}"]), topic_token(bruno, f"person:{bruno.pk}")
    sockets = open_page(server, amina), open_page(server, bruno)

    async def story():
        async with sockets[0] as first, sockets[1] as second:
            pages = Page(first), Page(second)
            for page, token in zip(pages, tokens, strict=True):
                await page.subscribe(token)
            topics = [f"person:{number}" for number in (amina.pk, bruno.pk, 999)]
            await in_thread(live._send, [(topics, None)], "notification", NOW)
            assert [(await page.hear())["topic"] for page in pages] == list(tokens)
            await nudge("space:1")
            assert (await pages[0].hear())["topic"] == tokens[0]

    asyncio.run(story())


def test_a_burst_is_merged_into_two(server, members):
    token, socket = topic_token(members[0], "thread:3"), open_page(server, members[0])

    async def story():
        async with socket as opened:
            page = Page(opened)
            await page.subscribe(token)
            for ref in range(20):
                live._client().publish(
                    "maillage.live", json.dumps({"id": 10 + ref, "topics": ["thread:3"], "kind": "reply", "ref": ref})
                )
            assert [(await page.hear())["ref"] for _ in range(2)] == [0, 19]
            assert await page.silence()

    asyncio.run(story())


def test_tokens_of_others_made_up_or_too_old_are_refused(server, members, monkeypatch):
    amina, bruno = members
    wrong = [topic_token(bruno, "thread:1"), "n’importe quoi", topic_token(amina, "thread:1")[:-2] + "xx"]
    monkeypatch.setattr(time, "time", lambda now=time.time: now() - 13 * 3600)
    wrong.append(topic_token(amina, "thread:1"))
    monkeypatch.undo()
    socket = open_page(server, amina)

    async def story():
        async with socket as opened:
            page = Page(opened)
            await page.ask(*wrong)
            assert [(await page.hear())["refused"] for _ in wrong] == wrong
            await nudge("thread:1")
            assert await page.silence()

    asyncio.run(story())


@pytest.mark.parametrize("who", ["nobody", "stranger", "left", "elsewhere"])
def test_only_members_of_this_site_get_in(server, members, who):
    amina = members[0]
    headers: dict[str, str] = {}
    if who == "stranger":
        headers = {"Cookie": "maillage_session=abcdefghijklmnopqrstuvwxyz012345"}
    elif who != "nobody":
        headers = server.headers_of(amina)
    if who == "left":
        Person.objects.filter(pk=amina.pk).update(status=PersonStatus.LEFT)
    origin = "http://exemple.test" if who == "elsewhere" else server.origin

    async def story():
        with pytest.raises(InvalidStatus) as refusal:
            async with connect(server.url, additional_headers=headers, origin=origin):
                pass
        assert refusal.value.response.status_code == 403

    asyncio.run(story())


def test_a_session_from_before_the_password_changed_opens_nothing(server, members):
    headers = server.headers_of(members[0])
    members[0].user.set_password("Une phrase toute neuve 42")
    members[0].user.save()

    async def story():
        with pytest.raises(InvalidStatus):
            async with connect(server.url, additional_headers=headers, origin=server.origin):
                pass

    asyncio.run(story())


def test_what_came_while_one_was_away_is_told(server, members):
    token, sockets = topic_token(members[0], "thread:4"), [open_page(server, members[0]) for _ in range(3)]

    async def story():
        async with sockets[0] as opened:
            page = Page(opened)
            await page.subscribe(token)
            await nudge("thread:4")
            last = (await page.hear())["id"]
        async with sockets[1] as opened:
            page = Page(opened)
            assert await page.subscribe(token, cursor={token: last}) == last
            assert await page.silence()
        await nudge("thread:4")
        async with sockets[2] as opened:
            page = Page(opened)
            newest = await page.subscribe(token, cursor={token: last})
            heard = await page.hear()
            assert (heard["topic"], heard["kind"], heard["id"]) == (token, "resync", newest)
            assert newest > last

    asyncio.run(story())


def test_what_is_closed_to_a_person_is_dropped_and_stays_refused(server, members):
    amina = members[0]
    thread, space = topic_token(amina, "thread:5"), topic_token(amina, "space:5")
    own = topic_token(amina, f"person:{amina.pk}")
    sockets = [open_page(server, amina) for _ in range(2)]

    async def story():
        async with sockets[0] as opened:
            page = Page(opened)
            await page.subscribe(thread)
            await page.subscribe(space)
            await in_thread(live._revoke, amina.pk, "space:5")
            assert await page.hear() == {"refused": space}
            await nudge("space:5")
            assert await page.silence()
            await page.ask(space)
            assert await page.hear() == {"refused": space}
            await page.subscribe(own)
            await in_thread(live._revoke, amina.pk, every_topic("thread"))
            assert await page.hear() == {"refused": thread}
            await page.ask(thread)
            assert await page.hear() == {"refused": thread}
            await in_thread(live._revoke, amina.pk, "")
            with pytest.raises(ConnectionClosed) as closed:
                await page.hear()
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4401
        async with sockets[1] as opened:
            page = Page(opened)
            await asyncio.sleep(0.02)
            await page.ask(thread)
            assert await page.hear() == {"refused": thread}
            fresh = await in_thread(topic_token, amina, "thread:5")
            await page.subscribe(fresh)

    asyncio.run(story())


def test_nonsense_closes_the_socket(server, members):
    sockets = [open_page(server, members[0]) for _ in range(3)]

    async def story():
        for socket, nonsense in zip(sockets, ("{", "[]", '{"subscribe": "' + "x" * 70_000 + '"}'), strict=True):
            async with socket as opened:
                await opened.send(nonsense)
                with pytest.raises(ConnectionClosed) as closed:
                    await asyncio.wait_for(opened.recv(), 5)
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 4400

    asyncio.run(story())


def test_redis_may_die_and_come_back(server, members):
    token, socket = topic_token(members[0], "thread:6"), open_page(server, members[0])

    async def story():
        async with socket as opened:
            page = Page(opened)
            await page.subscribe(token)
            server.redis.kill()
            await in_thread(live._send, [(["thread:6"], 1)], "reply", NOW)
            assert await page.silence(0.2)
            await in_thread(server.redis.start)
            heard = await page.hear(15)
            assert (heard["topic"], heard["kind"]) == (token, "resync")
            await in_thread(until, lambda: server.redis.client.pubsub_numsub("maillage.live")[0][1] == 1)
            await nudge("thread:6", kind="again")
            heard = await page.hear(5)
            assert (heard["topic"], heard["kind"]) == (token, "again")

    try:
        asyncio.run(story())
    finally:
        until_up(server)


def until_up(server: Any) -> None:
    try:
        server.redis.client.ping()
    except redis.RedisError:
        server.redis.start()


def test_two_hundred_sockets_lose_nothing(server, members):
    people = [members[number % 2] for number in range(200)]
    tokens = {person.pk: topic_token(person, "thread:7") for person in members}
    headers = {person.pk: server.headers_of(person) for person in members}

    async def one(person):
        async with connect(
            server.url, additional_headers=headers[person.pk], origin=server.origin, open_timeout=60
        ) as opened:
            page = Page(opened)
            await page.ask(tokens[person.pk])
            assert "subscribed" in await page.hear(30)
            ready.append(1)
            return (await page.hear(60))["kind"]

    ready: list[int] = []

    async def story():
        tasks = [asyncio.create_task(one(person)) for person in people]
        while len(ready) < len(people):
            await asyncio.sleep(0.05)
        await nudge("thread:7", kind="all")
        assert await asyncio.gather(*tasks) == ["all"] * 200

    asyncio.run(story())
