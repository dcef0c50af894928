"""Who may do what with a practice sheet; who sees it is a queryset (queries/practices.py)."""

from community.enums import PracticeState, ReviewVerdict
from community.models import PracticeAuthor, PracticePage, PracticeReview, Space
from community.models.practice_reviews import may_review
from community.permissions.spaces import can_post, can_read, is_facilitator
from people.models import Person


def can_draft_practice(person: Person | None, space: Space) -> bool:
    """Begin a sheet: members, while the space lives."""
    return can_post(person, space)


def wrote_practice(person: Person | None, page: PracticePage) -> bool:
    """Its owner and its authors; who is only credited for a reply did not write it. One query per instance of the sheet."""
    if person is None or not person.is_active:
        return False
    if page.person_owner_id == person.pk:
        return True
    kept: set[int] | None = page.__dict__.get("_writers")
    if kept is None:
        kept = set(PracticeAuthor.objects.filter(page=page.pk, credited=False).values_list("person_id", flat=True))
        page.__dict__["_writers"] = kept
    return person.pk in kept


def can_edit_practice(person: Person | None, page: PracticePage) -> bool:
    """Write in it: owner, authors and facilitators, as long as they read the space; never in an archive."""
    if page.state == PracticeState.ARCHIVED:
        return False
    return _tends(person, page)


def can_submit_practice(person: Person | None, page: PracticePage) -> bool:
    """Ask peers to read it, or take the request back."""
    return can_edit_practice(person, page)


def can_review_practice(person: Person | None, page: PracticePage) -> bool:
    """Approve it or ask for changes: see `may_review`."""
    return page.space.archived_at is None and can_read(person, page.space) and may_review(person, page)


def can_read_remarks(person: Person | None, page: PracticePage) -> bool:
    """What peers said before each publication: who writes the sheet, facilitates its space or was one of them."""
    if person is None or not can_read(person, page.space):
        return False
    if wrote_practice(person, page) or is_facilitator(person, page.space):
        return True
    return PracticeReview.objects.filter(page=page.pk, reviewer=person).exclude(verdict=ReviewVerdict.WITHDRAWN).exists()


def can_archive_practice(person: Person | None, page: PracticePage) -> bool:
    """Say that it no longer applies, or that it does again: owner, authors, facilitators."""
    return page.live and _tends(person, page)


def can_delete_practice(person: Person | None, page: PracticePage) -> bool:
    """Throw a draft away that no reader ever saw."""
    return not page.live and _tends(person, page)


def can_ask_about_practice(person: Person | None, page: PracticePage) -> bool:
    """Open a thread about it, in its space."""
    return page.live and can_post(person, page.space)


def _tends(person: Person | None, page: PracticePage) -> bool:
    if page.space.archived_at is not None or not can_read(person, page.space):
        return False
    return wrote_practice(person, page) or is_facilitator(person, page.space)
