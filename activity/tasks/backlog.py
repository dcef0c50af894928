"""The watch over what waits too long."""

import structlog
from celery import shared_task
from django.utils import timezone

from activity.actions.backlog import raise_alarm
from activity.queries.backlog import backlog

log = structlog.get_logger(__name__)


@shared_task(name="activity.watch_backlog")
def watch_backlog() -> bool:
    """Every minute: a line in the log while something is late, and a notice to administrators, at most one an hour."""
    at = timezone.now()
    state = backlog(at)
    if state.late:
        log.error(
            "backlog_late",
            mails_seconds=int(state.mails.total_seconds()),
            outbox_seconds=int(state.outbox.total_seconds()),
        )
        raise_alarm(state=state, at=at)
    return state.late
