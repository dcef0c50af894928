"""What is read once for a page; the door of /cms/, and what browsers may do behind it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.cache import reading_once
from people.middleware import ENTER_CMS
from people.queries.registries import editor_doors

PREFIX = "/cms/"
# Words and drawings of Wagtail's scripts, what it remembers of folded menus, the way out.
OF_EVERY_PAGE = ("jsi18n/", "sprite", "dismissibles/", "editing-sessions/release/", "logout/")


class OnceMiddleware:
    """Parts of a page that ask for the same thing share what was read (core.cache.once); what may write reads anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(PREFIX):
            return self.get_response(request)
        with reading_once():
            return self.get_response(request)


class CmsMiddleware:
    """Wagtail's administration: for those who may enter it, under a content policy that its inline scripts can live with.

    Wagtail sends members without the permission to sign in; they are signed in, and would be sent back for ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(PREFIX):
            response.headers.setdefault("Content-Security-Policy", settings.CMS_CONTENT_SECURITY_POLICY)
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """To sign in first, its programming interfaces too; PermissionDenied for an account that may not administer."""
        if not request.path_info.startswith(PREFIX):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not _may_enter(request.user, request.path_info.removeprefix(PREFIX)):
            raise PermissionDenied(_("L’édition des pages revient aux personnes qui en ont la charge."))
        return None


def _may_enter(user: Any, address: str) -> bool:
    """Everywhere for whom administrators let in; for whom a role lets in, at what the role opens and what every page of
    Wagtail needs."""
    if ENTER_CMS in user.get_all_permissions():
        return True
    person = getattr(user, "person", None)
    if person is None or not person.is_active:
        return False
    opened = [door for door in editor_doors if door.opens(person)]
    prefixes = [prefix for one in opened for prefix in (*OF_EVERY_PAGE, *one.prefixes)]
    return bool(opened) and (not address or any(address.startswith(prefix) for prefix in prefixes))
