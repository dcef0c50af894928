"""What every test may ask for: the cast, signed-in clients, the clock, a clean cache."""

import os
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from tests.cast import NOW, Cast, create_cast  # noqa: E402


@pytest.fixture(autouse=True)
def _fresh_caches(request: pytest.FixtureRequest) -> None:
    """Limits, cached pages and in-process copies of one test never reach the next."""
    from people.queries import audiences, installation

    audiences._network_id.cache_clear()
    installation.forget()
    if "django_db_setup" in request.fixturenames or request.node.get_closest_marker("django_db"):
        cache.clear()


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
