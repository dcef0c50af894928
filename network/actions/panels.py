"""Panels of the home page that are kept drawn for a person, and forgotten when that person's own act changes them."""

from django.conf import settings
from django.core.cache import cache


def kept_name(panel: str, person_id: int, language: str) -> str:
    """The name in the cache of one panel as one person sees it."""
    return f"panneau:{panel}:{person_id}:{language}"


def forget_panels(person_id: int, *panels: str) -> None:
    """Draw these panels anew at the person's next look."""
    cache.delete_many([kept_name(panel, person_id, code) for panel in panels for code, _name in settings.LANGUAGES])
