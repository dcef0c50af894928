"""The mail server of a demonstration: what Maillage sends comes by SMTP into DATA_DIR/mail, and leaves the machine never."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from network.launcher import bootstrap, processes, signals
from network.launcher.errors import Refusal
from network.launcher.house import House
from network.launcher.processes import Child
from network.launcher.steps import step, tail

_PATIENCE = 20


@dataclass
class Mailbox:
    url: str
    children: list[Child] = field(default_factory=list)


@contextmanager
def opened(house: House, env: Mapping[str, str], *, given: str = "") -> Iterator[Mailbox]:
    """Start it, unless the address of a mail server is given; stop it at the end."""
    if given:
        yield Mailbox(given)
        return
    with step("Boîte aux lettres"):
        mailbox = _start(house, env)
    try:
        yield mailbox
    finally:
        processes.stop_all(mailbox.children)


def _start(house: House, env: Mapping[str, str]) -> Mailbox:
    assert house.sockets is not None
    folder, port_file, log = house.path / "mail", house.sockets / "mail.port", house.log("mail")
    folder.mkdir(mode=0o700, exist_ok=True)
    argv: list[str | Path] = [bootstrap.PYTHON, "-m", "network.launcher.catcher", folder, port_file]
    child = Child("mail", processes.spawn(argv, log=log, env=env, cwd=bootstrap.ROOT), log)
    until = time.monotonic() + _PATIENCE
    while not port_file.exists():
        if not child.running or time.monotonic() > until:
            processes.stop_all([child])
            raise Refusal(f"La boîte aux lettres n’a pas démarré (journal : {log})\n{tail(log)}")
        signals.pause(0.05)
    return Mailbox(f"smtp://127.0.0.1:{port_file.read_text(encoding='utf-8')}", [child])
