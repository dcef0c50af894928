"""What every test may ask for: the cast, signed-in clients, the clock, a clean cache."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import storage
from django.core.cache import caches
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from network.views import editorial
from people.queries import audiences, installation
from tests.cast import NOW, Cast, create_cast
from tests.ground import restore_ground


def pytest_configure(config: pytest.Config) -> None:
    """Pages name static files by their collected names; where nothing was collected yet, by their own."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        storage.staticfiles_storage._wrapped = storage.StaticFilesStorage()


@pytest.fixture(autouse=True)
def _ground(request: pytest.FixtureRequest) -> None:
    """Tests with a database find what migrations put there; limits and in-process copies never reach the next test."""
    marker = request.node.get_closest_marker("django_db")
    names = request.fixturenames
    if "transactional_db" in names or "live_server" in names or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
    elif "db" in names or marker:
        request.getfixturevalue("db")
    else:
        return
    audiences._network_id.cache_clear()
    installation.forget()
    editorial.forget()
    restore_ground()
    prefix = f"essai-{uuid.uuid4().hex}"  # never cleared: other processes may share this Redis
    settings.CACHES["default"]["KEY_PREFIX"] = prefix
    caches["default"].key_prefix = prefix


@pytest.fixture
def now():
    """The clock of the tests: Monday 2 November 2026, 10 h in Québec."""
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return create_cast()


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A browser signed in as one person: `client_of(cast.amina).get(...)`."""

    def make(person=None, **headers: str) -> Client:
        client = Client(headers=headers or None)
        if person is not None:
            client.force_login(person.user, backend="people.middleware.MemberBackend")
        return client

    return make


@pytest.fixture
def deliver() -> Callable[[], int]:
    """Work off the outbox here and now: what workers would do after the commit."""
    from django.utils import timezone

    from core import outbox

    def work() -> int:
        total = 0
        while rows := outbox.work_off_all(at=timezone.now()):
            total += rows
        return total

    return work
