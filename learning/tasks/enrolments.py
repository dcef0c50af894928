"""Recurring work on seats and sessions."""

from celery import shared_task
from django.utils import timezone

from learning.actions import session_dates


@shared_task(name="learning.look_after_seats")
def look_after_seats() -> dict[str, int]:
    """Offers that lapse, seats that go on; running it twice does nothing more."""
    return session_dates.look_after_seats(at=timezone.now())


@shared_task(name="learning.look_after_sessions")
def look_after_sessions() -> dict[str, int]:
    """Decide, remind, end; running it twice does nothing more."""
    return session_dates.look_after_sessions(at=timezone.now())
