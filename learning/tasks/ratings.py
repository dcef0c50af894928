"""Recurring work on invited ratings."""

from celery import shared_task
from django.utils import timezone

from learning.actions import rating_dates


@shared_task(name="learning.look_after_ratings")
def look_after_ratings() -> list[int]:
    """Remind raters, end what is past; running it twice does nothing more."""
    return list(rating_dates.look_after_requests(at=timezone.now()))
