"""Who may declare a reuse, find a sheet useful, say that it still holds."""

from community.enums import PracticeState
from community.models import PracticePage
from community.permissions.practices import can_archive_practice, wrote_practice
from people.models import Person


def at_home(person: Person, page: PracticePage) -> bool:
    """Where the person works today is the sheet's organisation: who is on loan elsewhere speaks for that place."""
    return page.organisation_id is not None and page.organisation_id == (person.assignment_id or person.organisation_id)


def can_declare_reuse(person: Person | None, page: PracticePage) -> bool:
    """Readers of another organisation who did not write it, while the sheet is published."""
    if person is None or not can_mark_useful(person, page):
        return False
    return not at_home(person, page)


def can_mark_useful(person: Person | None, page: PracticePage) -> bool:
    """Every reader, but not on one's own sheet; an archived one keeps the marks that it has."""
    if person is None or not person.is_active or page.state != PracticeState.PUBLISHED:
        return False
    return not wrote_practice(person, page)


def can_keep_alive(person: Person | None, page: PracticePage) -> bool:
    """Say that it still holds: whoever may archive it (owner, authors, facilitators)."""
    return page.state == PracticeState.PUBLISHED and can_archive_practice(person, page)
