"""Drafts: begun with a title alone, saved as often as one likes, thrown away."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from activity.actions import subscriptions
from community import permissions
from community.actions.practices import files, texts, tree
from community.actions.practices.announcing import ids_of
from community.actions.practices.remarks import mark_with_text
from community.actions.practices.tree import locked
from community.enums import PracticeState
from community.events import PracticeDrafted, PracticeWithdrawn
from community.models import PracticePage, Space, Thread
from community.permissions import practices as may
from community.queries.practices import draft_of
from core import outbox
from people.models import Person

DOUBLE_PRESS = dt.timedelta(seconds=60)


class EditConflict(ValidationError):
    """Somebody saved meanwhile: nothing was written. `revision_id`: the text that stands now."""

    def __init__(self, revision_id: int | None) -> None:
        super().__init__(_("Quelqu’un a enregistré cette fiche pendant que vous écriviez."), code="conflict")
        self.revision_id = revision_id


@transaction.atomic
def create_draft(
    *,
    by: Person,
    space: Space,
    title: str,
    at: dt.datetime,
    owner: Person | None = None,
    authors: Iterable[Person] = (),
    credited: Iterable[Person] = (),
    source_thread: Thread | None = None,
    review_on: dt.date | None = None,
    **fields: Any,
) -> PracticePage:
    """Begin a sheet; a title is enough. `fields`: those of `texts.fill` (sections, figures, topic_names, competency_codes…).

    Who begins it is its first author; it counts for the organisation where they work today.
    The same title sent twice within a minute gives the one draft.
    Raises PermissionDenied, ValidationError (by field).
    """
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not may.can_draft_practice(by, space):
        raise PermissionDenied(_("Joignez l’espace pour y écrire une fiche."))
    page = PracticePage(
        space=space, audience_id=space.audience_id, organisation_id=by.workplace.pk, person_owner=owner or by,
        owner_id=by.user_id, live=False, has_unpublished_changes=True, source_thread=source_thread,
        review_on=review_on or default_review(at),
    )  # fmt: skip
    texts.fill(page, {"title": title, **fields}, by=by)
    if twin := _twin(by, space, page, at):
        return twin
    texts.set_authors(page, people=[by, *authors], credited=credited)
    page = tree.add_sheet(page, by.workplace)
    _save(page, by=by)
    for person in {row.person_id: row.person for row in page.authors.all() if not row.credited}.values():
        subscriptions.follow(person=person, target=page, at=at)
    outbox.publish(PracticeDrafted(**ids_of(page, by=by), at=at))
    return page


def default_review(at: dt.datetime) -> dt.date:
    """In twelve months."""
    return timezone.localdate(at) + texts.REVIEW_AFTER


def _twin(by: Person, space: Space, page: PracticePage, at: dt.datetime) -> PracticePage | None:
    rows = PracticePage.objects.filter(
        title=page.title, space=space, person_owner=page.person_owner, state=PracticeState.DRAFT,
        context=page.context, actions_taken=page.actions_taken, latest_revision_created_at__gte=at - DOUBLE_PRESS,
    )  # fmt: skip
    return rows.filter(authors__person=by).select_related("space").first()


@transaction.atomic
def save_draft(
    *,
    by: Person,
    page: PracticePage,
    at: dt.datetime,
    based_on: int | None = None,
    space: Space | None = None,
    owner: Person | None = None,
    authors: Iterable[Person] | None = None,
    review_on: dt.date | None = None,
    handled: Iterable[int] = (),
    **fields: Any,
) -> PracticePage:
    """Save what is given as a new revision; readers go on reading what is published. Returns the draft.

    `based_on`: the revision that the person had before them; raises EditConflict when another one stands now. `space`: only
    while nobody has read it. `authors`: all of them but who is credited. `handled`: ids of the peers' remarks that this text
    takes into account. Raises PermissionDenied, ValidationError (by field).
    """
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_edit_practice(by, page):
        raise PermissionDenied(_("Seules les personnes qui écrivent cette fiche et l’animation de l’espace la modifient."))
    if based_on is not None and based_on != page.latest_revision_id:
        raise EditConflict(page.latest_revision_id)
    draft = draft_of(page)
    if space is not None and space.pk != page.space_id:
        _move(draft, space, by=by)
    if owner is not None:
        draft.person_owner = owner
    if review_on is not None:
        draft.review_on = review_on
        PracticePage.objects.filter(pk=page.pk).update(review_on=review_on)
    texts.fill(draft, fields, by=by)
    if authors is not None:
        texts.set_authors(draft, people=authors)
    _save(draft, by=by)
    mark_with_text(page_id=page.pk, by=by, remarks=handled, at=at)
    return draft


def _move(draft: PracticePage, space: Space, *, by: Person) -> None:
    """To another space; the files that the draft holds go along."""
    if draft.live or draft.state != PracticeState.DRAFT:
        raise ValidationError({"space": texts.stays()})
    if not may.can_draft_practice(by, space):
        raise ValidationError({"space": _("Vous n’écrivez pas dans cet espace. Choisissez-en un autre.")})
    draft.space, draft.audience_id = space, space.audience_id


def _save(draft: PracticePage, *, by: Person) -> None:
    """A revision; while nobody reads the sheet, its row too, so that lists of drafts tell the truth."""
    files.take_files(draft, by=by)
    if not draft.live:
        draft.slug = tree.free_slug(draft.title, draft.get_parent(), but=draft)
        draft.save()
    draft.save_revision(user=by.user, log_action=False)


@transaction.atomic
def delete_draft(*, by: Person, page: PracticePage, at: dt.datetime) -> None:
    """Throw away a draft that no reader ever saw, with its revisions. Raises PermissionDenied."""
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_delete_practice(by, page):
        raise PermissionDenied(_("Une fiche publiée s’archive\xa0: ses lectrices et lecteurs la retrouvent."))
    forget(page)
    outbox.publish(PracticeWithdrawn(**ids_of(page, by=by), at=at))


def forget(page: PracticePage) -> None:
    """Delete a sheet and what the editor's journal says of it (inside the caller's transaction)."""
    number = page.pk
    files.discard_files(page)
    subscriptions.forget_target(target=page)
    page.delete()
    PageLogEntry.objects.filter(page_id=number).delete()
