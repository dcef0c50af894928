"""The frame around every page: menu, own spaces, badge. Nothing is read before a template asks for it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from activity.queries.live import topic_of, topic_token
from activity.queries.notifications import unread_count
from community.queries import spaces
from network.views.editorial import foot_links
from people.models import Person
from people.queries.installation import installation

# Label, address, icon. An app without a page yet has no address here and stays hidden.
MENU = [
    (_("Accueil"), "/", "house"),
    (_("Communauté"), "/communaute/", "messages-square"),
    (_("Pratiques"), "/communaute/pratiques/", "file-check"),
    (_("Apprentissage"), "/apprentissage/", "graduation-cap"),
    (_("Mentorat"), "/mentorat/", "handshake"),
    (_("Veille"), "/veille/", "telescope"),
    (_("Compétences"), "/competences/", "target"),
    (_("Profils d’emploi"), "/profils-emploi/", "briefcase"),
    (_("Membres"), "/membres/", "users"),
]
ACCOUNT_MENU = [
    (_("Préférences"), "people:preferences", "settings"),
    (_("Notifications et abonnements"), "activity:subscription-list", "bell-ring"),
    (_("Confidentialité et mes données"), "people:privacy", "shield-check"),
]


class Once:
    """A value of the context that is worked out when a template first asks for it, and once."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make: Callable[[], Any] | None = make
        self._value: Any = None

    def __call__(self) -> Any:
        if self._make is not None:
            self._value, self._make = self._make(), None
        return self._value


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of layouts/app.html (see the names at its top)."""
    person: Person | None = getattr(request, "person", None)
    context: dict[str, Any] = {
        "viewer": person,
        "installation_name": settings.INSTALLATION_NAME,
        "demo": settings.DEMO,
        "english_available": Once(lambda: installation().english_available),
        "foot_links": Once(lambda: foot_links(language())),
    }
    if person is not None:
        mine = Once(lambda: spaces.mine(person, at=timezone.now()))
        context |= {
            "menu": Once(lambda: _menu(request.path, mine())),
            "my_spaces": Once(lambda: _my_spaces(request.path, mine())),
            "account_menu": Once(lambda: _account_menu(request)),
            "account_key": bool(getattr(request.user, "is_staff", False)),
            "unread_notifications": Once(lambda: unread_count(person)),
            "live_topic": Once(lambda: topic_token(person, topic_of("person", person.pk))),
        }
    return context


def _menu(path: str, mine: list[spaces.MySpace]) -> list[dict[str, Any]]:
    """Counts stand only where one can act: what is new in one's own spaces."""
    counts = {"/communaute/": sum(space.new for space in mine)}
    chosen = max((url for url in _addresses() if url != "/" and path.startswith(url)), key=len, default=path)
    return [
        {"label": label, "url": url, "icon": icon, "count": counts.get(url, 0), "current": url == chosen}
        for label, url, icon in MENU
        if url in _addresses()
    ]


@lru_cache(maxsize=1)
def _addresses() -> frozenset[str]:
    """Addresses of the menu behind which there is a page."""
    return frozenset(url for _label, url, _icon in MENU if _leads_somewhere(url))


def _leads_somewhere(url: str) -> bool:
    try:
        resolve(url)
    except Resolver404:
        return False
    return True


def _my_spaces(path: str, mine: list[spaces.MySpace]) -> list[dict[str, Any]]:
    return [
        {"label": space.name, "url": space.url, "count": space.new, "current": path.startswith(space.url)} for space in mine
    ]


def _account_menu(request: HttpRequest) -> list[dict[str, Any]]:
    entries = [{"label": label, "url": url, "icon": icon} for label, url, icon in _account_addresses()]
    if getattr(request.user, "is_staff", False):
        entries.append({"label": _("Administration"), "url": "/cms/", "icon": "wrench"})
    return entries


@lru_cache(maxsize=1)
def _account_addresses() -> tuple[tuple[Any, str, str], ...]:
    found = []
    for label, name, icon in ACCOUNT_MENU:
        try:
            found.append((label, reverse(name), icon))
        except NoReverseMatch:
            continue
    return tuple(found)


def language() -> str:
    """`fr` or `en`."""
    return (get_language() or "fr")[:2]
