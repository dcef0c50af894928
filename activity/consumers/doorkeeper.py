"""Whose session it is: the same checks as for a page (session, account, its password since), for many sockets at once."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import KEY_PREFIX
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.http import parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from activity.consumers.batching import Batch
from people.enums import PersonStatus
from people.models import User

_batches: dict[int, tuple[asyncio.AbstractEventLoop, "Batch[str, int]"]] = {}


async def person_id_of(scope: dict[str, Any]) -> int | None:
    """The number of the active member whose session comes with the request; None for anybody else."""
    key = _session_key(scope)
    if not key:
        return None
    loop = asyncio.get_running_loop()
    known = _batches.get(id(loop))
    if known is None or known[0] is not loop:
        known = _batches[id(loop)] = (loop, Batch(database_sync_to_async(_persons_of)))
    return await known[1].ask(key)


def _session_key(scope: dict[str, Any]) -> str:
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            return str(parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, ""))[:40]
    return ""


def _persons_of(keys: list[str]) -> dict[str, int]:
    """Sessions from the cache, the missing ones from their table; then every account in one query."""
    cache = caches[settings.SESSION_CACHE_ALIAS]
    sessions = {
        name.removeprefix(KEY_PREFIX): data for name, data in cache.get_many([KEY_PREFIX + key for key in keys]).items()
    }
    if missing := [key for key in keys if key not in sessions]:
        rows = Session.objects.filter(pk__in=missing, expire_date__gt=timezone.now())
        sessions |= {row.pk: row.get_decoded() for row in rows}
    wanted = {key: int(data[SESSION_KEY]) for key, data in sessions.items() if _signed_in(data)}
    users = User.objects.filter(pk__in=set(wanted.values()), is_active=True, person__status=PersonStatus.ACTIVE)
    accounts = {user.pk: user for user in users.select_related("person")}
    return {
        key: accounts[number].person.pk
        for key, number in wanted.items()
        if number in accounts and _same_password(accounts[number], sessions[key])
    }


def _signed_in(data: dict[str, Any]) -> bool:
    return str(data.get(SESSION_KEY, "")).isdigit() and data.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS


def _same_password(user: User, data: dict[str, Any]) -> bool:
    """A session made before the password changed opens nothing."""
    known = data.get(HASH_SESSION_KEY) or ""
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(known, one) for one in hashes)
