"""Pieces of a page that are little more than their HTML: pills, notices, menus, dialogs, where one is, what comes next."""
# ruff: noqa: S308 (what is marked safe here was built by format_html or `safe` just before)

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.templatetags import formatting, markup
from core.templatetags.markup import safe

EMPTY = mark_safe("")
KINDS: dict[str, tuple[str, Any, str]] = {
    "question": ("question", gettext_lazy("Question · sans réponse"), "circle-help"),
    "answered": ("answered", gettext_lazy("Question · répondue"), "circle-check"),
    "discussion": ("info", gettext_lazy("Discussion"), "messages-square"),
    "practice": ("practice", gettext_lazy("Fiche de pratique"), "file-check"),
    "watch": ("watch", gettext_lazy("Veille"), "telescope"),
    "event": ("watch", gettext_lazy("Événement"), "calendar"),
    "space-open": ("neutral", gettext_lazy("Espace ouvert"), "globe"),
    "space-request": ("neutral", gettext_lazy("Espace sur demande"), "lock"),
    "space-private": ("neutral", gettext_lazy("Espace privé"), "mail"),
    "space-hidden": ("neutral", gettext_lazy("Espace caché"), "eye-off"),
    "private": ("confirm", gettext_lazy("Vous seul"), "lock"),
    "info": ("info", "", "info"),
    "success": ("success", "", "circle-check"),
    "warning": ("warning", "", "triangle-alert"),
    "danger": ("danger", "", "circle-alert"),
    "confirm": ("confirm", "", "circle-help"),
    "neutral": ("neutral", "", ""),
}
NOTICE_ICONS = {
    "debug": "info",
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "error": "circle-alert",
    "privacy": "shield-check",
}


def kind(name: str, text: str = "", *, with_icon: bool = False) -> SafeString:
    """A pill that names what a thing is. `text` replaces the usual words; an unknown name is an error of ours (KeyError)."""
    style, words, drawing = KINDS[name]
    art = markup.icon(drawing) if with_icon and drawing else ""
    return mark_safe(f'<span class="kind kind-{style}">{art}{safe(text or words)}</span>')


def chip(label: object, url: str = "") -> SafeString:
    """A tag chip, pressed when it has an address. Chips stand in an element of class `chips`."""
    if url:
        return format_html('<a class="chip" href="{}">{}</a>', url, label)
    return format_html('<span class="chip">{}</span>', label)


def when(value: dt.datetime | dt.date | None, now: dt.datetime | None = None) -> SafeString:
    """A <time> that says it as one would (« il y a 25 min ») and holds the full date in its title."""
    if value is None:
        return EMPTY
    machine = value.isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value.isoformat()
    words = safe(formatting.relative(value, now=now or timezone.now()))
    return mark_safe(f'<time datetime="{machine}" title="{safe(formatting.moment(value))}">{words}</time>')


def side_links(entries: Iterable[Mapping[str, Any]]) -> SafeString:
    """Rows of the side menu. Entries: label, url, count (0: none), current, icon (name, optional)."""
    rows = []
    for entry in entries:
        current = ' aria-current="page"' if entry["current"] else ""
        art = markup.icon(entry["icon"]) if entry.get("icon") else ""
        count = f'<span class="count">{formatting.number(entry["count"])}</span>' if entry["count"] else ""
        link = (
            f'<a class="side-link" href="{safe(entry["url"])}"{current}>{art}<span>{safe(entry["label"])}</span>{count}</a>'
        )
        rows.append(f"<li>{link}</li>")
    return mark_safe("".join(rows))


def person_tile(person: Any, *, lines: Iterable[str], away: str, topics: Iterable[str]) -> SafeString:
    """A member in a directory of cards. `person`: name, get_absolute_url and what `avatar` needs; `lines` under the name."""
    small = "".join(f'<span class="small truncate person-place">{safe(line)}</span>' for line in lines if line)
    name = f'<a href="{safe(person.get_absolute_url())}">{safe(person.name)}</a>'
    parts = [
        f'<article class="card person-card person-tile"><div class="person">{markup.avatar(person)}<div class="grow">'
        f'<h2 class="person-name">{name}</h2>{small}</div></div>'
    ]
    if away:
        parts.append(f'<p class="small">{markup.icon("calendar-off", "s")} {safe(away)}</p>')
    if asked := " · ".join(topics):
        about = f'<span class="visually-hidden">{safe(_("Parlez-lui de :"))}</span>'
        parts.append(f'<p class="small truncate person-topics">{about}{safe(asked)}</p>')
    return mark_safe("".join([*parts, "</article>"]))


def facet_values(values: Iterable[Mapping[str, Any]]) -> SafeString:
    """Rows of a facet: label, url, count, current (pressed again, it is taken off)."""
    rows = []
    for value in values:
        current, mark = (' aria-current="true"', markup.icon("check", "s")) if value["current"] else ("", "")
        words = f'{mark}<span>{safe(value["label"])}</span><span class="count">{formatting.number(value["count"])}</span>'
        rows.append(f'<li><a class="facet-value" href="{safe(value["url"])}"{current}>{words}</a></li>')
    return mark_safe("".join(rows))


def bottom_links(entries: Sequence[Mapping[str, Any]], number: int) -> SafeString:
    """The first entries of the menu, for the bar at the foot of a phone."""
    links = []
    for entry in entries[:number]:
        current = ' aria-current="page"' if entry["current"] else ""
        words = f"{markup.icon(entry['icon'])}<span>{safe(entry['label'])}</span>"
        links.append(f'<a class="bottombar-link" href="{safe(entry["url"])}"{current}>{words}</a>')
    return mark_safe("".join(links))


def progress(value: float, maximum: float, label: str) -> SafeString:
    """A progress bar named by `label`; say the figures in words under it."""
    return format_html('<progress class="progress" value="{}" max="{}" aria-label="{}"></progress>', value, maximum, label)


def breadcrumb(*pairs: object) -> SafeString:
    """Where one is: label, address, label, address… and last the label of this page."""
    rows = []
    for at in range(0, len(pairs), 2):
        url = pairs[at + 1] if at + 1 < len(pairs) else ""
        row = '<li><a href="{1}">{0}</a></li>' if url else '<li><span aria-current="page">{0}</span></li>'
        rows.append(format_html(row, pairs[at], url))
    path = mark_safe("".join(rows))
    return format_html('<nav class="breadcrumb" aria-label="{}"><ol>{}</ol></nav>', _("Vous êtes ici"), path)


def pager(older: str = "", newer: str = "", target: str = "") -> SafeString:
    """Pages by key: « Plus récents », « Plus anciens ». With `target` (the id of an element that holds the pager too), the
    older ones replace it without leaving the page."""
    if not older and not newer:
        return EMPTY
    live = {"hx-get": older, "hx-target": target, "hx-swap": "outerHTML"} if target and older else {}
    before = format_html('<a class="btn" href="{}" rel="prev">{}</a>', newer, _("Plus récents")) if newer else ""
    row = '<a class="btn" href="{}" rel="next"{}>{}</a>'
    after = format_html(row, older, markup.attributes(live), _("Plus anciens")) if older else ""
    return format_html('<nav class="pager" aria-label="{}">{}{}</nav>', _("Pages"), before, after)


def live_line(count: int, url: str, *, words: str = "", target: str = "", swap: str = "outerHTML") -> SafeString:
    """The line that announces without moving what one reads: « 3 nouvelles réponses ». Nothing when `count` is 0."""
    if not count:
        return EMPTY
    text = words or ngettext("%(count)d nouvelle réponse", "%(count)d nouvelles réponses", count) % {"count": count}
    live = {"hx-get": url, "hx-target": target, "hx-swap": swap} if target else {}
    return format_html('<a class="live-line" href="{}"{}>{}</a>', url, markup.attributes(live), text)


def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A message that stays: info, success, warning, danger, privacy."""
    heading = format_html('<p class="notice-title">{}</p>', title) if title else ""
    drawing = markup.icon(NOTICE_ICONS[kind])
    return format_html('<div class="notice notice-{}">{}<div>{}{}</div></div>', kind, drawing, heading, content)


def empty_state(content: str, icon: str, title: str) -> SafeString:
    """What will be here (`title`, then a sentence in <p class="empty-words">) and the one button that begins it."""
    drawing = markup.icon(icon, "l")
    return format_html('<div class="empty"><span class="empty-icon">{}</span><h2>{}</h2>{}</div>', drawing, title, content)


def menu(
    content: str, label: str, icon: str = "ellipsis", *, words: bool = False, start: bool = False, small: bool = True
) -> SafeString:
    """A menu that opens (`<a class="menu-item">`, `post_button look="menu-item"`). `words`: the label is seen."""
    seen = "<span>{}</span>" if words else '<span class="visually-hidden">{}</span>'
    classes = "btn btn-quiet" + (" btn-small" if small else "") + ("" if words else " btn-icon")
    return format_html(
        '<details class="menu{}"><summary class="{}"{}>{}{}</summary><div class="menu-panel">{}</div></details>',
        " menu-start" if start else "",
        classes,
        "" if words else markup.attributes({"title": label}),
        markup.icon(icon),
        format_html(seen, label),
        content,
    )


def dialog(content: str, id: str, title: str) -> SafeString:
    """A native dialog: what has `data-dialog="id"` opens it, and a link leads to its page without JavaScript."""
    words = _("Fermer")
    close = markup.button(
        words, kind="quiet", icon_name="x", url="", small=False, hide_label=True, values={"type": "submit"}
    )
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><div class="dialog-head"><h2 id="{0}-title">{1}</h2>'
        '<form method="dialog">{2}</form></div><div class="dialog-body">{3}</div></dialog>',
        id,
        title,
        close,
        content,
    )


Section = tuple[str, Any, str, Callable[[Any], bool] | None]


def section_tabs(sections: Iterable[Section], viewer: Any, current: str) -> list[dict[str, Any]]:
    """Items of components/tabs.html, of the sections that are for everybody (no predicate) or for the viewer. A section:
    its key, its label, the name of its address, for whom."""
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name, who in sections
        if who is None or who(viewer)
    ]
