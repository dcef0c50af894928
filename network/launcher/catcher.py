"""`python -m network.launcher.catcher FOLDER PORT_FILE`: a mail server of this machine alone; it keeps each mail as a file.

Mails of a demonstration go the way of real ones, by SMTP, and never leave the machine. `FOLDER/<time>-<number>.eml`; past
KEPT the oldest go. The port, chosen by the system, is written to PORT_FILE once the server listens.
"""

import asyncio
import contextlib
import itertools
import logging
import signal
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

KEPT = 2000
LARGEST = 10_000_000


class Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """One file per mail; it appears whole or not at all."""
        name = f"{time.time_ns():020d}-{next(self._numbers) % 1000:03d}.eml"
        draft = self.folder / f".{name}"
        draft.write_bytes(envelope.original_content or b"")
        draft.rename(self.folder / name)
        self._forget()
        return "250 OK"

    def _forget(self) -> None:
        for path in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            path.unlink(missing_ok=True)


async def serve(folder: Path, port_file: Path) -> None:
    """Listen until asked to stop."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    keeper = Keeper(folder)
    server = await loop.create_server(
        lambda: SMTP(keeper, data_size_limit=LARGEST, enable_SMTPUTF8=True, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    draft = port_file.with_suffix(".new")
    draft.write_text(str(server.sockets[0].getsockname()[1]), encoding="utf-8")
    draft.rename(port_file)
    await stopped.wait()
    server.close()


if __name__ == "__main__":
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2])))
