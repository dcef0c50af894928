"""Who may do what with an event; whether one sees it is `Event.objects.visible_to`."""

from community.enums import EventState
from community.models import Event, Space
from community.permissions.spaces import can_post, can_read, is_facilitator
from people.models import Person


def can_organise(person: Person | None, space: Space) -> bool:
    """Propose an event: members, while the space lives."""
    return can_post(person, space)


def can_manage_event(person: Person | None, event: Event) -> bool:
    """Edit, publish, cancel, answer requests, mark who came: the organiser as long as they read the space, and
    facilitators; never in an archive."""
    if event.space.archived_at is not None or not can_read(person, event.space):
        return False
    return (person is not None and event.organiser_id == person.pk) or is_facilitator(person, event.space)


def can_register(person: Person | None, event: Event) -> bool:
    """Take a place: every reader of the space, while it lives and the event stands. The dates are the action's."""
    return can_read(person, event.space) and event.space.archived_at is None and event.state == EventState.PUBLISHED


def can_see_participants(person: Person | None, event: Event, *, confirmed: bool) -> bool:
    """Read the names of who comes: who comes too, and who manages. Others read a number."""
    return can_manage_event(person, event) or (confirmed and can_read(person, event.space))


def can_open_questions(person: Person | None, event: Event) -> bool:
    """Open the thread of questions after the event: members, while the space lives."""
    return can_post(person, event.space) and event.state == EventState.PUBLISHED
