"""What peers said of a sheet: beside the text under way, and in its history."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from community.enums import ReviewVerdict
from community.models import PracticePage, PracticeRelease, PracticeRemark, PracticeReview
from community.models.practice_reviews import REMARKED
from people.models import Person

SHOWN = 50


def under_way(page: PracticePage) -> list[PracticeRemark]:
    """Remarks since the last publication, those that came with it included; the newest review first."""
    rows = PracticeRemark.objects.filter(review__page=page.pk)
    last = _last_release(page)
    if last is not None:
        rows = rows.filter(review__decided_at__gte=last)
    rows = rows.select_related("review__reviewer__organisation")
    return sorted(rows.order_by("-review__decided_at", "-review_id"), key=lambda row: REMARKED.index(row.part))


def _last_release(page: PracticePage) -> dt.datetime | None:
    return PracticeRelease.objects.filter(page=page.pk).values_list("at", flat=True).first() if page.live else None


def by_part(remarks: Iterable[PracticeRemark]) -> dict[str, list[PracticeRemark]]:
    """Every part, in order, with what was said of it."""
    found: dict[str, list[PracticeRemark]] = {part: [] for part in REMARKED}
    for remark in remarks:
        found[remark.part].append(remark)
    return found


def reviews_under_way(page: PracticePage) -> list[PracticeReview]:
    """Who was asked since the last publication and what they decided, the newest first."""
    rows = PracticeReview.objects.filter(page=page.pk).exclude(verdict=ReviewVerdict.WITHDRAWN)
    last = _last_release(page)
    if last is not None:
        rows = rows.filter(Q(decided_at__gt=last) | Q(decided_at=None))
    return list(rows.select_related("reviewer__organisation").order_by("-asked_at", "-id"))


def last_read(page: PracticePage) -> PracticeReview | None:
    """The newest request for changes since the last publication: from its text on, a peer has nothing to read twice."""
    rows = PracticeReview.objects.filter(page=page.pk, verdict=ReviewVerdict.CHANGES)
    last = _last_release(page)
    if last is not None:
        rows = rows.filter(decided_at__gt=last)
    return rows.select_related("reviewer").order_by("-decided_at", "-id").first()


def asked_again(page: PracticePage) -> list[Person]:
    """Who asked for changes and has not read the sheet since: the first to send it to again."""
    rows = PracticeReview.objects.filter(page=page.pk).exclude(verdict=ReviewVerdict.WITHDRAWN)
    newest: dict[int, PracticeReview] = {}
    for row in rows.select_related("reviewer__organisation").order_by("asked_at", "id"):
        newest[row.reviewer_id] = row
    return [row.reviewer for row in newest.values() if row.verdict == ReviewVerdict.CHANGES]


@dataclass(frozen=True)
class ReadRemark:
    """A remark and the safe HTML of the part that it is about, as it was read ("": empty, or no longer kept)."""

    remark: PracticeRemark
    text_html: str


@dataclass(frozen=True)
class ReadReview:
    review: PracticeReview
    remarks: list[ReadRemark]


def history(page: PracticePage) -> list[ReadReview]:
    """What was said before each publication, the newest first; what still waits or was taken back is left out."""
    rows = PracticeReview.objects.filter(page=page.pk, verdict__in=[ReviewVerdict.CHANGES, ReviewVerdict.APPROVED])
    rows = rows.select_related("reviewer__organisation", "revision").order_by("-decided_at", "-id")
    found = rows.prefetch_related("remarks")[:SHOWN]
    return [ReadReview(review=row, remarks=_read(row)) for row in found]


def _read(review: PracticeReview) -> list[ReadRemark]:
    rendered = (review.revision.content.get("rendered") or {}) if review.revision is not None else {}
    rows = sorted(review.remarks.all(), key=lambda row: REMARKED.index(row.part))
    return [ReadRemark(remark=row, text_html=rendered.get(row.part, "")) for row in rows]


def of_sheet(page: PracticePage, number: int) -> PracticeRemark:
    """One remark about this sheet. Raises DoesNotExist."""
    rows = PracticeRemark.objects.select_related("review__page", "review__reviewer__organisation")
    return rows.get(pk=number, review__page=page.pk)
