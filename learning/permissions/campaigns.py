"""Who leads campaigns."""

from learning.models import Campaign
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide


def leads_some_campaigns(person: Person | None) -> bool:
    """The strategic team, sectoral leads. Nobody else: HR, recruiters and line managers neither."""
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or holds(person, RoleKind.SECTORAL_LEAD)


def may_lead_for(person: Person | None, organisation_id: int | None) -> bool:
    """The strategic team for the government (None); a sectoral lead for the own organisation."""
    if organisation_id is None:
        return holds_network_wide(person, RoleKind.STRATEGIC_TEAM)
    return holds(person, RoleKind.SECTORAL_LEAD, organisation_id)


def can_lead(person: Person | None, campaign: Campaign) -> bool:
    return may_lead_for(person, campaign.organisation_id)
