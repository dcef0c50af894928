"""Rate limits on what costs, counted in Redis: a fixed window per scope and key."""

import functools
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import ngettext

View = TypeVar("View", bound=Callable[..., HttpResponse])


class TooMany(Exception):
    """The limit is reached; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        minutes = max(1, -(-self.retry_after // 60))
        return ngettext(
            "C’est beaucoup en peu de temps. Réessayez dans %(minutes)d minute\xa0: votre texte est gardé.",
            "C’est beaucoup en peu de temps. Réessayez dans %(minutes)d minutes\xa0: votre texte est gardé.",
            minutes,
        ) % {"minutes": minutes}


def spend(scope: str, key: object, *, limit: int, seconds: int) -> None:
    """Count one use; raises TooMany past `limit` uses in the current window of `seconds`."""
    now = int(time.time())
    window = now // seconds
    name = f"limite:{scope}:{key}:{window}"
    if cache.count(name, seconds + 5) > limit:  # type: ignore[attr-defined]
        raise TooMany((window + 1) * seconds - now)


def client_address(request: HttpRequest) -> str:
    """Where the visitor comes from: behind the proxy that is trusted (TRUST_PROXY), what that proxy added last."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.TRUST_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def limited(scope: str, *, limit: int, seconds: int, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Decorator of a view: past the limit per account (per address when signed out) it answers 429 and says when."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                key = request.user.pk if request.user.is_authenticated else client_address(request)
                try:
                    spend(scope, key, limit=limit, seconds=seconds)
                except TooMany as error:
                    return too_many_response(request, error)
            return view(request, *args, **kwargs)

        return wrapper  # type: ignore[return-value]

    return decorate


def too_many_response(request: HttpRequest, error: TooMany) -> HttpResponse:
    """The 429 page; an htmx request gets the sentence alone."""
    if getattr(request, "htmx", False):
        response = HttpResponse(error.sentence, status=429, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(render_to_string("errors/429.html", {"sentence": error.sentence}, request), status=429)
    response["Retry-After"] = str(error.retry_after)
    return response
