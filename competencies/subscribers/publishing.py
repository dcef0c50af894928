"""Snapshots that were asked for go to a worker."""

from functools import partial

from celery import current_app
from django.db import transaction

from competencies.events import SnapshotAsked
from core.events import subscribe


@subscribe(SnapshotAsked)
def compute_snapshot(event: SnapshotAsked) -> None:
    send = partial(current_app.send_task, "competencies.compute_snapshot", args=(event.snapshot_id,), retry=False)
    transaction.on_commit(send, robust=True)
