"""One URL, one view, one template: the page, or its fragment for an htmx request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect as django_redirect
from django.shortcuts import render as django_render
from django.utils.cache import patch_vary_headers


def is_htmx(request: HttpRequest) -> bool:
    """An htmx request for a fragment (a restored history page wants the whole page)."""
    details = getattr(request, "htmx", None)
    return details is not None and bool(details) and not details.history_restore_request


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; for an htmx request with a `fragment`, `template#fragment` alone. Fragment name = id = hx-target."""
    name = f"{template}#{fragment}" if fragment and is_htmx(request) else template
    response = django_render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Post, redirect, get: 303 for a browser; htmx is told to go there itself."""
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    response = django_redirect(url)
    response.status_code = 303
    return response
