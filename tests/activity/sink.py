"""A real SMTP server for the tests: what it takes is kept, what it is told to refuse it refuses."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

logging.getLogger("mail.log").setLevel(logging.ERROR)


class Sink:
    """`mails`: in the order in which they came. `refusals`: address → the answer to RCPT; `data_answer`: to DATA.
    `most`: mails that it takes over one connection before it hangs up, as many servers do (0: as many as come).
    `delay`: seconds that it thinks before it lets a mail begin."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.refusals: dict[str, str] = {}
        self.data_answer = ""
        self.most = 0
        self.delay = 0.0
        self.connections = 0
        self.port = 0

    @staticmethod
    def header(mail: EmailMessage, name: str) -> str:
        """A header without the line break that a long one may begin with."""
        return str(mail[name] or "").strip()

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.most and getattr(session, "taken", 0) >= self.most:
            return "421 4.7.0 Trop de courriels par connexion"
        await asyncio.sleep(self.delay)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.data_answer:
            return self.data_answer
        session.taken = getattr(session, "taken", 0) + 1
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@contextmanager
def listening() -> Iterator[Sink]:
    """The server in a thread of its own, on a port of its own."""
    sink, ready = Sink(), threading.Event()
    loop = asyncio.new_event_loop()

    def made() -> SMTP:
        sink.connections += 1
        return SMTP(sink, enable_SMTPUTF8=True, hostname="essai", loop=loop)

    async def begin() -> None:
        server = await loop.create_server(made, "127.0.0.1", 0)
        sink.port = server.sockets[0].getsockname()[1]
        ready.set()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
