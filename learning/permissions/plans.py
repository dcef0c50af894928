"""Who may be shown a development plan, and what may be done with one."""

import datetime as dt

from job_profiles.permissions import owns_profiles
from learning.enums import PlanState
from learning.models import Plan
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds


def can_receive_plans(person: Person | None, on: dt.date) -> bool:
    """Anybody, the line of management too, but not who recruits: a plan never feeds hiring."""
    return person is not None and person.is_active and not holds(person, RoleKind.RECRUITER, on=on)


def can_change(person: Person | None, plan: Plan) -> bool:
    """One's own, while it is under way."""
    return person is not None and person.is_active and plan.person_id == person.pk and plan.state == PlanState.ACTIVE


def can_edit_templates(person: Person | None) -> bool:
    """Who owns profiles, and the strategic team."""
    return owns_profiles(person) or holds(person, RoleKind.STRATEGIC_TEAM)
