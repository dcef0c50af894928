"""What workers and beat run for the toolbox."""

from celery import shared_task
from django.utils import timezone

from core import outbox


@shared_task(name="core.deliver", bind=True, max_retries=None)
def deliver(self: object, row_id: int) -> None:
    """Work off one outbox row; a failed handler is tried again by the sweeper when it is due."""
    outbox.work_off(row_id, at=timezone.now())


@shared_task(name="core.sweep_outbox")
def sweep_outbox() -> int:
    """Take what a killed worker or an unreachable queue left."""
    return outbox.work_off_all(at=timezone.now())


@shared_task(name="core.prune_outbox")
def prune_outbox() -> int:
    return outbox.prune(at=timezone.now())


@shared_task(name="core.run_background_task")
def run_background_task(module_path: str, args: list[object], kwargs: dict[str, object]) -> None:
    """Run a function declared with Wagtail's task decorator (see core.task_backend)."""
    from django.utils.module_loading import import_string

    import_string(module_path).func(*args, **kwargs)
