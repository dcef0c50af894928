"""The client reads what servers answer, keeps its connections, asks each thing once."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from benchmarks import load
from benchmarks.load import Call, Run

Answers = Callable[[bytes], bytes]


def _serve(answer: Answers, use: Callable[[int], Awaitable[object]]) -> list[int]:
    """A server that answers each request; gives how many requests each connection carried."""
    carried: list[int] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(carried)
        carried.append(0)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                carried[place] += 1
                reply = answer(head)
                writer.write(reply)
                if b"Connection: close" in reply:
                    break
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        async with server:
            await use(server.sockets[0].getsockname()[1])

    asyncio.run(main())
    return carried


def _plain(head: bytes) -> bytes:
    path = head.split(b" ")[1]
    status = b"404 Not Found" if path == b"/absente" else b"200 OK"
    return b"HTTP/1.1 " + status + b"\r\nContent-Length: " + str(len(path)).encode() + b"\r\n\r\n" + path


def test_every_call_is_asked_once_over_kept_connections() -> None:
    runs: list[Run] = []

    async def use(port: int) -> None:
        runs.append(await load.run(port, [Call(f"/{number}") for number in range(30)] + [Call("/absente")], 4))

    carried = _serve(_plain, use)
    assert (len(carried), sum(carried)) == (4, 31)
    assert (len(runs[0].seconds), runs[0].statuses) == (31, {200: 30, 404: 1})


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde", b"abcde"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n",
            b"abc0123456789",
        ),
        (b"HTTP/1.1 303 See Other\r\nLocation: /ici/\r\nSet-Cookie: jeton=abc; Path=/\r\nContent-Length: 0\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", b"ok"),
    ],
)
def test_bodies_are_read_to_their_end(answer: bytes, body: bytes) -> None:
    found: list[load.Answer] = []

    async def use(port: int) -> None:
        connection = load.Connection("127.0.0.1", port)
        for _ in range(2):
            found.append(await connection.ask(Call("/")))
        await connection.close()

    _serve(lambda head: answer, use)
    assert [one.body for one in found] == [body, body]
    if found[0].status == 303:
        assert (found[0].location, found[0].cookies) == ("/ici/", {"jeton": "abc"})


def test_a_form_is_sent_with_its_length() -> None:
    sent = Call("/ici/", "a=b", "texte=%C3%A9t%C3%A9", (("HX-Request", "true"),)).encode("127.0.0.1:8000")
    head, _, payload = sent.partition(b"\r\n\r\n")
    assert head.splitlines()[0] == b"POST /ici/ HTTP/1.1"
    assert {b"Host: 127.0.0.1:8000", b"Cookie: a=b", b"HX-Request: true", b"Content-Length: 19"} <= set(head.splitlines())
    assert payload == b"texte=%C3%A9t%C3%A9"
