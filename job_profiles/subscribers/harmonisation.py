"""Imports and comparisons handed to the workers."""

from functools import partial

from celery import current_app
from django.db import transaction

from core.events import subscribe
from job_profiles.events import ComparisonAsked, ImportAsked


@subscribe(ImportAsked)
def read_files(event: ImportAsked) -> None:
    """One task a file: short ones, of which a killed worker loses one."""
    for file_id in event.file_ids:
        send = partial(current_app.send_task, "job_profiles.read_file", args=(file_id,), retry=False)
        transaction.on_commit(send, robust=True)


@subscribe(ComparisonAsked)
def compare(event: ComparisonAsked) -> None:
    send = partial(current_app.send_task, "job_profiles.compare_descriptions", args=(event.run_id,), retry=False)
    transaction.on_commit(send, robust=True)
