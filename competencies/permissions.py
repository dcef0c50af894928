"""What a member may do with the ledger and the topics."""

from competencies.models import Evidence
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds_network_wide


def can_tidy_topics(person: Person | None) -> bool:
    """Merge and rename topics: administrators and facilitators of the whole network."""
    return any(holds_network_wide(person, role) for role in (RoleKind.ADMINISTRATOR, RoleKind.FACILITATOR))


def can_change_evidence(person: Person | None, evidence: Evidence) -> bool:
    """One's own rows, and nobody else's; not even an administrator's."""
    return person is not None and person.is_active and evidence.person_id == person.pk
