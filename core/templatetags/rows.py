"""Rows of a list that lead somewhere, drawn in Python: as template nodes, twenty of them cost more than reading them."""
# ruff: noqa: S308 (every value goes through `safe`)

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from core.templatetags import markup, pieces
from core.templatetags.markup import safe

register = template.Library()


@register.simple_tag
def linked_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """The <li> of a list with class `rows is-linked`: what it is, where, since when, why it stands there, how much
    is new.

    A row: url, title, language (value of `lang`), place, at, icon (name), why, count (words, "" shows none).
    """
    now = timezone.now()
    return mark_safe("".join(_row(row, now) for row in rows))


def _row(row: Mapping[str, Any], now: Any) -> str:
    count = f'<span class="missed-count">{safe(row["count"])}</span>' if row["count"] else ""
    return (
        f'<li data-keys-item class="missed-row"><div class="grow"><a class="title" href="{safe(row["url"])}"'
        f' lang="{safe(row["language"])}">{safe(row["title"])}</a><span class="small">{safe(row["place"])} · '
        f'{pieces.when(row["at"], now)}</span><span class="small missed-why">{markup.icon(row["icon"])}{safe(row["why"])}'
        f"</span></div>{count}</li>"
    )


@register.simple_tag
def choice_chips(label: str, choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """Chips of which one is in force, as a navigation named `label`. A choice: url, label, current."""
    links = []
    for choice in choices:
        classes, current = ("chip chip-on", ' aria-current="true"') if choice["current"] else ("chip", "")
        links.append(f'<a class="{classes}" href="{safe(choice["url"])}"{current}>{safe(choice["label"])}</a>')
    return mark_safe(f'<nav class="chips filter-row" aria-label="{safe(label)}">{"".join(links)}</nav>')
