"""Who makes intervention plans. HR, recruiters, line managers and members: nobody of them reads or writes one."""

from competencies.models.publishing import organisations_read_by
from learning.models import Intervention
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide


def reads_interventions(person: Person | None) -> bool:
    """The strategic team, sectoral leads."""
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or holds(person, RoleKind.SECTORAL_LEAD)


def reads_every_intervention(person: Person | None) -> bool:
    """The strategic team: it adds the plans of ministries up."""
    return person is not None and reads_interventions(person) and organisations_read_by(person) is None


def may_plan_for(person: Person | None, organisation_id: int | None) -> bool:
    """The strategic team for everybody and for the government (None); a sectoral lead for the own organisation."""
    if holds_network_wide(person, RoleKind.STRATEGIC_TEAM):
        return True
    return organisation_id is not None and holds(person, RoleKind.SECTORAL_LEAD, organisation_id)


def leads_strategy(person: Person | None) -> bool:
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM)


def leads_ministry(person: Person | None) -> bool:
    """A sectoral lead, whose page is that of a ministry; the strategic team has its own."""
    return holds(person, RoleKind.SECTORAL_LEAD)


def can_plan(person: Person | None, plan: Intervention) -> bool:
    return may_plan_for(person, plan.organisation_id)
