"""The sections of the community beside one another: threads, spaces, practice sheets, events, what one missed."""

from functools import lru_cache
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

register = template.Library()
SECTIONS = [
    ("accueil", gettext_lazy("Vue d’ensemble"), "community:index"),
    ("fils", gettext_lazy("Fils"), "community:thread-list"),
    ("espaces", gettext_lazy("Espaces"), "community:space-list"),
    ("pratiques", gettext_lazy("Fiches"), "community:practice-list"),
    ("evenements", gettext_lazy("Événements"), "community:event-list"),
    ("rattrapage", pgettext_lazy("section", "Rattrapage"), "community:catch-up"),
]


@register.inclusion_tag("components/tabs.html")
def community_sections(current: str) -> dict[str, Any]:
    """`{% community_sections "espaces" %}`: tabs of the community, the named one current."""
    items = [{"label": label, "url": url, "current": key == current} for key, label, url in _sections()]
    return {"label": _("Sections de la communauté"), "items": items, "wrap": True}


@lru_cache(maxsize=1)
def _sections() -> tuple[tuple[str, Any, str], ...]:
    found = []
    for key, label, name in SECTIONS:
        try:
            found.append((key, label, reverse(name)))
        except NoReverseMatch:
            continue
    return tuple(found)
