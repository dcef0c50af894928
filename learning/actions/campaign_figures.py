"""The figures of a campaign: asked of the one publisher once it is over, published once."""

import datetime as dt

from django.db import transaction

from competencies.actions.publishing import take_snapshot
from competencies.models import Snapshot
from core.outbox import publish
from job_profiles.queries.profiles import asked_by_profile
from learning.enums import CampaignState
from learning.events import CampaignFiguresPublished
from learning.models import Campaign


def waiting(*, at: dt.datetime) -> list[int]:
    """Campaigns that are over and whose figures nobody has asked for, or has noted as published."""
    closed = Campaign.objects.filter(state=CampaignState.CLOSED).order_by("pk")
    asked = {campaign.pk: _snapshot_of(campaign) for campaign in closed}
    return [pk for pk, snapshot in asked.items() if snapshot is None or snapshot.is_published]


@transaction.atomic
def ask_for_figures(*, campaign_id: int, at: dt.datetime) -> bool:
    """Ask the publisher for the one snapshot of the campaign; a worker computes it. Again: nothing more."""
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=campaign_id)
    if campaign.state != CampaignState.CLOSED:
        return False
    if (known := _snapshot_of(campaign)) is not None:
        return note_published(campaign_id=campaign.pk, at=at) if known.is_published else False
    asked = take_snapshot(
        occasion=campaign.key, label_fr=campaign.name_fr, label_en=campaign.name_en, organisation=campaign.organisation,
        asked=asked_by_profile(campaign.versions.all()), at=at,
    )  # fmt: skip
    return asked is not None


@transaction.atomic
def note_published(*, campaign_id: int, at: dt.datetime) -> bool:
    """Its figures stand. Again: nothing more."""
    campaign = Campaign.objects.select_for_update().filter(pk=campaign_id, state=CampaignState.CLOSED).first()
    if campaign is None:
        return False
    campaign.state = CampaignState.PUBLISHED
    campaign.save(update_fields=["state"])
    publish(CampaignFiguresPublished(campaign_id=campaign.pk, at=at))
    return True


def _snapshot_of(campaign: Campaign) -> Snapshot | None:
    return Snapshot.objects.filter(occasion=campaign.key).order_by("-pk").first()
