"""What a space says of itself in words: its preset."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from community import permissions
from community.forms.presets import promises_of
from community.models import PracticePage, Space, Thread
from community.queries.shelf import is_pinned
from core.addresses import address
from core.templatetags import pieces

register = template.Library()
PILLS = {"open": "space-open", "request": "space-request", "private": "space-private", "hidden": "space-hidden"}


@register.filter
def promises(space: Space) -> list[tuple[str, str]]:
    """Who finds it, who joins how, who reads: pairs of icon and words."""
    return promises_of(space.access)


@register.simple_tag
def access_pill(space: Space) -> SafeString:
    """The preset as a pill with its icon."""
    return pieces.kind(PILLS[space.access], with_icon=True)


@register.inclusion_tag("community/parts/pin_button.html", takes_context=True)
def pin_button(context: Context, target: Thread | PracticePage) -> dict[str, Any]:
    """`{% pin_button thread %}`: pins a thread or a sheet to the shelf of its space. Nothing, and no query, for others than
    its facilitators. Needs `target.space`."""
    person = context["request"].person
    if not permissions.can_pin(person, target.space):
        return {"pin_url": ""}
    name = "community:practice-pin" if isinstance(target, PracticePage) else "community:thread-pin"
    return {
        "pin_url": address(name, target.pk),
        "pinned": is_pinned(target.space_id, target),
        "csrf_token": context.get("csrf_token"),
    }
