"""Campaigns: what happened to them, never who took part."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class CampaignEvent(Event):
    campaign_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class CampaignOpened(CampaignEvent):
    """Its population is written: it is invited now."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class CampaignGrew(CampaignEvent):
    """Somebody came into the population: whoever was not invited yet is."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class CampaignRemindersDue(CampaignEvent):
    """Whom it concerns is found when the mails are written, and stands in no log."""

    number: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class CampaignClosed(CampaignEvent):
    """The last day is over, or the campaign was ended before it: its figures may be published."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class CampaignFiguresPublished(CampaignEvent):
    pass
