"""What several parts of one page ask for is read once: a person's spaces, the circles they belong to.

Holds within one GET (`network.middleware.OnceMiddleware`), because a GET writes no business row: what was read stays true
until its end. Everywhere else (a POST, a task, a command) each call reads anew.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Read = TypeVar("Read")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("once", default=None)


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
