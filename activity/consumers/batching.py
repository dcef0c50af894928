"""Many small questions of one moment, answered by one: a thousand pages that come back do not ask a thousand times."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Batch(Generic[K, V]):
    """Gathers keys for `window` seconds, then asks `answer` once for all of them; at most `largest` at a time."""

    def __init__(
        self, answer: Callable[[list[K]], Awaitable[dict[K, V]]], *, window: float = 0.01, largest: int = 500
    ) -> None:
        self._answer = answer
        self._window = window
        self._largest = largest
        self._waiting: dict[K, asyncio.Future[V | None]] = {}
        self._task: asyncio.Task[None] | None = None

    async def ask(self, key: K) -> V | None:
        """The value of the key, None when there is none. Raises what `answer` raised."""
        future = self._waiting.get(key)
        if future is None:
            future = self._waiting[key] = asyncio.get_running_loop().create_future()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        return await asyncio.shield(future)

    async def _work(self) -> None:
        await asyncio.sleep(self._window)
        while self._waiting:
            keys = list(self._waiting)[: self._largest]
            asked = {key: self._waiting.pop(key) for key in keys}
            try:
                found = await self._answer(keys)
            except Exception as error:
                for future in asked.values():
                    if not future.done():
                        future.set_exception(error)
                continue
            for key, future in asked.items():
                if not future.done():
                    future.set_result(found.get(key))
