"""Who may read results and receive talk sheets."""

import datetime as dt

from competencies.queries.estimates import PURPOSE
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds
from people.queries.consents import has_consent


def can_read_own_results(person: Person | None) -> bool:
    """Whether the person keeps the diagnostic switched on: off, its pages rest and nothing is shown or shared."""
    return has_consent(person, PURPOSE)


def can_receive_sheets(person: Person | None, on: dt.date) -> bool:
    """Talk sheets may be shown to anybody, the line of management first, but not to who recruits: a diagnostic never feeds
    hiring."""
    return person is not None and person.is_active and not holds(person, RoleKind.RECRUITER, on=on)
