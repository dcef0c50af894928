"""The door of /cms/, and what browsers may do behind it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

PREFIX = "/cms/"


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

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raises PermissionDenied for an account that may not administer; whoever is signed out is sent to sign in."""
        if not request.path_info.startswith(PREFIX) or not request.user.is_authenticated:
            return
        if not request.user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
            raise PermissionDenied(_("L’édition des pages revient aux personnes qui administrent le réseau."))
