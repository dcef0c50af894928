"""Wagtail's own background tasks (search indexing, link maintenance) handed to Celery after the commit."""

import functools
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus


class CeleryBackend(BaseTaskBackend):
    """Enqueues on commit; results are not kept: nobody asks for them."""

    supports_defer = False
    supports_async_task = False
    supports_get_result = False

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        transaction.on_commit(
            functools.partial(
                current_app.send_task, "core.run_background_task", (task.module_path, list(args), dict(kwargs))
            ),
            robust=True,
        )
        return TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
