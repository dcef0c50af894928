"""`{% load events %}`: when an event takes place and what became of it, in words."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.queries.events import when_words
from core.templatetags import formatting
from core.templatetags.formatting import clock, day

register = template.Library()
CHANGES: dict[str, Any] = {
    "time": gettext_lazy("la date ou l’heure"),
    "mode": gettext_lazy("la formule"),
    "place": gettext_lazy("le lieu"),
    "online_url": gettext_lazy("le lien de participation"),
    "accessibility": gettext_lazy("l’accessibilité"),
}


@register.simple_tag
def event_when(event: Any) -> SafeString:
    """« mardi 1er décembre 2026, de 13 h 30 à 15 h (heure de Québec) », as a time that machines read."""
    words = when_words(event)
    return format_html('<time datetime="{}">{}</time>', event.starts_at.isoformat(timespec="minutes"), words)


@register.simple_tag
def event_hours(event: Any) -> str:
    """« 13 h 30 à 15 h »; only the beginning where it ends another day."""
    begins, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if _date(begins) != _date(ends):
        return clock(begins)
    return _("%(start)s à %(end)s") % {"start": clock(begins), "end": clock(ends)}


@register.filter
def month(value: dt.date) -> str:
    """« décembre 2026 », for the heading of a month."""
    words = day(value.replace(day=2), year=True)
    return words.replace("2 ", "", 1).replace(f"2{formatting.NBSP}", "", 1).replace(" 2,", "", 1)


@register.filter
def from_iso(value: str) -> str:
    """The moment that a notice carries: « mardi 1er décembre 2026, 13 h 30 »; nothing when it carries none."""
    return formatting.moment(dt.datetime.fromisoformat(value)) if value else ""


@register.filter
def changed_words(names: list[str] | None) -> str:
    """« la date ou l’heure, le lieu »."""
    return ", ".join(str(CHANGES[name]) for name in names or [] if name in CHANGES)


def _date(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)
