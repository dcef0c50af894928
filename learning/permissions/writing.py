"""Who writes a self-paced course, publishes it, reviews its open answers."""

from django.db.models import QuerySet

from learning.models import Course, CourseWriting
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide


def writes_some_course(person: Person | None) -> bool:
    """Trainers and the strategic team: the door of /cms/ for courses."""
    return holds(person, RoleKind.TRAINER) or holds_network_wide(person, RoleKind.STRATEGIC_TEAM)


def writes_every_course(person: Person | None) -> bool:
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM)


def may_write(person: Person | None, course: Course) -> bool:
    """The trainers of that course, as long as they hold the role, and the strategic team."""
    if person is None or not writes_some_course(person):
        return False
    return writes_every_course(person) or course.trainers.filter(pk=person.pk).exists()


def courses_written_by(person: Person | None) -> QuerySet[CourseWriting]:
    """What may_write says, of all."""
    if person is None or not writes_some_course(person):
        return CourseWriting.objects.none()
    if writes_every_course(person):
        return CourseWriting.objects.all()
    return CourseWriting.objects.filter(course__trainers=person)
