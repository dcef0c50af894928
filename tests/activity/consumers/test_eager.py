"""A coroutine begun at once ends at once, or goes on as a task."""

import asyncio

import pytest

from activity.consumers.eager import begin


def test_what_need_not_wait_is_done_at_once():
    done = []

    async def story():
        async def work():
            done.append(1)

        assert begin(work()) is None
        assert done == [1]

    asyncio.run(story())


def test_what_waits_goes_on_as_a_task():
    done = []

    async def story():
        gate = asyncio.Event()

        async def work():
            done.append("avant")
            await gate.wait()
            await asyncio.sleep(0.01)
            done.append("après")

        task = begin(work())
        assert task is not None
        assert done == ["avant"]
        gate.set()
        await task
        assert done == ["avant", "après"]

    asyncio.run(story())


def test_a_cancelled_one_may_tidy_up():
    done = []

    async def story():
        async def work():
            try:
                await asyncio.Event().wait()
            finally:
                done.append("rangé")

        task = begin(work())
        assert task is not None
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert done == ["rangé"]

    asyncio.run(story())


def test_an_error_at_once_is_logged_and_harms_nobody():
    async def story():
        async def work():
            raise ConnectionError

        assert begin(work()) is None

    asyncio.run(story())


def test_an_error_later_is_the_tasks():
    async def story():
        async def work():
            await asyncio.sleep(0)
            raise ConnectionError

        task = begin(work())
        assert task is not None
        with pytest.raises(ConnectionError):
            await task

    asyncio.run(story())
