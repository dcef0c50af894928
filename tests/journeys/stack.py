"""The whole of Maillage for the journeys: a database of its own with the demonstration world, daphne, one worker."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from redis import Redis

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 90


@dataclass
class Stack:
    """What runs, and where: `url` is the address of the pages."""

    url: str
    env: dict[str, str]
    data_dir: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def manage(self, *arguments: str) -> str:
        """Run one management command in the stack's own environment; its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=420
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def start(self, name: str, argv: list[str], **more: str) -> None:
        log = (self.data_dir / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(argv, cwd=ROOT, env={**self.env, **more}, stdout=log, stderr=log)

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)

    def start_web(self) -> None:
        port = str(urlsplit(self.url).port)
        argv = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", port, "network.asgi:application"]
        self.start("web", argv, SERVING="asgi")
        self.wait_until_ready()

    def start_worker(self) -> None:
        argv = [sys.executable, "-m", "celery", "-A", "network.celery", "worker", "--pool=solo", "--loglevel=WARNING"]
        self.start("work", [*argv, "--without-gossip", "--without-mingle", "--without-heartbeat"], SERVING="work")
        self._wait_until_working()

    def _wait_until_working(self) -> None:
        """Until the worker waits at its queue: on a busy machine it takes longer to start than a test is ready to wait."""
        client: Redis = Redis.from_url(self.env["REDIS_URL"])
        number, end = str(client.connection_pool.connection_kwargs.get("db", 0)), time.monotonic() + READY_SECONDS
        while not any(row["cmd"] == "brpop" and row["db"] == number for row in client.client_list()):
            assert time.monotonic() < end, (self.data_dir / "work.log").read_text("utf-8", "replace")[-2000:]
            time.sleep(0.3)
        client.close()

    def start_mailbox(self) -> None:
        """A mail server of this machine alone, which keeps what it gets under `data_dir`/mail."""
        folder, port_file = self.data_dir / "mail", self.data_dir / "mail.port"
        folder.mkdir(exist_ok=True)
        self.start("mail", [sys.executable, "-m", "network.launcher.catcher", str(folder), str(port_file)])
        end = time.monotonic() + READY_SECONDS
        while not port_file.exists():
            assert time.monotonic() < end, (self.data_dir / "mail.log").read_text("utf-8", "replace")[-2000:]
            time.sleep(0.05)
        self.env["EMAIL_URL"] = f"smtp://127.0.0.1:{port_file.read_text('utf-8')}"

    def send_mails(self, *, hours: float = 0) -> None:
        """Send what is due, as if so many hours had passed: nobody waits for tomorrow's digest."""
        turn = (
            "import datetime as dt; from django.utils import timezone; from activity.tasks.mails import send_due; "
            f"send_due(at=timezone.now() + dt.timedelta(hours={hours}), seconds=60)"
        )
        self.manage("shell", "-v0", "-c", turn)

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What arrived for this address, oldest first."""
        files = sorted((self.data_dir / "mail").glob("*.eml"))
        mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in mails if address in str(mail["To"])]

    def wait_until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            if self.processes["web"].poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.3)
        raise AssertionError((self.data_dir / "web.log").read_text("utf-8", "replace")[-4000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _redis_url(base: str, worker: int) -> str:
    """A numbered database of the same Redis, emptied first: this worker's queue, cache and nudges are its own."""
    number = 8 + worker % 8
    parts = urlsplit(base)
    url = f"{base.split('?')[0]}?db={number}" if parts.scheme == "unix" else urlunsplit((*parts[:2], f"/{number}", "", ""))
    client = Redis.from_url(url)
    client.flushdb()
    client.close()
    return url


def _database_url(base: str, worker: str) -> str:
    """A fresh database beside the given one."""
    name = f"parcours_{worker}_{os.getpid()}"
    with psycopg.connect(base.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    parts = urlsplit(base)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))


def _drop_database(base: str, url: str) -> None:
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(base.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def open_stack(worker: str) -> Stack:
    """Make the database, load the demonstration world, start the server and the worker."""
    base = os.environ["DATABASE_URL"]
    number = int("".join(char for char in worker if char.isdigit()) or "0")
    data_dir = Path(tempfile.mkdtemp(prefix="parcours-"))
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    database = _database_url(base, worker)
    env = {
        **os.environ,
        "DATABASE_URL": database,
        "REDIS_URL": _redis_url(os.environ["REDIS_URL"], number),
        "DATA_DIR": str(data_dir),
        "MEDIA_ROOT": str(data_dir / "media"),
        "STATIC_ROOT": os.environ.get("STATIC_ROOT", str(data_dir / "static")),
        "PUBLIC_URL": url,
        "DEMO": "1",
        "DEBUG": "0",
        "SERVING": "wsgi",
        "PYTHONWARNINGS": "ignore",
    }
    stack = Stack(url, env, data_dir)
    if not Path(env["STATIC_ROOT"], "staticfiles.json").exists():
        stack.manage("collectstatic", "--noinput", "-v0")
    for command in (["migrate", "-v0"], ["load_defaults"], ["demo_world"], ["compile_catalogue"]):
        stack.manage(*command)
    stack.start_mailbox()
    stack.start_web()
    stack.start_worker()
    return stack


def close_stack(stack: Stack) -> None:
    for name in list(stack.processes):
        stack.stop(name)
    _drop_database(os.environ["DATABASE_URL"], stack.env["DATABASE_URL"])
    shutil.rmtree(stack.data_dir, ignore_errors=True)
