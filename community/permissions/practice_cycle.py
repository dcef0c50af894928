"""Who may declare a reuse, find a sheet useful, say that it still holds."""

from community.enums import MembershipRole, PracticeState
from community.models import PracticeAuthor, PracticePage
from community.permissions.spaces import role_in
from people.models import Person


def is_author(person: Person | None, page: PracticePage) -> bool:
    """Owner, writer or credited from the thread: whose own sheet it is."""
    if person is None:
        return False
    return page.person_owner_id == person.pk or PracticeAuthor.objects.filter(page=page.pk, person=person).exists()


def at_home(person: Person, page: PracticePage) -> bool:
    """The person's ministry, by employment or by assignment, is the sheet's."""
    home = page.organisation_id
    return home is not None and home in (person.organisation_id, person.assignment_id)


def can_declare_reuse(person: Person | None, page: PracticePage) -> bool:
    """Readers of another organisation who did not write it, while the sheet is published."""
    if person is None or not person.is_active or page.state != PracticeState.PUBLISHED:
        return False
    return not at_home(person, page) and not is_author(person, page)


def can_mark_useful(person: Person | None, page: PracticePage) -> bool:
    """Every reader, but not on one's own sheet; an archived one keeps the marks that it has."""
    if person is None or not person.is_active or page.state != PracticeState.PUBLISHED:
        return False
    return not is_author(person, page)


def can_keep_alive(person: Person | None, page: PracticePage) -> bool:
    """Confirm or archive: the owner while a member of the network, and the facilitators of the space."""
    if person is None or not person.is_active:
        return False
    return page.person_owner_id == person.pk or role_in(person, page.space_id) == MembershipRole.FACILITATOR
