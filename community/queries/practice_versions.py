"""Versions of a sheet as its readers compare them; what somebody else changed while one was writing."""

import json
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from community.enums import Licence, PracticeChannel, PracticeMaturity
from community.models import PracticePage, PracticeRelease
from community.models.practices import SECTIONS
from community.queries.practices import at_revision
from core.rules.differences import Difference, compare_sections

COMPARED = ("title", "result_line", *SECTIONS, "figures", "sorting")
_CHOICES: dict[str, dict[str, Any]] = {
    "channel": dict(PracticeChannel.choices),
    "maturity": dict(PracticeMaturity.choices),
    "licence": dict(Licence.choices),
}


def text_of(content: dict[str, Any]) -> dict[str, str]:
    """The sections of a revision's content, figures and what it is filed under as lines."""
    texts = {name: str(content.get(name) or "") for name in ("title", "result_line", *SECTIONS)}
    figures = content.get("figures") or []
    return texts | {"figures": "\n".join(f"{row['value']} {row['label']}" for row in figures), "sorting": _sorting(content)}


def _sorting(content: dict[str, Any]) -> str:
    rows = [(_("Étiquettes"), ", ".join(_names(content.get("topic_names"))))]
    labels = {"channel": _("Canal"), "maturity": _("Maturité"), "licence": _("Licence")}
    for name, label in labels.items():
        value = str(content.get(name) or "")
        rows.append((label, str(_CHOICES[name].get(value, value))))
    return "\n".join(f"{label}{_(' : ')}{value}" for label, value in rows if value)


def _names(value: Any) -> list[str]:
    """A revision holds an array as JSON text, as Django writes one, or as a list."""
    found = json.loads(value) if isinstance(value, str) and value.startswith("[") else value
    return [str(one) for one in found] if isinstance(found, list) else []


def between(old: Revision, new: Revision) -> list[Difference]:
    """Section by section, those that are empty in both left out."""
    return compare_sections(text_of(old.content), text_of(new.content), COMPARED)


def compare_releases(page: PracticePage, old: int, new: int) -> tuple[PracticeRelease, PracticeRelease, list[Difference]]:
    """Two publications by their numbers. Raises DoesNotExist."""
    rows = PracticeRelease.objects.filter(page=page).select_related("revision", "by")
    first, second = rows.get(number=old), rows.get(number=new)
    return first, second, between(first.revision, second.revision)


def as_published(page: PracticePage, number: int) -> tuple[PracticeRelease, PracticePage]:
    """One publication, and the sheet as it read then. Raises DoesNotExist."""
    release = PracticeRelease.objects.filter(page=page).select_related("revision", "by").get(number=number)
    return release, at_revision(page, release.revision)


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
