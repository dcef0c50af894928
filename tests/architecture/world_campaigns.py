"""Two campaigns of Farid's ministry, one in preparation and one that is open and invites Amina; one of the government."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from learning.actions import campaigns
from learning.actions.campaign_dates import open_campaign
from learning.models import Campaign

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Campaigns:
    draft: Campaign
    open: Campaign
    government: Campaign


def tell_campaigns(world: "World") -> Campaigns:
    """The ministry is too small for a real opening: it is opened past that check."""
    farid, gisele = world.cast.farid, world.cast.gisele
    draft, running = (_made(world, farid, farid.organisation) for _ in range(2))
    open_campaign(running, at=world.at)
    return Campaigns(draft, running, _made(world, gisele, None))


def _made(world: "World", by: Any, organisation: Any) -> Campaign:
    today = timezone.localdate()
    plan = campaigns.Plan(
        name_fr="Une campagne", invitation_fr="Venez.", opens_on=today, closes_on=today + dt.timedelta(days=28)
    )
    return campaigns.create_campaign(by=by, organisation=organisation, plan=plan, at=world.at)


def form(world: "World", me: Any) -> dict[str, Any]:
    """Two weeks, and the scope that a disabled field leaves as it is."""
    today = timezone.localdate()
    return {
        "scope": world.cast.farid.organisation_id if me == world.cast.farid else "gouvernement", "name_fr": "Autre nom",
        "invitation_fr": "Venez.", "edit": 0, "opens_on": today.isoformat(),
        "closes_on": (today + dt.timedelta(days=14)).isoformat(),
    }  # fmt: skip


def later(world: "World", me: Any) -> dict[str, str]:
    return {"closes_on": (timezone.localdate() + dt.timedelta(days=60)).isoformat()}
