"""Recurring work on campaigns, and the publication of what was learnt in one."""

from celery import current_app, shared_task
from django.utils import timezone

from learning.actions import campaign_dates, campaign_figures


@shared_task(name="learning.look_after_campaigns")
def look_after_campaigns() -> dict[str, int]:
    """Open, close, follow populations, remind; hand publications that a killed worker left to another. Running it twice
    does nothing more."""
    now = timezone.now()
    done = campaign_dates.look_after_campaigns(at=now)
    for pk in campaign_figures.unpublished(at=now):
        current_app.send_task("learning.publish_campaign", args=(pk,), retry=False)
    return done


@shared_task(name="learning.publish_campaign", time_limit=900, soft_time_limit=870)
def publish_campaign(campaign_id: int) -> bool:
    """Figures of a campaign that is over. Run again, it does nothing more."""
    return campaign_figures.publish_campaign(campaign_id=campaign_id, at=timezone.now())
