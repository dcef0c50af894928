"""A new version that its writers give up before readers saw it, and take up again."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from community import permissions
from community.actions.practices.publication import end_requests
from community.actions.practices.tree import locked
from community.models import PracticePage
from community.permissions import practices as may
from people.models import Person


@transaction.atomic
def set_changes_aside(*, by: Person, page: PracticePage, at: dt.datetime) -> int:
    """Writing goes on from the published text; who was asked to read the other is asked no more. Returns the number of the
    revision that was set aside, 0 when there was none. It is kept: staff find it in the history. Raises PermissionDenied."""
    page = _writable(by, page)
    aside = page.latest_revision_id
    if not page.live or page.live_revision is None or aside in (None, page.live_revision_id):
        return 0
    if (state := page.current_workflow_state) is not None:
        state.cancel()
    end_requests(page, at=at)
    _point(page, page.live_revision)
    return int(aside or 0)


@transaction.atomic
def take_changes_up(*, by: Person, page: PracticePage, revision_id: int) -> bool:
    """The newest text is again the one that was set aside, unless somebody wrote meanwhile. Raises PermissionDenied."""
    page = _writable(by, page)
    found = page.revisions.filter(pk=revision_id).first()
    if found is None or page.latest_revision_id != page.live_revision_id:
        return False
    _point(page, found)
    return True


def _writable(by: Person, page: PracticePage) -> PracticePage:
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_edit_practice(by, page):
        raise PermissionDenied(_("Seules les personnes qui écrivent cette fiche et l’animation de l’espace la modifient."))
    return page


def _point(page: PracticePage, revision: Revision) -> None:
    """Make this revision the newest text."""
    PracticePage.objects.filter(pk=page.pk).update(
        latest_revision=revision,
        latest_revision_created_at=revision.created_at,
        draft_title=str(revision.content.get("title") or page.title),
        has_unpublished_changes=revision.pk != page.live_revision_id,
    )
