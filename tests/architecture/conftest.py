"""The world of the matrix: made once per module, every visit undone."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import override_settings

from people.queries import audiences, installation
from tests.architecture.visits import Visitors
from tests.architecture.world import World, create_world
from tests.ground import restore_ground


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all tests of a module, in a transaction that is rolled back at its end."""
    prefix = caches["default"].key_prefix
    media: Path = tmp_path_factory.mktemp("fichiers")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
    ):
        whole = transaction.atomic()
        whole._from_testcase = True  # type: ignore[attr-defined]  # as Django's own tests: durable actions may run inside
        with whole:
            audiences._network_id.cache_clear()
            installation.forget()
            restore_ground()
            caches["default"].key_prefix = f"monde-{uuid.uuid4().hex}"
            yield create_world()
            transaction.set_rollback(True)
        connection.close_if_unusable_or_obsolete()
    caches["default"].key_prefix = prefix
    audiences._network_id.cache_clear()


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    """The fifteen, signed in, and nobody."""
    return Visitors(world)
