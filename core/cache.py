"""What is not read twice: Django's Redis cache with its client kept, and `once`, within one page.

Django makes a client object for each call, which costs as much as the call itself; a page makes half a dozen.

`once`: what several parts of one page ask for is read once (a person's spaces, the circles they belong to). It holds within
one GET (`network.middleware.OnceMiddleware`), because a GET writes no business row: what was read stays true until its end.
Everywhere else (a POST, a task, a command) each call reads anew.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.cache.backends import redis

Read = TypeVar("Read")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("once", default=None)


class KeptClient(redis.RedisCacheClient):
    """One client per server of the cache; redis-py's clients are safe to share and survive a fork."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        index = self._get_connection_pool_index(write)  # type: ignore[attr-defined]
        if index not in self._kept:
            self._kept[index] = super().get_client(key, write=write)
        return self._kept[index]


class RedisCache(redis.RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient

    def count(self, key: str, seconds: int) -> int:
        """One more under this key, which is forgotten `seconds` after the first; returns how many. One round trip."""
        name = self.make_and_validate_key(key)
        with self._cache.get_client(name, write=True).pipeline(transaction=False) as pipe:
            pipe.set(name, 0, ex=seconds, nx=True)
            pipe.incr(name)
            return int(pipe.execute()[1])


@contextmanager
def reading_once() -> Iterator[None]:
    """Inside, what `once` was asked for is kept; nothing of it is left afterwards."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: Hashable, read: Callable[[], Read]) -> Read:
    """What `read` gives, or what it gave for this key earlier in the same GET. Not to be changed by who gets it."""
    kept = _kept.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    found: Read = kept[key]
    return found
