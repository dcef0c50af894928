"""« Annuler » in a message: what one let go comes back with what hung on it, the last of each, for a quarter of an hour."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.cache import cache
from django.utils.translation import gettext as _

from people.models import Person

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SECONDS = 15 * 60


def keep(person: Person, what: str, value: Any, url: str) -> str:
    """Remember it; returns the tag of a message that offers « Annuler », which posts to `url?annuler=1`."""
    cache.set(f"{what}:{person.pk}", value, SECONDS)
    return f"undo={url}?annuler=1"


def asked(request: "MemberRequest") -> bool:
    return bool(request.POST.get("annuler") or request.GET.get("annuler"))


def take(person: Person, what: str) -> Any:
    """What was remembered, once; None when it is too late."""
    key = f"{what}:{person.pk}"
    value = cache.get(key)
    cache.delete(key)
    return value


def say(request: "MemberRequest", value: Any) -> None:
    messages.success(request, _("C’est comme avant.") if value is not None else _("Il est trop tard pour annuler."))
