"""The API that machines read: one door for the routers of the apps, with its own description at /api/v1/openapi.json."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja import NinjaAPI
from ninja.errors import ValidationError

from core.limits import TooMany
from job_profiles import api as job_profiles

TITLE = "Maillage : descriptions d’emploi harmonisées"
DESCRIPTION = (
    "Lecture seule. Versions approuvées des descriptions d’emploi, en français et en anglais. Aucun renseignement personnel."
)
CLOSED = "Cette installation n’ouvre son API qu’à ses membres. Connectez-vous d’abord."


def may_call(request: HttpRequest) -> bool:
    """Anybody where API_PUBLIC is on; elsewhere whoever is signed in."""
    return settings.API_PUBLIC or request.user.is_authenticated


api = NinjaAPI(
    title=TITLE, version="1.0.0", description=DESCRIPTION, docs_url=None, urls_namespace="api", auth=None,
    servers=[{"url": "/"}],
)  # fmt: skip
api.add_router("", job_profiles.router)


@api.exception_handler(TooMany)
@api.exception_handler(job_profiles.NotFound)
def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    status, sentence, headers = job_profiles.refusal(error)
    response = api.create_response(request, {"detail": sentence}, status=status)
    for name, value in headers.items():
        response[name] = value
    return response


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: Exception) -> HttpResponse:
    places = sorted({str(one["loc"][-1]) for one in getattr(error, "errors", [])})
    sentence = f"Paramètre non valable\xa0: {', '.join(places)}. Voyez /api/v1/openapi.json."
    return api.create_response(request, {"detail": sentence}, status=422)


def _opened(pattern: Any) -> Any:
    """Reading alone. The middleware does not ask to sign in (`login_required = False`); `may_call` decides."""
    view = pattern.callback

    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not may_call(request):
            return api.create_response(request, {"detail": CLOSED}, status=401)
        request.method = "GET"  # ninja knows no HEAD; the server leaves its body out
        return view(request, *args, **kwargs)

    entered.login_required = False  # type: ignore[attr-defined]
    pattern.callback = entered
    return pattern


_patterns, _app_name, _namespace = api.urls
urls = ([_opened(pattern) for pattern in _patterns], _app_name, _namespace)
