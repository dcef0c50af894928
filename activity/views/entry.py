"""The door of every page of this app."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from activity.queries.targets import Ref, read_signed

if TYPE_CHECKING:
    from people.middleware import MemberRequest

View = TypeVar("View", bound=Callable[..., HttpResponse])


def member_only(view: View) -> View:
    """403 with a sentence for an account without a profile."""

    @functools.wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is None:  # type: ignore[attr-defined]
            raise PermissionDenied(_("Ce compte n’a pas de profil de membre."))
        return view(request, *args, **kwargs)

    return entered  # type: ignore[return-value]


def back(request: "MemberRequest", default: str) -> str:
    """Where a form without JavaScript goes back to: a page of this site, else `default`."""
    url = request.POST.get("retour", "")
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) else default


def target_of(request: "MemberRequest") -> Ref:
    """The signed target of the form. Raises PermissionDenied when it was made up or signed for somebody else."""
    ref = read_signed(request.POST.get("cible", ""), request.person)
    if ref is None:
        raise PermissionDenied(_("Ce bouton n’est plus valable. Rechargez la page."))
    return ref
