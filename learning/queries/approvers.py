"""Of whom a request for a seat is asked: what the course says, or the next one where there is nobody."""

import datetime as dt
from dataclasses import dataclass

from learning.enums import ApprovalBy, AskedOf
from learning.models import Course, Enrolment
from people.enums import RoleKind
from people.models import Organisation, Person, RoleHeld
from people.models.persons import PersonQuerySet
from people.queries.reporting import manager_of
from people.queries.roles import holders


@dataclass(frozen=True)
class Asked:
    """`of`: who decides; `manager`: the person, where it is the manager; `instead`: it is not whom the course names."""

    of: AskedOf
    manager: Person | None = None
    instead: bool = False


def leads_of(organisation: Organisation, on: dt.date, *, but: int) -> PersonQuerySet:
    """Sectoral leads of that organisation other than this person."""
    return holders(RoleKind.SECTORAL_LEAD, on, organisation).exclude(pk=but)


def team(on: dt.date, *, but: int) -> PersonQuerySet:
    """The strategic team of the network, without this person."""
    held = RoleHeld.objects.filter(role=RoleKind.STRATEGIC_TEAM, organisation=None).on(on)
    return Person.objects.active().filter(pk__in=held.values("person")).exclude(pk=but)


def asked_for(course: Course, person: Person, organisation: Organisation, on: dt.date) -> Asked | None:
    """None where the course asks nobody. A manager who left, or nobody above: the sectoral lead, else the strategic team."""
    if course.approval == ApprovalBy.NOBODY:
        return None
    by_manager = course.approval == ApprovalBy.MANAGER
    if by_manager:
        manager = manager_of(person, on)
        if manager is not None and manager.is_active:
            return Asked(AskedOf.MANAGER, manager)
    if leads_of(organisation, on, but=person.pk).exists():
        return Asked(AskedOf.LEAD, instead=by_manager)
    return Asked(AskedOf.TEAM, instead=True)


def deciders(enrolment: Enrolment, on: dt.date) -> PersonQuerySet:
    """Active members who may decide on this request."""
    if enrolment.asked_of == AskedOf.MANAGER:
        return Person.objects.active().filter(pk__in=[enrolment.approver_id or 0])
    if enrolment.asked_of == AskedOf.LEAD:
        return leads_of(enrolment.organisation, on, but=enrolment.person_id)
    return team(on, but=enrolment.person_id)
