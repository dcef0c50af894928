"""Who hears of a campaign, and what follows from it. In a worker; each handler may run twice.

Whom an invitation or a reminder reaches is found here and stands in no event: no log lists who has not answered.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.urls import reverse

from activity.actions.notifications import notify
from competencies.events import FiguresPublished
from core.events import subscribe
from learning.actions import campaign_dates, campaign_figures
from learning.enums import CampaignState
from learning.events import CampaignClosed, CampaignGrew, CampaignOpened, CampaignRemindersDue, RunDeleted
from learning.models import Campaign
from people.models import Person

Taken = Callable[[Campaign], list[int]]


def _tell(kind: str, key: str, campaign_id: int, take: Taken, at: dt.datetime) -> None:
    campaign = Campaign.objects.filter(pk=campaign_id, state=CampaignState.OPEN).first()
    if campaign is None:
        return
    people = take(campaign)
    notify(
        kind=f"learning.{kind}", event_key=f"campaign:{campaign.pk}:{key}", recipients=[(pk, "invited") for pk in people],
        actor=None, target=campaign, audience_id=None, url=reverse("learning:campaign-invitation", args=[campaign.pk]),
        data={"title": campaign.name_fr, "title_en": campaign.name_en, "closes_on": campaign.closes_on.isoformat()}, at=at,
    )  # fmt: skip


@subscribe(CampaignOpened)
@subscribe(CampaignGrew)
def invite(event: CampaignOpened | CampaignGrew) -> None:
    take = partial(campaign_dates.take_invited, at=event.at)
    _tell("campaign_invited", "invited", event.campaign_id, take, event.at)


@subscribe(CampaignRemindersDue)
def remind(event: CampaignRemindersDue) -> None:
    take = partial(campaign_dates.take_reminded, number=event.number, at=event.at)
    _tell("campaign_reminder", f"reminder:{event.number}", event.campaign_id, take, event.at)


@subscribe(CampaignClosed)
def ask_for_figures(event: CampaignClosed) -> None:
    campaign_figures.ask_for_figures(campaign_id=event.campaign_id, at=event.at)


@subscribe(FiguresPublished)
def note_published(event: FiguresPublished) -> None:
    kind, _colon, number = event.occasion.partition(":")
    if kind == "campaign" and number.isdigit():
        campaign_figures.note_published(campaign_id=int(number), at=event.at)


@subscribe(RunDeleted)
def remind_no_more(event: RunDeleted) -> None:
    campaign = Campaign.objects.filter(pk=event.campaign_id).first() if event.campaign_id else None
    person = Person.objects.filter(pk=event.person_id).first()
    if campaign is not None and person is not None:
        campaign_dates.remind_no_more(person=person, campaign=campaign)
