"""Recurring work on development plans."""

from celery import shared_task
from django.utils import timezone

from learning.actions import plan_dates


@shared_task(name="learning.look_after_plans")
def look_after_plans() -> dict[str, int]:
    """Every morning: reviews that come near, steps that are late; running it twice tells nothing more."""
    return plan_dates.look_after_plans(at=timezone.now())
