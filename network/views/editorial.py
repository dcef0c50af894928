"""What editors wrote and every page shows: links at the foot, the introduction of the home page. Kept for ten minutes."""

import time
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from network.models import EditorialPage, HomePage

KEPT_SECONDS = 600
# Every page shows the foot: it is asked of Redis once in a while only.
FRESH_SECONDS = 10.0
_foot: dict[str, tuple[float, list[dict[str, Any]]]] = {}


def foot_links(language: str) -> list[dict[str, Any]]:
    """Pages that editors want in the menus, in their order, in this language; a change shows within ten seconds."""
    read_at, kept = _foot.get(language, (0.0, []))
    if time.monotonic() - read_at > FRESH_SECONDS or not read_at:
        kept = _read_foot_links(language)
        _foot[language] = time.monotonic(), kept
    return kept


def forget() -> None:
    """Read the foot anew at the next page (in tests)."""
    _foot.clear()


def _read_foot_links(language: str) -> list[dict[str, Any]]:
    key = f"pied:{language}"
    links: list[dict[str, Any]] | None = cache.get(key)
    if links is None:
        pages = EditorialPage.objects.live().filter(show_in_menus=True, depth=3, locale__language_code=language)
        links = [{"label": page.title, "url": f"/pages/{page.slug}/"} for page in pages.order_by("path")]
        cache.set(key, links, KEPT_SECONDS)
    return links


def introduction(language: str) -> SafeString:
    """The text at the top of the home page for those who arrive, "" without one. Editors write it in Wagtail."""
    key = f"introduction:{language}"
    text: str | None = cache.get(key)
    if text is None:
        page = HomePage.objects.live().filter(locale__language_code=language).first()
        text = expand_db_html(page.introduction) if page is not None else ""
        cache.set(key, text, KEPT_SECONDS)
    return mark_safe(text)  # noqa: S308 (Wagtail's rich text, whitelisted by its features)
