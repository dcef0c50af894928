"""Recurring work on practice sheets."""

from celery import shared_task
from django.utils import timezone

from community.actions import practice_cycle


@shared_task(name="community.review_practices")
def review_practices() -> dict[str, int]:
    """Warn, remind, archive; running it twice does nothing more."""
    return practice_cycle.advance_all(at=timezone.now())
