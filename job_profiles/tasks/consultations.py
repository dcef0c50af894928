"""Recurring work on consultations and versions."""

from celery import shared_task
from django.utils import timezone

from job_profiles.actions import consultations, decisions


@shared_task(name="job_profiles.look_after_rounds")
def look_after_rounds() -> list[int]:
    """Close what is over, remind of what closes soon; running it twice does nothing more."""
    return list(consultations.look_after_rounds(at=timezone.now()))


@shared_task(name="job_profiles.put_in_force")
def put_in_force() -> int:
    """Approved versions whose day has come."""
    return decisions.put_due_in_force(at=timezone.now())
