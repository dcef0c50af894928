"""What a campaign gives to the one publisher of figures, and when its figures are published."""

import datetime as dt

from learning.enums import CampaignState
from learning.models import Campaign

LEFT_BEHIND = dt.timedelta(minutes=20)


def unpublished(*, at: dt.datetime) -> list[int]:
    """Campaigns that closed a while ago and of which no figure was published yet."""
    rows = Campaign.objects.filter(state=CampaignState.CLOSED, closed_at__lt=at - LEFT_BEHIND)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def publish_campaign(*, campaign_id: int, at: dt.datetime) -> bool:
    """Hand what was counted to the publisher; True when figures stand."""
    return False
