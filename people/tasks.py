"""What workers and beat run for people."""

from celery import shared_task
from django.utils import timezone

from people.actions import retention
from people.actions.roles import align_everybody


@shared_task(name="people.run_retention")
def run_retention() -> dict[str, int]:
    """Apply the retention rules of every app; running it twice does nothing more."""
    return {report.rule.key: report.count for report in retention.run(at=timezone.now())}


@shared_task(name="people.follow_roles")
def follow_roles() -> int:
    """Accounts of administrators follow the dates of their role; running it twice does nothing more."""
    return align_everybody(on=timezone.localdate())
