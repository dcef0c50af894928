"""Who writes courses: who gives them, and the strategic team."""

from learning.models import Course
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide


def keeps_catalogue(person: Person | None) -> bool:
    """The strategic team keeps every course."""
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM)


def may_write_courses(person: Person | None) -> bool:
    """Trainers, the strategic team."""
    return holds(person, RoleKind.TRAINER) or keeps_catalogue(person)


def can_edit_course(person: Person | None, course: Course) -> bool:
    """Its trainers while they hold the role, and the strategic team."""
    if keeps_catalogue(person):
        return True
    if person is None or not holds(person, RoleKind.TRAINER):
        return False
    return any(one.pk == person.pk for one in course.trainers.all())


def can_read_demand(person: Person | None) -> bool:
    """What is wished for, in numbers: who decides what is given, and who gives it."""
    return may_write_courses(person) or holds(person, RoleKind.SECTORAL_LEAD)
