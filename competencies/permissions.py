"""What a member may do with the ledger and the topics."""

import datetime as dt

from competencies.models import Evidence
from competencies.models.publishing import organisations_read_by
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide

# Aggregates only (leads, strategic team), nothing at all (recruiters): no member can open a level to them.
NEVER_LEVELS = (RoleKind.RECRUITER, RoleKind.SECTORAL_LEAD, RoleKind.STRATEGIC_TEAM)


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


def can_receive_levels(person: Person | None, on: dt.date) -> bool:
    """Whether other members may share measured levels with this one at all. The line of management is another matter."""
    return person is not None and person.is_active and not any(holds(person, role, on=on) for role in NEVER_LEVELS)
