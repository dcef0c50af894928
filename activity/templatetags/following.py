"""`{% load following %}`: buttons to follow a thing or to keep it, for the pages of any app."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context

from activity.queries.targets import Ref, button_of

register = template.Library()


@register.inclusion_tag("activity/follow_button.html", takes_context=True)
def follow_button(context: Context, target: Model | Ref, following: bool, count: int | None = None) -> dict[str, Any]:
    """« Suivre » or « Suivi », pressed without leaving the page. `count`: how many follow; None says nothing of it."""
    return button_of(target, context["viewer"], pressed=following) | _page(context) | {"count": count}


@register.inclusion_tag("activity/bookmark_button.html", takes_context=True)
def bookmark_button(context: Context, target: Model | Ref, kept: bool) -> dict[str, Any]:
    """« Garder » or « Gardé »."""
    return button_of(target, context["viewer"], pressed=kept) | _page(context)


def _page(context: Context) -> dict[str, Any]:
    """Where to go back to without JavaScript, and the form's token."""
    request = context.get("request")
    return {"back": request.get_full_path() if request is not None else "/", "csrf_token": context.get("csrf_token", "")}
