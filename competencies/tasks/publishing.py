"""Figures computed and published, outside of any request."""

import datetime as dt

import structlog
from celery import current_app, shared_task
from django.utils import timezone

from competencies.actions import publishing
from competencies.queries.publishing import left_computing

LEFT_BEHIND = dt.timedelta(minutes=5)
log = structlog.get_logger(__name__)


@shared_task(name="competencies.compute_snapshot", time_limit=1800)
def compute_snapshot(snapshot_id: int) -> None:
    """One snapshot. Run again, it begins anew, unless another worker is at it or it is published."""
    publishing.compute_snapshot(snapshot_id=snapshot_id, at=timezone.now())


@shared_task(name="competencies.resume_snapshots")
def resume_snapshots() -> int:
    """What a killed worker or an unreachable queue left, handed out again; returns how many."""
    left = left_computing(before=timezone.now() - LEFT_BEHIND)
    for pk in left:
        current_app.send_task("competencies.compute_snapshot", args=(pk,), retry=False)
    return len(left)
