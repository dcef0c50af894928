"""Who is looking, and in which language."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from core.database import prepared
from people.models import Person, User
from people.queries.installation import installation
from people.queries.registries import editor_doors

if TYPE_CHECKING:
    GetResponse = Callable[[HttpRequest], HttpResponse]

ENTER_CMS = "wagtailadmin.access_admin"


class MemberBackend(AuthenticationBackend):
    """allauth's sign-in; the account comes with its person and organisation in one query."""

    @prepared
    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person__organisation").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """/cms/ is also for whoever a role lets in: it ends with the role, no group has to be kept."""
        if super().has_perm(user_obj, perm, obj=obj):
            return True
        person = getattr(user_obj, "person", None) if perm == ENTER_CMS and user_obj.is_active else None
        return person is not None and person.is_active and any(door.opens(person) for door in editor_doors)


class MemberRequest(HttpRequest):
    """A request with the member who makes it (for annotations)."""

    person: Person


class ViewerMiddleware:
    """Sets `request.person`: the active member who is signed in, or None (an account without a profile is nobody)."""

    def __init__(self, get_response: "GetResponse") -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = getattr(request.user, "person", None) if request.user.is_authenticated else None
        request.person = person if person is not None and person.is_active else None  # type: ignore[attr-defined]
        return self.get_response(request)


class LanguageMiddleware:
    """French, unless an administrator has switched English on and the member (or the visitor's cookie) chose it."""

    def __init__(self, get_response: "GetResponse") -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "fr"
        if installation().english_available:
            person = request.person  # type: ignore[attr-defined]
            chosen = person.interface_language if person else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "fr")
            language = chosen if chosen in {"fr", "en"} else "fr"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", "en-CA" if language == "en" else "fr-CA")
        return response
