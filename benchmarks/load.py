"""The client: keep-alive connections to a loopback address, a bounded number of requests, nothing left behind.

Written on asyncio streams, because a full HTTP library would cost more than the pages that it asks for.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)
PATIENCE = 60


@dataclass(frozen=True)
class Call:
    """One request: `path` with its query, the session's cookie, and for a form its body."""

    path: str
    cookie: str = ""
    body: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def encode(self, host: str) -> bytes:
        lines = [f"{'GET' if self.body is None else 'POST'} {self.path} HTTP/1.1", f"Host: {host}", "Accept: text/html"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        lines += [f"{name}: {value}" for name, value in self.headers]
        payload = (self.body or "").encode()
        if self.body is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(payload)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes
    seconds: float

    @property
    def location(self) -> str:
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def cookies(self) -> dict[str, str]:
        return {name.decode().strip(): value.decode() for name, value in _COOKIE.findall(self.head)}


@dataclass
class Run:
    """What one run gave: seconds of each answer, and how many answers had each status."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def note(self, answer: Answer) -> None:
        self.seconds.append(answer.seconds)
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1

    def extend(self, other: "Run") -> None:
        self.seconds += other.seconds
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count


class Connection:
    """One keep-alive connection; opened again when the server has closed it."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, call: Call) -> Answer:
        """Send and read to the end. Raises OSError or TimeoutError when the server does not answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port, limit=1 << 20)
        reader, writer = self._streams
        request = call.encode(f"{self._host}:{self._port}")
        start = time.perf_counter()
        writer.write(request)
        async with asyncio.timeout(PATIENCE):
            head = await reader.readuntil(b"\r\n\r\n")
            body = await _read_body(reader, head)
        seconds = time.perf_counter() - start
        if b"\r\nconnection: close" in head.lower():
            await self.close()
        return Answer(int(head[9:12]), head, body, seconds)

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _read_body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    if found := _LENGTH.search(head):
        return await reader.readexactly(int(found[1]))
    if not _CHUNKED.search(head):
        return b""
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return body


async def run(port: int, calls: Sequence[Call], connections: int, host: str = "127.0.0.1") -> Run:
    """Ask all the calls once, over so many connections that each take the next one that is left."""
    left = iter(calls)
    result = Run()

    async def one() -> None:
        connection = Connection(host, port)
        try:
            for call in left:
                result.note(await connection.ask(call))
        finally:
            await connection.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return result


def ask(port: int, call: Call) -> Answer:
    """One request on a connection of its own."""

    async def once() -> Answer:
        connection = Connection("127.0.0.1", port)
        try:
            return await connection.ask(call)
        finally:
            await connection.close()

    return asyncio.run(once())
