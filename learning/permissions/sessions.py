"""Who runs a session, who organises one, who sets quotas."""

from django.db.models import Q

from learning.models import Course, Session
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide


def trains(person: Person | None, course: Course) -> bool:
    return person is not None and person.is_active and course.trainers.filter(pk=person.pk).exists()


def can_run(person: Person | None, session: Session) -> bool:
    """The trainers of the session and of its course: lists, needs, attendance, messages. Asked once per instance."""
    if person is None or not person.is_active:
        return False
    known: dict[int, bool] = session.__dict__.setdefault("_run_by", {})
    if person.pk not in known:
        mine = Session.objects.filter(Q(trainers=person) | Q(course__trainers=person), pk=session.pk)
        known[person.pk] = mine.exists()
    return known[person.pk]


def can_organise(person: Person | None, course: Course) -> bool:
    """Plan sessions of the course: its trainers, and the strategic team."""
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or trains(person, course)


def can_change(person: Person | None, session: Session) -> bool:
    """Change, confirm or cancel it: who runs it, and the strategic team."""
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or can_run(person, session)


def can_set_quota(person: Person | None, organisation_id: int) -> bool:
    """The strategic team for every ministry, a sectoral lead for the own one."""
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or holds(person, RoleKind.SECTORAL_LEAD, organisation_id)


def sets_some_quotas(person: Person | None) -> bool:
    return holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or holds(person, RoleKind.SECTORAL_LEAD)


def is_trainer(person: Person | None) -> bool:
    """Holds the role of trainer somewhere: the desk stands among the sections, also before the first session."""
    return holds(person, RoleKind.TRAINER)
