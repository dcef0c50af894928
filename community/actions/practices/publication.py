"""What happens when readers get a sheet, another version of it, or are told that it no longer applies."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from activity.actions import feed, notifications
from community import permissions
from community.actions.practices import files, texts
from community.actions.practices.announcing import ids_of
from community.actions.practices.drafts import default_review
from community.actions.practices.tree import locked
from community.enums import PracticeState, ReviewVerdict
from community.events import PracticeArchived, PracticePublished, PracticeWithdrawn
from community.models import PracticeAuthor, PracticePage, PracticeRelease, PracticeReview
from community.permissions import practices as may
from competencies.actions.topics import get_or_create_topics
from competencies.models import Topic
from core import outbox
from people.models import Person


@transaction.atomic
def settle(*, page: PracticePage, by: Person | None, at: dt.datetime) -> PracticePage:
    """After Wagtail made a revision live, here or in /cms/: its release, topics, line in the feed, announcement.

    Safe to run again: a revision is released once.
    """
    page = locked(page)
    if page.live_revision_id is None or PracticeRelease.objects.filter(page=page, revision=page.live_revision_id).exists():
        return page
    number = PracticeRelease.objects.filter(page=page).count() + 1
    release = PracticeRelease.objects.create(
        page=page,
        number=number,
        revision_id=page.live_revision_id,
        note=page.change_note if number > 1 else "",
        by=by,
        at=at,
    )
    page.state, page.archived_at, page.change_note = PracticeState.PUBLISHED, None, ""
    page.published_at = page.published_at or at
    page.changed_at = at if number > 1 else page.changed_at
    page.review_on = page.review_on or default_review(at)
    page.rendered = texts.rendered(page)
    kept = ("state", "archived_at", "change_note", "published_at", "changed_at", "review_on", "rendered")
    PracticePage.objects.filter(pk=page.pk).update(**{name: getattr(page, name) for name in kept})
    files.open_files(page)
    topics = get_or_create_topics(page.topic_names, at=at)
    page.topics.set(topics)
    record_line(page, topics, at=at)
    notifications.set_audience(targets=PracticePage.objects.filter(pk=page.pk), audience_id=page.audience_id)
    outbox.publish(PracticePublished(**ids_of(page, by=by), release_id=release.pk, number=number, at=at))
    return page


def record_line(page: PracticePage, topics: list[Topic], *, at: dt.datetime) -> None:
    """The sheet's line in the feed, followed by its space, owner, authors, topics and competencies."""
    authors = PracticeAuthor.objects.filter(page=page.pk, credited=False).select_related("person")
    people = {page.person_owner_id: page.person_owner} | {row.person_id: row.person for row in authors}
    feed.record_line(
        kind="practice",
        obj=page,
        container=page.space,
        actor=page.person_owner,
        sources=[page.space, *people.values(), *topics, *page.competencies.all()],
        topic_ids=[topic.pk for topic in topics],
        audience_id=page.audience_id,
        at=at,
    )


@transaction.atomic
def archive(*, by: Person | None, page: PracticePage, at: dt.datetime) -> PracticePage:
    """It no longer applies: readers still find it, marked so; nobody writes in it. `by` None: the installation itself.

    A review that waits is taken back. Raises PermissionDenied; archiving twice changes nothing.
    """
    page = locked(page)
    _check(by, page)
    if page.state != PracticeState.PUBLISHED:
        return page
    if (state := page.current_workflow_state) is not None:
        state.cancel()
    end_requests(page, at=at)
    return _set(page, PracticeState.ARCHIVED, archived_at=at, by=by, at=at)


def end_requests(page: PracticePage, *, at: dt.datetime) -> None:
    """Nobody is asked to read it any more, and no notice says so (inside the caller's transaction)."""
    waiting = PracticeReview.objects.filter(page=page.pk, verdict=ReviewVerdict.PENDING)
    for review in waiting:
        notifications.withdraw(event_key=review.request_key)
    waiting.update(verdict=ReviewVerdict.WITHDRAWN, decided_at=at)


@transaction.atomic
def reopen(*, by: Person | None, page: PracticePage, at: dt.datetime, as_before: bool = False) -> PracticePage:
    """An archived sheet applies again, to be looked at in twelve months; `as_before`: its archiving is undone, its review
    date stays. Raises PermissionDenied."""
    page = locked(page)
    _check(by, page)
    if page.state != PracticeState.ARCHIVED:
        return page
    if not as_before:
        PracticePage.objects.filter(pk=page.pk).update(review_on=default_review(at), review_warned_at=None, confirmed_at=at)
    return _set(page, PracticeState.PUBLISHED, archived_at=None, by=by, at=at)


def _check(by: Person | None, page: PracticePage) -> None:
    if by is None:
        return
    permissions.forget_roles_in_spaces(by)
    if not may.can_archive_practice(by, page):
        raise PermissionDenied(_("Seules les personnes qui tiennent cette fiche et l’animation de l’espace l’archivent."))


def _set(
    page: PracticePage, state: PracticeState, *, archived_at: dt.datetime | None, by: Person | None, at: dt.datetime
) -> PracticePage:
    PracticePage.objects.filter(pk=page.pk).update(state=state, archived_at=archived_at)
    page.state, page.archived_at = state, archived_at
    feed.forget_card(obj=page)
    archived = state == PracticeState.ARCHIVED
    outbox.publish(PracticeArchived(**ids_of(page, by=by), archived=archived, at=at))
    return page


@transaction.atomic
def take_down(*, page: PracticePage, by: Person | None, at: dt.datetime) -> None:
    """Staff unpublished it in /cms/: a draft again, out of the feed and of the notices. Safe to run again."""
    page = locked(page)
    if page.live:
        return
    PracticePage.objects.filter(pk=page.pk).update(state=PracticeState.DRAFT, archived_at=None)
    files.close_files(page)
    announce_deletion(page=page, by=by, at=at)


@transaction.atomic
def prepare_deletion(*, page: Page, by: Person | None, at: dt.datetime) -> int:
    """Staff delete this page of the tree: every sheet at or below it lets go of its releases, which hold their revisions,
    and is announced as gone. Returns how many; the deletion itself is the caller's, in the same transaction."""
    sheets = list(PracticePage.objects.descendant_of(page, inclusive=True))
    for sheet in sheets:
        announce_deletion(page=sheet, by=by, at=at)
    PracticeRelease.objects.filter(page__in=sheets).delete()
    files.discard_files(*sheets)
    return len(sheets)


@transaction.atomic
def announce_deletion(*, page: PracticePage, by: Person | None, at: dt.datetime) -> None:
    """Out of the feed, of the notices and of the search."""
    feed.remove_line(obj=page)
    notifications.withdraw(target=page)
    outbox.publish(PracticeWithdrawn(**ids_of(page, by=by), at=at))
