"""Peer review: asked, taken back, decided. The workflow itself is Wagtail's, with one task of ours."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from community import permissions
from community.actions.practices import publication, texts, tree
from community.actions.practices.announcing import ids_of
from community.actions.practices.drafts import EditConflict
from community.actions.practices.remarks import clean_remarks, write_remarks
from community.actions.practices.tree import locked
from community.enums import PracticeState, ReviewVerdict
from community.events import PracticeReviewed, PracticeSubmitted
from community.models import Membership, PracticePage, PracticeReview
from community.permissions import practices as may
from community.queries.practices import draft_of
from core import outbox
from core.markdown import render
from people.models import Person

MAX_REVIEWERS, MAX_COMMENT = 3, 3000


@transaction.atomic
def ask_review(*, by: Person, page: PracticePage, reviewers: Iterable[Person], at: dt.datetime) -> list[PracticeReview]:
    """Ask one to three members of the space to read the draft as it stands; asked again, who has not answered stays.

    Raises PermissionDenied, ValidationError (by field: what readers would miss, `reviewers`).
    """
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_submit_practice(by, page):
        raise PermissionDenied(_("Seules les personnes qui écrivent cette fiche et l’animation la font relire."))
    draft = draft_of(page)
    texts.require_complete(draft)
    chosen = _chosen(page, reviewers)
    start(page)
    rows = [_ask(page, person, by=by, at=at) for person in chosen]
    outbox.publish(PracticeSubmitted(**ids_of(page, by=by), reviewer_ids=tuple(one.pk for one in chosen), at=at))
    return rows


def _chosen(page: PracticePage, reviewers: Iterable[Person]) -> list[Person]:
    people = list({person.pk: person for person in reviewers}.values())
    if not 1 <= len(people) <= MAX_REVIEWERS:
        raise ValidationError({"reviewers": _("Choisissez une à trois personnes pour relire.")})
    inside = set(Membership.objects.filter(space=page.space_id, person__in=people).values_list("person_id", flat=True))
    for person in people:
        if person.pk not in inside or not person.is_active:
            words = _("%(name)s n’est pas membre de l’espace\xa0: choisissez quelqu’un d’autre.")
            raise ValidationError({"reviewers": words % {"name": person.name}})
        if may.wrote_practice(person, page):
            words = _("%(name)s a écrit cette fiche\xa0: faites-la relire par quelqu’un d’autre.")
            raise ValidationError({"reviewers": words % {"name": person.name}})
    return people


def _ask(page: PracticePage, person: Person, *, by: Person, at: dt.datetime) -> PracticeReview:
    row, _created = PracticeReview.objects.update_or_create(
        page=page, reviewer=person, verdict=ReviewVerdict.PENDING,
        defaults={"asked_by": by, "asked_at": at, "revision_id": page.latest_revision_id},
    )  # fmt: skip
    return row


def start(page: PracticePage) -> WorkflowState:
    """Put the sheet into review, or leave it there; Wagtail is told of nobody, so that it sends no mail of its own."""
    state = page.current_workflow_state
    if state is None:
        state = tree.workflow().start(page, None)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume()
    if not page.live:
        PracticePage.objects.filter(pk=page.pk).update(state=PracticeState.REVIEW)
        page.state = PracticeState.REVIEW
    return WorkflowState.objects.select_related("current_task_state__task").get(pk=state.pk)


@transaction.atomic
def withdraw_review(*, by: Person, page: PracticePage, at: dt.datetime) -> None:
    """Take the request back: a draft again; who was asked is asked no more."""
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_submit_practice(by, page):
        raise PermissionDenied
    if (state := page.current_workflow_state) is not None:
        state.cancel()
    _close(page, at=at)


@transaction.atomic
def publish(*, by: Person, page: PracticePage, at: dt.datetime, note: str | None = None) -> PracticePage:
    """A peer who may review it publishes the draft as it stands, asked or not. `note`: « ce qui change », for readers.

    Raises PermissionDenied, ValidationError (what readers would miss).
    """
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_review_practice(by, page):
        raise PermissionDenied(_("Une fiche est publiée par une autre personne que celles qui l’ont écrite."))
    draft = draft_of(page)
    texts.require_complete(draft)
    if note is not None:
        texts.fill(draft, {"change_note": note}, by=by)
        draft.save_revision(user=by.user)
    start(page)
    return decide(by=by, page=page, approve=True, at=at)


@transaction.atomic
def decide(
    *,
    by: Person,
    page: PracticePage,
    approve: bool,
    at: dt.datetime,
    comment: str = "",
    remarks: Mapping[str, str] | None = None,
    revision_id: int | None = None,
) -> PracticePage:
    """A peer approves, which publishes, or asks for changes, which sends the draft back: with a comment on the whole,
    remarks on its parts (by the keys of `REMARKED`), or both.

    `revision_id`: the text that they read; raises EditConflict when it was changed since. Raises PermissionDenied (nobody
    asked, an author, not in review), ValidationError (`comment`, `remark_<part>`).
    """
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_review_practice(by, page):
        raise PermissionDenied(
            _("Relire cette fiche revient à l’animation de l’espace et aux personnes invitées, jamais à qui l’a écrite.")
        )
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise PermissionDenied(_("Cette fiche n’attend pas de relecture\xa0: ses auteurs la font d’abord relire."))
    if revision_id is not None and revision_id != page.latest_revision_id:
        raise EditConflict(page.latest_revision_id)
    about_parts = clean_remarks(remarks or {})
    said = _comment(comment, needed=not approve and not about_parts)
    task_state = state.current_task_state.specific
    action = "approve" if approve else "reject"
    task_state.task.specific.on_action(task_state, by.user, action, person=by)
    review = _answer(page, by=by, approve=approve, comment=said, at=at)
    write_remarks(review, about_parts)
    _close(page, at=at)
    outbox.publish(PracticeReviewed(**ids_of(page, by=by), review_id=review.pk, reviewer_id=by.pk, approved=approve, at=at))
    return publication.settle(page=page, by=by, at=at) if approve else page


def _comment(comment: str, *, needed: bool) -> str:
    text = comment.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text and needed:
        words = _("Dites ce qu’il faudrait changer, ici ou à côté d’une partie\xa0: les auteurs partiront de là.")
        raise ValidationError({"comment": words})
    if len(text) > MAX_COMMENT:
        raise ValidationError({"comment": _("Gardez au plus %(limit)s caractères.") % {"limit": MAX_COMMENT}})
    return text


def _answer(page: PracticePage, *, by: Person, approve: bool, comment: str, at: dt.datetime) -> PracticeReview:
    """The row of who decides; a facilitator who was not asked gets one."""
    row = PracticeReview.objects.filter(page=page, reviewer=by, verdict=ReviewVerdict.PENDING).first()
    row = row or PracticeReview(page=page, reviewer=by, asked_by=by, asked_at=at)
    row.verdict = ReviewVerdict.APPROVED if approve else ReviewVerdict.CHANGES
    row.revision_id, row.decided_at = page.latest_revision_id, at
    row.comment, row.comment_html = comment, render(comment)
    row.save()
    return row


def _close(page: PracticePage, *, at: dt.datetime) -> None:
    """Nobody is asked any more; a sheet that nobody reads yet is a draft again."""
    publication.end_requests(page, at=at)
    PracticePage.objects.filter(pk=page.pk, state=PracticeState.REVIEW).update(state=PracticeState.DRAFT)
