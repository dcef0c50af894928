"""The servers under test and the worker, each started on a free loopback port and stopped by its own number.

Pages run as in production: granian, WSGI, two processes with a few threads each, persistent database connections. Sockets
run under daphne and under uvicorn. Nothing but PRODUCTION is switched off (its cookies want https).
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

HOST = "127.0.0.1"
WORKERS = 2
THREADS = 4
PATIENCE = 60

_COMMANDS = {
    "granian": [
        "granian", "--interface", "wsgi", "--host", HOST, "--port", "{port}", "--workers", str(WORKERS),
        "--blocking-threads", str(THREADS), "--blocking-threads-idle-timeout", "600", "--no-ws", "network.wsgi:application",
    ],
    "daphne": ["daphne", "-b", HOST, "-p", "{port}", "network.asgi:application"],
    "uvicorn": [
        "uvicorn", "--host", HOST, "--port", "{port}", "--log-level", "warning", "--ws", "websockets-sansio", "--lifespan",
        "off", "network.asgi:application",
    ],
    "bare": ["benchmarks.bare", "{port}", "{redis}"],
    "worker": [
        "celery", "-A", "benchmarks.worker", "worker", "--concurrency=2", "--loglevel=WARNING", "--without-gossip",
        "--without-mingle",
    ],
}  # fmt: skip


class ServerFailed(Exception):
    """The server ended or did not answer; its log says why."""


@dataclass
class Server:
    kind: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        return self.process.pid


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(kind: str, *, port: int | None = None, wait: bool = True) -> Iterator[Server]:
    """A server of that kind until the end of the block. Raises ServerFailed."""
    server = start(kind, port=port)
    try:
        if wait:
            await_answer(server)
        yield server
    finally:
        stop(server)


def start(kind: str, *, port: int | None = None) -> Server:
    port = port or free_port()
    argv = [sys.executable, "-m", *(word.format(port=port, redis=settings.REDIS_URL) for word in _COMMANDS[kind])]
    with log_of(kind).open("ab") as log:
        process = subprocess.Popen(argv, stdout=log, stderr=log, env=_environment(kind), start_new_session=True)
    return Server(kind, port, process)


def stop(server: Server, patience: float = 10) -> None:
    """Ask the server's own process to end, then its group."""
    if server.process.poll() is None:
        server.process.terminate()
        try:
            server.process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.process.wait()


def await_answer(server: Server) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(server.port):
        if server.process.poll() is not None or time.monotonic() > until:
            tail = log_of(server.kind).read_text(encoding="utf-8", errors="replace")[-1500:]
            raise ServerFailed(f"{server.kind} ne répond pas (journal : {log_of(server.kind)})\n{tail}")
        time.sleep(0.1)


def log_of(kind: str) -> Path:
    folder = Path(settings.DATA_DIR) / "bench-logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{kind}.log"


def _environment(kind: str) -> dict[str, str]:
    serving_as = {"granian": "wsgi", "worker": "work"}.get(kind, "asgi")
    given = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "SERVING": serving_as, "DEMO": "0", "DEBUG": "0"}
    return {**os.environ, **given, "PRODUCTION": "0", "PYTHONUNBUFFERED": "1"}


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
