"""The small pieces of HTML that stand many times on a page: icons, portraits, attributes, buttons. Fast, because hot."""
# ruff: noqa: S308 (icons come from our own files, values are escaped one by one)

import functools
import html
import re
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FACES = 8
ICON_NAME = re.compile(r"[a-z0-9-]+")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def safe(value: object) -> str:
    """A value for HTML, escaped unless it is marked safe: Django’s own, without the three wrappers that make it slow."""
    return str(value.__html__()) if hasattr(value, "__html__") else html.escape(str(value))


def attributes(values: Mapping[str, object]) -> SafeString:
    """Keyword arguments of a tag as HTML attributes: `hx_get` becomes `hx-get`, True stands alone, None and False vanish."""
    parts = []
    for key, value in values.items():
        name = key.replace("_", "-")
        if value is True:
            parts.append(f" {name}")
        elif value is not None and value is not False:
            parts.append(f' {name}="{safe(value)}"')
    return mark_safe("".join(parts))


@functools.lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """An icon drawn inline, silent for screen readers: the words beside it speak. An unknown name is an error of ours.

    Raises ValueError for a name that is no icon of the set.
    """
    path = Path(settings.ICON_DIR) / f"{name}.svg"
    if not ICON_NAME.fullmatch(name) or not path.is_file():
        raise ValueError(f"There is no icon named {name!r}")
    found = DRAWING.search(path.read_text(encoding="utf-8"))
    drawing = re.sub(r"\s*\n\s*", "", found[1]) if found else ""
    classes = f"icon icon-{size}" if size else "icon"
    return mark_safe(
        f'<svg class="{classes}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
        f' stroke-linejoin="round" aria-hidden="true" focusable="false">{drawing}</svg>'
    )


def initials(name: str) -> str:
    """Two letters of a name: first and last word."""
    words = [word for word in re.split(r"[\s]+", name.strip()) if word]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar(person: object, size: str = "") -> SafeString:
    """The portrait of a member, or two letters on a colour that the id chooses. Decorative: the name stands beside it.

    `person` has `pk` and `name`, and if they exist `initials` and `photo_url` (which must not query). None draws a stranger.
    """
    classes = f"avatar avatar-{size}" if size else "avatar"
    photo = getattr(person, "photo_url", "")
    if photo:
        return mark_safe(f'<img class="{classes}" src="{safe(photo)}" alt="" width="40" height="40" loading="lazy">')
    letters = getattr(person, "initials", "") or initials(str(getattr(person, "name", "") or ""))
    face = (getattr(person, "pk", None) or 0) % FACES
    return mark_safe(f'<span class="{classes} face-{face}" aria-hidden="true">{safe(letters)}</span>')


def button(
    label: object, *, kind: str, icon_name: str, url: str, small: bool, hide_label: bool, values: dict[str, object]
) -> SafeString:
    """A button, or a link that looks like one when it has an address. `values` are further attributes."""
    looks = ["btn"] + [f"btn-{look}" for look in (kind, small and "small", hide_label and "icon") if look]
    classes = " ".join([*looks, str(values.pop("class", ""))]).strip()
    drawing = icon(icon_name, "") if icon_name else ""
    words = format_html('<span class="visually-hidden">{}</span>', label) if hide_label else label
    if hide_label:
        values.setdefault("title", label)
    if url:
        return format_html('<a class="{}" href="{}"{}>{}{}</a>', classes, url, attributes(values), drawing, words)
    values.setdefault("type", "button")
    return format_html('<button class="{}"{}>{}{}</button>', classes, attributes(values), drawing, words)
