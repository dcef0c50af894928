"""What peers say of the parts of a sheet, and what its authors took into account."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community import permissions
from community.actions.practices.tree import locked
from community.models import PracticeRemark, PracticeReview
from community.models.practice_reviews import MAX_REMARK, REMARKED
from community.permissions import practices as may
from core.markdown import render
from people.models import Person


def clean_remarks(remarks: Mapping[str, str]) -> dict[str, str]:
    """By part, without those that say nothing. Raises ValidationError (`remark_<part>`)."""
    said = {part: remarks.get(part, "").replace("\r\n", "\n").replace("\x00", "").strip() for part in REMARKED}
    words = _("Cette remarque compte %(count)s caractères; la limite est de %(limit)s.")
    too_long = {
        f"remark_{part}": words % {"count": len(text), "limit": MAX_REMARK}
        for part, text in said.items()
        if len(text) > MAX_REMARK
    }
    if too_long:
        raise ValidationError(too_long)
    return {part: text for part, text in said.items() if text}


def write_remarks(review: PracticeReview, said: Mapping[str, str]) -> None:
    """The remarks of one review, those of `clean_remarks` (inside the caller's transaction)."""
    PracticeRemark.objects.bulk_create(
        [PracticeRemark(review=review, part=part, body=text, body_html=render(text)) for part, text in said.items()]
    )


@transaction.atomic
def mark_remark(*, by: Person, remark: PracticeRemark, handled: bool, at: dt.datetime) -> PracticeRemark:
    """It is taken into account, or not after all; the first mark stays. Raises PermissionDenied."""
    page = locked(remark.review.page)
    permissions.forget_roles_in_spaces(by)
    if not may.can_edit_practice(by, page):
        raise PermissionDenied(_("Seules les personnes qui écrivent cette fiche et l’animation de l’espace font cela."))
    rows = PracticeRemark.objects.filter(pk=remark.pk)
    if handled:
        rows.filter(handled_at=None).update(handled_at=at, handled_by=by)
    else:
        rows.update(handled_at=None, handled_by=None)
    remark.refresh_from_db()
    return remark


def mark_with_text(*, page_id: int, by: Person, remarks: Iterable[int], at: dt.datetime) -> int:
    """Those of this sheet that the writer ticked beside the text (inside the caller's transaction). Returns how many."""
    rows = PracticeRemark.objects.filter(pk__in=list(remarks), review__page=page_id, handled_at=None)
    return rows.update(handled_at=at, handled_by=by)
