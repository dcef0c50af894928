"""What a member may do in learning: pure predicates, asked by pages and again by actions."""

import datetime as dt

from competencies.queries.estimates import PURPOSE
from learning.models import Campaign
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide
from people.queries.consents import has_consent


def can_read_own_results(person: Person | None) -> bool:
    """Whether the person keeps the diagnostic switched on: off, its pages rest and nothing is shown or shared."""
    return has_consent(person, PURPOSE)


def can_receive_sheets(person: Person | None, on: dt.date) -> bool:
    """Talk sheets may be shown to anybody, the line of management first, but not to who recruits: a diagnostic never feeds
    hiring."""
    return person is not None and person.is_active and not holds(person, RoleKind.RECRUITER, on=on)


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
