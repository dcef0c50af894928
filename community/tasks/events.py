"""Recurring work on events."""

from celery import shared_task
from django.utils import timezone

from community.actions import reminders


@shared_task(name="community.remind_of_events")
def remind_of_events() -> int:
    """Reminders that are due; running it twice announces nothing more."""
    return reminders.remind_of_events(at=timezone.now())
