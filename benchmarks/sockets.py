"""Many websocket clients in one process, small enough not to be what is measured."""

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PATIENCE = 60.0
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA


@dataclass(frozen=True)
class Seat:
    """What one socket sends: its cookie, and the message that asks for its topics."""

    cookie: str
    hello: str = ""


def frame(opcode: int, payload: bytes) -> bytes:
    """A masked frame, as clients must send; shorter than 64 KiB."""
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
    mask = os.urandom(4)
    return bytes([0x80 | opcode]) + size + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))


def parse(buffer: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """Whole frames of a server (never masked, never in pieces here) as opcode and payload, and what is left."""
    frames, start = [], 0
    while len(buffer) - start >= 2:
        size, head = buffer[start + 1] & 0x7F, 2
        if size == 126 and len(buffer) - start >= 4:
            size, head = struct.unpack_from(">H", buffer, start + 2)[0], 4
        elif size == 127 and len(buffer) - start >= 10:
            size, head = struct.unpack_from(">Q", buffer, start + 2)[0], 10
        elif size >= 126:
            break
        end = start + head + size
        if len(buffer) < end:
            break
        frames.append((buffer[start] & 0x0F, buffer[start + head : end]))
        start = end
    return frames, buffer[start:]


@dataclass
class Heard:
    """A text message and when it came (perf_counter seconds)."""

    text: bytes
    at: float


@dataclass
class State:
    """What became of one socket: `status` of the handshake (0: none), messages in order, whether it was closed."""

    status: int = 0
    error: str = ""
    heard: list[Heard] = field(default_factory=list)
    closed: bool = False
    opened_at: float = 0.0


class _Client(asyncio.Protocol):
    def __init__(
        self, port: int, seat: Seat, state: State, opened: asyncio.Future[None], notify: Callable[[], None]
    ) -> None:
        self._port, self._seat, self._state, self._opened, self._notify = port, seat, state, opened, notify
        self._buffer, self._upgraded = b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        host = f"127.0.0.1:{self._port}"
        transport.write(
            (
                f"GET /ws/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {self._seat.cookie}\r\n"
                f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                "Sec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self._buffer += data
        if not self._upgraded:
            if b"\r\n\r\n" not in self._buffer:
                return
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._state.status = int(head[9:12])
            self._state.opened_at = now
            self._upgraded = True
            if self._state.status == 101 and self._seat.hello:
                self._transport.write(frame(_TEXT, self._seat.hello.encode()))
            if not self._opened.done():
                self._opened.set_result(None)
        frames, self._buffer = parse(self._buffer)
        for opcode, payload in frames:
            if opcode == _TEXT:
                self._state.heard.append(Heard(payload, now))
            elif opcode == _PING:
                self._transport.write(frame(_PONG, payload))
            elif opcode == _CLOSE:
                self._transport.close()
        if frames:
            self._notify()

    def connection_lost(self, exc: Exception | None) -> None:
        self._state.closed = True
        if not self._opened.done():
            self._state.error = type(exc).__name__ if exc else "closed"
            self._opened.set_result(None)

    def close(self) -> None:
        self._transport.close()


class Crowd:
    """All the sockets of one measurement, in one loop."""

    def __init__(self, port: int, seats: Sequence[Seat]) -> None:
        self._port, self._seats = port, seats
        self.states = [State() for _ in seats]
        self._clients: list[_Client] = []
        self._news = asyncio.Event()

    async def open(self, at_once: int = 0) -> float:
        """Open all, `at_once` at a time (0: all together); gives the seconds until the last handshake.

        Sockets that fail say so in their state.
        """
        start = time.perf_counter()
        gate = asyncio.Semaphore(at_once or len(self._seats) or 1)

        async def one(seat: Seat, state: State) -> None:
            async with gate:
                await self._open_one(seat, state)

        await asyncio.gather(*(one(seat, state) for seat, state in zip(self._seats, self.states, strict=True)))
        return time.perf_counter() - start

    async def _open_one(self, seat: Seat, state: State) -> None:
        loop = asyncio.get_running_loop()
        opened: asyncio.Future[None] = loop.create_future()
        try:
            async with asyncio.timeout(PATIENCE):
                _, client = await loop.create_connection(
                    lambda: _Client(self._port, seat, state, opened, self._news.set), "127.0.0.1", self._port
                )
                self._clients.append(client)
                await opened
        except (OSError, TimeoutError) as error:
            state.error = type(error).__name__

    async def until(self, done: Callable[[State], bool], patience: float = PATIENCE) -> int:
        """Wait until every socket that is open is `done`; gives how many are not, after `patience` seconds."""
        end = time.monotonic() + patience
        while left := sum(not done(state) for state in self.states if state.status == 101):
            rest = end - time.monotonic()
            if rest <= 0:
                return left
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(rest, 1.0))
                await asyncio.sleep(0.02)
            except TimeoutError:
                continue
        return 0

    @property
    def refused(self) -> int:
        return sum(state.status != 101 for state in self.states)

    def failures(self) -> dict[str, int]:
        """Why sockets were refused, and how many for each reason."""
        reasons: dict[str, int] = {}
        for state in self.states:
            if state.status != 101:
                reason = str(state.status) if state.status else state.error
                reasons[reason] = reasons.get(reason, 0) + 1
        return reasons

    def close(self) -> None:
        for client in self._clients:
            client.close()
