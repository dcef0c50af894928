"""Every tag and filter of the interface, a builtin of all templates. The catalogue page `/_composants/` shows each of them.

What is drawn stands in its neighbours (markup, pieces, fields, formatting, charts) and in templates/components/.
"""
# ruff: noqa: S308 (constants and whitelisted values only)

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core import files
from core.rules import languages
from core.templatetags import charts, feed, fields, formatting, markup, pieces

register = template.Library()

THEMES = ("light", "dark")

for _filter in (
    formatting.number, formatting.percent, formatting.money, formatting.file_size, formatting.duration, formatting.excerpt,
    formatting.moment,
):  # fmt: skip
    register.filter(_filter.__name__, _filter)
for _tag in (
    markup.icon, markup.avatar, pieces.kind, pieces.chip, pieces.when, pieces.progress, pieces.breadcrumb, pieces.pager,
    pieces.live_line, pieces.side_links, pieces.bottom_links, pieces.facet_values, feed.feed_card,
    charts.level_bar, charts.level_words, charts.bar, fields.form_errors,
):  # fmt: skip
    register.simple_tag(_tag)
for _block in (pieces.notice, pieces.empty_state, pieces.menu, pieces.dialog):
    register.simple_block_tag(_block)


def _date(value: dt.date) -> dt.date:
    return formatting.local(value).date() if isinstance(value, dt.datetime) else value


@register.filter
def clock(value: dt.datetime | dt.time) -> str:
    """« 14 h 30 »."""
    return formatting.clock(formatting.local(value) if isinstance(value, dt.datetime) else value)


@register.filter
def day(value: dt.date) -> str:
    """« 3 décembre 2026 »."""
    return formatting.day(_date(value))


@register.filter
def weekday(value: dt.date) -> str:
    """« jeudi 3 décembre », for what is near."""
    return formatting.day(_date(value), weekday=True, year=False)


@register.filter
def joined(values: Iterable[object], separator: str = ", ") -> str:
    """Values in one line, without empty ones."""
    return separator.join(str(value) for value in values if value)


@register.simple_tag
def html_lang() -> str:
    """The value of <html lang>: fr-CA or en-CA."""
    return languages.html_language((translation.get_language() or "fr")[:2])


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    """` data-theme="dark"` when the person chose a theme (cookie, else profile); nothing when the system decides."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request is not None else ""
    chosen = chosen or getattr(context.get("viewer"), "theme", "")
    return mark_safe(f' data-theme="{chosen}"' if chosen in THEMES else "")


@register.simple_tag
def button(
    label: object,
    kind: str = "",
    icon: str = "",
    *,
    url: str = "",
    small: bool = False,
    hide_label: bool = False,
    **values: Any,
) -> SafeString:
    """A button, or a link that looks like one (`url`). `kind`: primary, danger, quiet. `hx_get=…` becomes hx-get."""
    return markup.button(label, kind=kind, icon_name=icon, url=url, small=small, hide_label=hide_label, values=values)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    label: object,
    url: str,
    *,
    kind: str = "",
    icon: str = "",
    small: bool = False,
    pressed: bool | None = None,
    name: str = "",
    value: str = "",
    look: str = "btn",
    **values: Any,
) -> SafeString:
    """One button that posts by itself, with or without JavaScript. `values` go on the form: `hx_post`, `hx_target`…

    `look`: btn, link (as words) or menu-item. `name` and `value` are sent with it.
    """
    state: dict[str, object] = {"type": "submit"}
    if pressed is not None:
        state["aria-pressed"] = "true" if pressed else "false"
    if look == "btn":
        pressable = markup.button(label, kind=kind, icon_name=icon, url="", small=small, hide_label=False, values=state)
    else:
        classes = "btn-link" if look == "link" else "menu-item"
        drawing = markup.icon(icon) if icon else ""
        pressable = format_html('<button class="{}"{}>{}{}</button>', classes, markup.attributes(state), drawing, label)
    hidden = {"csrfmiddlewaretoken": context.get("csrf_token", "")} | ({name: value} if name else {})
    inputs = [format_html('<input type="hidden" name="{}" value="{}">', *pair) for pair in hidden.items()]
    return format_html(
        '<form method="post" action="{}" class="inline"{}>{}{}</form>',
        url,
        markup.attributes(values),
        mark_safe("".join(inputs)),
        pressable,
    )


@register.simple_tag
def field(bound: BoundField, *, label: str = "", help: str = "", **values: Any) -> SafeString:
    """A form field: label, help, control, error. Further arguments are attributes of the control."""
    return fields.field(bound, label=label, help_text=help, values=values)


@register.simple_tag
def markdown_editor(
    bound: BoundField,
    *,
    preview_url: str = "",
    upload_url: str = "",
    mention_url: str = "/membres/mentions/",
    label: str = "",
    rows: int = 6,
    placeholder: str = "",
) -> SafeString:
    """A textarea for Markdown with its tools, preview, attachments and mentions; a plain textarea without JavaScript."""
    parts = fields.editor_parts(bound, label=label, rows=rows, placeholder=placeholder, mention_url=mention_url)
    upload = {"upload_url": upload_url, "upload_max": files.MAX_BYTES, "upload_too_large": files.too_large()}
    return _render("markdown_editor", {**parts, "preview_url": preview_url, **upload})


@register.simple_tag(takes_context=True)
def sort_header(
    context: Context, key: str, label: str, *, current: str = "", number: bool = False, param: str = "tri"
) -> SafeString:
    """A <th> that sorts: `?tri=key`, then `?tri=-key`. `current`: the order in force."""
    query = context["request"].GET.copy()
    query.pop("avant", None)
    query[param] = f"-{key}" if current == key else key
    order = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    drawing = markup.icon({"ascending": "arrow-up", "descending": "arrow-down"}.get(order, "chevrons-up-down"))
    return format_html(
        '<th scope="col" aria-sort="{}"{}><a class="sort" href="?{}">{}{}</a></th>',
        order,
        markup.attributes({"class": "number" if number else None}),
        query.urlencode(),
        label,
        drawing,
    )


@register.simple_tag(takes_context=True)
def toast(context: Any, message: Any) -> SafeString:
    """A message of Django's framework. `extra_tags="undo=/adresse/"` adds « Annuler », which posts there, scripts or not."""
    words = (message.extra_tags or "").split()
    undo = next((word.removeprefix("undo=") for word in words if word.startswith("undo=")), "")
    level = message.level_tag or "info"
    drawing = pieces.NOTICE_ICONS.get(level, "info")
    values = {"level": level, "icon_name": drawing, "text": str(message), "undo": undo}
    return _render("toast", values | {"csrf_token": context.get("csrf_token", "")})


@register.simple_tag
def component(name: str, **values: Any) -> SafeString:
    """`{% component "skeleton" count=3 %}`: templates/components/skeleton.html with these variables and no others."""
    return _render(name, values)


def _render(name: str, values: dict[str, Any]) -> SafeString:
    return SafeString(get_template(f"components/{name}.html").render(values))
