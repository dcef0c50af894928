"""Versions of a sheet as its readers compare them; what somebody else changed while one was writing."""

from typing import Any

from wagtail.models import Revision

from community.models import PracticePage, PracticeRelease
from community.models.practices import SECTIONS
from community.rules.differences import Difference, compare_sections

COMPARED = ("title", "result_line", *SECTIONS, "figures")


def text_of(content: dict[str, Any]) -> dict[str, str]:
    """The sections of a revision's content, figures as lines."""
    texts = {name: str(content.get(name) or "") for name in COMPARED if name != "figures"}
    figures = content.get("figures") or []
    return texts | {"figures": "\n".join(f"{row['value']} {row['label']}" for row in figures)}


def between(old: Revision, new: Revision) -> list[Difference]:
    """Section by section, those that are empty in both left out."""
    return compare_sections(text_of(old.content), text_of(new.content), COMPARED)


def compare_releases(page: PracticePage, old: int, new: int) -> tuple[PracticeRelease, PracticeRelease, list[Difference]]:
    """Two publications by their numbers. Raises DoesNotExist."""
    rows = PracticeRelease.objects.filter(page=page).select_related("revision", "by")
    first, second = rows.get(number=old), rows.get(number=new)
    return first, second, between(first.revision, second.revision)


def since(page: PracticePage, revision_id: int) -> list[Difference]:
    """What changed in the draft since that revision of the same sheet; nothing when it is not one of its."""
    old = page.revisions.filter(pk=revision_id).first()
    if old is None or page.latest_revision is None:
        return []
    return [one for one in between(old, page.latest_revision) if one.changed]


def unpublished(page: PracticePage) -> list[Difference]:
    """What the draft changes in the text that readers have."""
    if page.live_revision is None or page.latest_revision is None:
        return []
    return [one for one in between(page.live_revision, page.latest_revision) if one.changed]
