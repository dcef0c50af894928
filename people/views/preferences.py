"""Language, theme, single keys. The theme and the language are also cookies: the first paint and the visitor need them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from core.htmx import is_htmx, redirect, render
from people.actions import preferences
from people.enums import Theme
from people.forms.preferences import PreferencesForm
from people.queries.installation import installation

if TYPE_CHECKING:
    from people.middleware import MemberRequest

A_YEAR = 60 * 60 * 24 * 365


def edit(request: "MemberRequest") -> HttpResponse:
    """One form for all of it."""
    if request.person is None:
        raise PermissionDenied(_("Ce compte n’a pas de profil de membre."))
    seen = request.COOKIES.get("theme", "")
    form = PreferencesForm(
        request.POST or None,
        person=request.person,
        theme=seen if seen in Theme.values else request.person.theme,
        english_available=installation().english_available,
    )
    if request.method == "POST" and form.is_valid():
        preferences.change(person=request.person, **form.cleaned_data)
        with override(form.cleaned_data.get("interface_language", "fr")):
            messages.success(request, _("Préférences enregistrées."))
        response = redirect(request, reverse("people:preferences"))
        _keep_theme(response, form.cleaned_data["theme"])
        if "interface_language" in form.cleaned_data:
            _keep_language(response, form.cleaned_data["interface_language"])
        return response
    return render(request, "people/preferences.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def set_theme(request: "MemberRequest") -> HttpResponse:
    """The switch of the avatar menu: `theme` is auto, light or dark."""
    theme = request.POST.get("theme", "")
    if theme not in Theme.values:
        return HttpResponseBadRequest()
    if request.person is not None:
        preferences.change(person=request.person, theme=theme)
    wants_page = not is_htmx(request) and "text/html" in request.headers.get("Accept", "")
    response = redirect(request, _next(request)) if wants_page else HttpResponse(status=204)
    _keep_theme(response, theme)
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The switch of language, also for visitors; does nothing where an administrator did not offer English."""
    language = request.POST.get("language", "")
    if language not in preferences.LANGUAGES:
        return HttpResponseBadRequest()
    response = redirect(request, _next(request))
    if installation().english_available:
        person = request.person  # type: ignore[attr-defined]
        if person is not None:
            preferences.change(person=person, interface_language=language)
        _keep_language(response, language)
    return response


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


def _keep_theme(response: HttpResponse, theme: str) -> None:
    response.set_cookie("theme", theme, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def _keep_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
