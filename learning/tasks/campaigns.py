"""Recurring work on campaigns and on the figures of needs."""

from celery import shared_task
from django.utils import timezone

from learning.actions import campaign_dates, campaign_figures
from learning.actions.standing_figures import ask_for_standing_figures


@shared_task(name="learning.look_after_campaigns")
def look_after_campaigns() -> dict[str, int]:
    """Open, close, follow populations, remind, ask for the figures of what is over; running it twice does nothing more."""
    now = timezone.now()
    done = campaign_dates.look_after_campaigns(at=now)
    for pk in campaign_figures.waiting(at=now):
        campaign_figures.ask_for_figures(campaign_id=pk, at=now)
    return done


@shared_task(name="learning.ask_for_standing_figures")
def ask_for_standing() -> bool:
    """Nightly: figures outside campaigns, once ten people have changed; running it twice does nothing more."""
    return ask_for_standing_figures(at=timezone.now()) is not None
