"""Recurring work on campaigns."""

from celery import shared_task
from django.utils import timezone

from learning.actions import campaign_dates, campaign_figures


@shared_task(name="learning.look_after_campaigns")
def look_after_campaigns() -> dict[str, int]:
    """Open, close, follow populations, remind, ask for the figures of what is over; running it twice does nothing more."""
    now = timezone.now()
    done = campaign_dates.look_after_campaigns(at=now)
    for pk in campaign_figures.waiting(at=now):
        campaign_figures.ask_for_figures(campaign_id=pk, at=now)
    return done
