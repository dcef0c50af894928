"""Panels of the apps above, drawn: each template gets its own context and nothing of the page's."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.safestring import SafeString


def draw(request: HttpRequest, panel: Any, context: dict[str, Any]) -> SafeString:
    """One panel. Context processors do not run again: the frame's queries are not repeated for each panel."""
    shared = {"request": request, "viewer": getattr(request, "person", None), "csrf_token": get_token(request)}
    return SafeString(get_template(panel.template).render({**shared, **context}))


def drawn_by_place(request: HttpRequest, shown: Iterable[tuple[Any, dict[str, Any]]]) -> dict[str, list[SafeString]]:
    """Panels with their context, as HTML by place: head, main, aside."""
    places: dict[str, list[SafeString]] = {"head": [], "main": [], "aside": []}
    for panel, context in shown:
        places[panel.place].append(draw(request, panel, context))
    return places
