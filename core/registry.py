"""Registries: what a page gathers from apps above the one that owns the page.

A registry is declared by the lower app as a module constant; apps above register at start, from the modules
that `core.apps` discovers. Two entries under one key are a mistake of ours and fail as a system check.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, TypeVar


class Keyed(Protocol):
    """Anything that can stand in a registry: a stable key and a place in the order."""

    @property
    def key(self) -> str: ...

    @property
    def order(self) -> int: ...


T = TypeVar("T", bound=Keyed)
ALL: list["Registry[Any]"] = []


class Registry(Generic[T]):
    """An ordered collection of entries of one shape, found by key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.duplicates: list[str] = []
        self._entries: dict[str, T] = {}
        self._sorted: list[T] | None = None
        ALL.append(self)

    def register(self, entry: T) -> T:
        """Add an entry; usable as a class decorator through `register_class`."""
        if entry.key in self._entries:
            self.duplicates.append(entry.key)
        self._entries[entry.key] = entry
        self._sorted = None
        return entry

    def register_class(self, cls: Callable[[], T]) -> Callable[[], T]:
        """Decorator for an entry written as a class without arguments."""
        self.register(cls())
        return cls

    def get(self, key: str) -> T | None:
        return self._entries.get(key)

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[T]:
        if self._sorted is None:
            self._sorted = sorted(self._entries.values(), key=lambda entry: (entry.order, entry.key))
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._entries)

    def remove(self, key: str) -> None:
        """Take an entry out again (tests register providers for the time of a test)."""
        self._entries.pop(key, None)
        self._sorted = None
