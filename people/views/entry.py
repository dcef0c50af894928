"""The door of a page for members."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from core.limits import TooMany, too_many_response

View = TypeVar("View", bound=Callable[..., HttpResponse])


def member_view(*methods: str) -> Callable[[View], View]:
    """For members only: 403 without a profile, 404 for what the person may not see, 429 for too many presses."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in (*methods, "HEAD" if "GET" in methods else ""):
                return HttpResponseNotAllowed(methods)
            if request.person is None:  # type: ignore[attr-defined]
                raise PermissionDenied(_("Ce compte n’a pas de profil de membre."))
            try:
                return view(request, *args, **kwargs)
            except ObjectDoesNotExist as error:
                raise Http404 from error
            except TooMany as refusal:
                return too_many_response(request, refusal)

        return entered  # type: ignore[return-value]

    return decorate
