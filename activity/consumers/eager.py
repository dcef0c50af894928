"""Coroutines begun at once: a thousand sockets each get their message without a thousand tasks.

What `asyncio.eager_task_factory` does from Python 3.12 on: a coroutine runs up to its first real wait, and only one that
has to wait (a page that takes its messages slowly) becomes a task.
"""

import asyncio
from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any

import structlog

log = structlog.get_logger(__name__)


def begin(work: Coroutine[Any, Any, None]) -> "asyncio.Task[None] | None":
    """Run it now; the task that finishes it, or None when it has ended. An error ends it and is logged."""
    try:
        awaited = work.send(None)
    except StopIteration:
        return None
    except Exception as error:
        log.warning("live_message_not_sent", error=type(error).__name__)
        return None
    return asyncio.create_task(_finish(work, awaited))


async def _finish(work: Coroutine[Any, Any, None], awaited: Any) -> None:
    await _go_on(work, awaited)


@coroutine
def _go_on(work: Coroutine[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    """Wait for what the coroutine waits for, and hand it what comes, until it ends."""
    try:
        while True:
            try:
                come = yield awaited
            except BaseException as error:
                awaited = work.throw(error)
            else:
                awaited = work.send(come)
    except StopIteration:
        return
