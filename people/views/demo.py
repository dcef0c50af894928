"""Entering a demonstration as one of its cast. The route exists only there."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from core.htmx import redirect, render
from people.queries.accounts import demo_person


@login_not_required
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """`person` is the key of one of the cast; `next` where to go."""
    person = demo_person(request.POST.get("person", ""))
    if person is None or person.user is None:
        return render(request, "people/demo_unknown.html", status=404)
    record_authentication(request, person.user, method="demo")
    login(request, person.user, backend="people.middleware.MemberBackend")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return redirect(request, target)
