"""One line of the feed, drawn in Python: a page shows twenty of them, and as template nodes they cost most of the page.

The variables stand in templates/components/feed_card.html, which pages include.
"""
# ruff: noqa: S308 (every value goes through `safe`)

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.templatetags import markup, pieces
from core.templatetags.markup import safe


class _Empty:
    """Reads an item whether it is a mapping or an object; what is not there is empty."""

    def __init__(self, item: Any) -> None:
        self._item = item
        self._mapping = isinstance(item, Mapping)

    def __getattr__(self, name: str) -> Any:
        return self._item.get(name, "") if self._mapping else getattr(self._item, name, "")


def feed_card(item: Any) -> SafeString:
    """The whole card: byline, title, excerpt, tags, actions."""
    card = _Empty(item)
    parts = ['<article class="card feed-card">']
    if card.author:
        parts.append(_byline(card))
    parts.append(_title(card))
    if card.excerpt:
        parts.append(f'<p class="excerpt"{_language(card)}>{safe(card.excerpt)}</p>')
    if card.tags:
        chips = "".join(f'<a class="chip" href="{safe(tag.url)}">{safe(tag.label)}</a>' for tag in map(_Empty, card.tags))
        parts.append(f'<div class="chips">{chips}</div>')
    if card.actions:
        links = "".join(f'<a href="{safe(action.url)}">{safe(action.label)}</a>' for action in map(_Empty, card.actions))
        moved = f'<span class="moved">{safe(card.moved_label)} {pieces.when(card.moved_at)}</span>' if card.moved_at else ""
        side = f'<span class="push">{safe(card.side)}</span>' if card.side else ""
        parts.append(f'<div class="actions">{links}{moved}{side}</div>')
    parts.append("</article>")
    return mark_safe("".join(parts))


def _byline(card: _Empty) -> str:
    name = safe(card.author.name)
    who = f'<a class="byline-name" href="{safe(card.author_url)}">{name}</a>' if card.author_url else f"<b>{name}</b>"
    small = f" · {safe(card.organisation)}" if card.organisation else ""
    if card.at:
        small += f" · {pieces.when(card.at)}"
    where = ""
    if card.container_name:
        link = f'<a href="{safe(card.container_url)}">{safe(card.container_name)}</a>'
        where = f'<br><span class="small">{_("dans")} {link}</span>'
    pill = pieces.kind(card.kind, card.kind_label) if card.kind else ""
    return (
        f'<div class="byline">{markup.avatar(card.author)}<div class="byline-words">{who}<span class="small">{small}</span>'
        f"{where}</div>{pill}</div>"
    )


def _title(card: _Empty) -> str:
    unread = f'<span class="visually-hidden"> ({_("non lu")})</span>' if card.unread else ""
    note = f' <span class="small">{safe(card.note)}</span>' if card.note else ""
    classes = "post-title unread" if card.unread else "post-title"
    link = f'<a href="{safe(card.url)}"{_language(card)}>{safe(card.title)}</a>'
    return f'<h2 class="{classes}">{link}{unread}{note}</h2>'


def _language(card: _Empty) -> str:
    """The language of what the author wrote, where it is not that of the page."""
    return f' lang="{safe(card.lang)}"' if card.lang else ""
