"""What a member may do with the ledger and the topics."""

from competencies.models import Evidence
from competencies.models.publishing import organisations_read_by
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds_network_wide


def can_tidy_topics(person: Person | None) -> bool:
    """Merge and rename topics: administrators and facilitators of the whole network."""
    return any(holds_network_wide(person, role) for role in (RoleKind.ADMINISTRATOR, RoleKind.FACILITATOR))


def can_change_evidence(person: Person | None, evidence: Evidence) -> bool:
    """One's own rows, and nobody else's; not even an administrator's."""
    return person is not None and person.is_active and evidence.person_id == person.pk


def can_read_figures(person: Person | None) -> bool:
    """Published figures: the strategic team and sectoral leads. Nobody else, HR, recruiters and line managers included."""
    if person is None or not person.is_active:
        return False
    led = organisations_read_by(person)
    return led is None or bool(led)


def can_publish_figures(person: Person | None, organisation_id: int | None) -> bool:
    """Ask for a snapshot: the strategic team for the government, a sectoral lead for the own organisation."""
    if person is None or not person.is_active:
        return False
    led = organisations_read_by(person)
    return led is None or (organisation_id is not None and organisation_id in led)
