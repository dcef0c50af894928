"""The parts of a sheet under their headings, for its pages."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import PracticePage, PracticeRemark
from community.models.practice_reviews import REMARKED
from community.models.practices import SECTIONS
from competencies.models import Topic
from competencies.queries.topics import find_topics
from competencies.rules.topics import folded
from core.rules.differences import Difference

HEADINGS: dict[str, Any] = {
    "title": _("Titre"),
    "result_line": _("Le résultat en une ligne"),
    "context": _("Contexte"),
    "actions_taken": _("Ce que nous avons fait"),
    "how": pgettext_lazy("fiche", "Comment"),
    "results": _("Résultats"),
    "would_repeat": _("Ce que nous referions"),
    "would_change": _("Ce que nous ne referions pas"),
    "tools": _("Outils et fichiers"),
    "figures": _("Résultats en chiffres"),
    "sorting": _("Classement"),
}


REMARK_HEADINGS: dict[str, Any] = {part: HEADINGS[part] for part in REMARKED} | {
    "title": _("Titre et résultat en une ligne")
}


def parts_of(page: PracticePage, remarks: dict[str, list[PracticeRemark]]) -> list[dict[str, Any]]:
    """Sections that say something or of which something was said: key, title, stored HTML, remarks."""
    return [
        {"key": name, "title": HEADINGS[name], "body_html": page.rendered.get(name, ""), "remarks": remarks[name]}
        for name in SECTIONS
        if page.rendered.get(name) or remarks[name]
    ]


def lacking(refusal: ValidationError | None) -> list[dict[str, Any]]:
    """What stands between the draft and its readers, by the heading of its part."""
    if refusal is None or not hasattr(refusal, "error_dict"):
        return []
    return [
        {"key": name, "title": HEADINGS[name], "words": words[0]}
        for name, words in refusal.message_dict.items()
        if name in HEADINGS
    ]


def headings(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """Differences under the words of their sections."""
    return [{"title": HEADINGS[one.key], "difference": one} for one in differences]


def chips_of(page: PracticePage) -> list[dict[str, str]]:
    """Labels as chips: topics first (those that exist already, of a draft), then competencies."""
    keys = [folded(name) for name in page.topic_names]
    found: dict[str, Topic] = find_topics(keys) if keys else {}
    topics = {found[key].pk: found[key] for key in keys if key in found}
    chips = [{"label": topic.label, "url": topic.get_absolute_url()} for topic in topics.values()]
    return chips + [{"label": one.name, "url": one.get_absolute_url()} for one in page.competencies.all()]
