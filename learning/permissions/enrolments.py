"""Who decides on a request for a seat."""

from learning.enums import AskedOf
from learning.models import Enrolment
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide


def can_decide(person: Person | None, enrolment: Enrolment) -> bool:
    """Whom the request was asked of; nobody decides on one's own."""
    if person is None or not person.is_active or person.pk == enrolment.person_id:
        return False
    if enrolment.asked_of == AskedOf.MANAGER:
        return enrolment.approver_id == person.pk
    if enrolment.asked_of == AskedOf.LEAD:
        return holds(person, RoleKind.SECTORAL_LEAD, enrolment.organisation_id)
    return enrolment.asked_of == AskedOf.TEAM and holds_network_wide(person, RoleKind.STRATEGIC_TEAM)


def decides_on_seats(person: Person | None) -> bool:
    """Sectoral leads and the strategic team: requests come to them often. Managers find theirs on « Mes inscriptions »."""
    return holds(person, RoleKind.SECTORAL_LEAD) or holds_network_wide(person, RoleKind.STRATEGIC_TEAM)
