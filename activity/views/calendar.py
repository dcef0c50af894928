"""The personal calendar: the page that makes and closes its secret address, and the feed behind that address."""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from activity.actions import calendar
from activity.queries import calendar as entries
from activity.rules import ics
from activity.rules.ics import Appointment
from activity.views.entry import member_only
from core.htmx import redirect
from core.limits import TooMany, client_address, limited, spend
from people.queries.installation import installation

if TYPE_CHECKING:
    from people.middleware import MemberRequest

REFRESH = dt.timedelta(hours=1)
ASKED, UNKNOWN, ASKED_IN_SECONDS = 120, 30, 3600


@require_safe
@member_only
def calendar_page(request: "MemberRequest") -> HttpResponse:
    """What is coming, and whether an address is open; the address itself is shown only when it is made."""
    return render_page(request, "activity/calendar.html", _context(request))


def _context(request: "MemberRequest") -> dict[str, Any]:
    return {
        "token": entries.living_token(request.person),
        "entries": entries.upcoming(request.person, after=timezone.now(), limit=10),
        "url": "",
        "webcal": "",
        "refused": "",
    }


@require_POST
@limited("calendrier", limit=20, seconds=3600)
@member_only
def calendar_create(request: "MemberRequest") -> HttpResponse:
    """Make the address, or another in its place (`remplace`: the number of the one that the page showed).

    Answered by the page itself: the address is shown this once and kept nowhere, so nothing may lead away from it.
    """
    replaces = request.POST.get("remplace", "")
    try:
        token = calendar.create_address(
            by=request.person, replaces=int(replaces) if replaces.isdigit() else None, at=timezone.now()
        )
    except calendar.AddressChanged as refusal:
        context = _context(request) | {"refused": refusal.messages[0]}
        return render_page(request, "activity/calendar.html", context, status=409)
    url = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('activity:calendar-feed', args=[token])}"
    context = _context(request) | {"url": url, "webcal": f"webcal:{url.partition(':')[2]}"}
    response = render_page(request, "activity/calendar.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@member_only
def calendar_revoke(request: "MemberRequest") -> HttpResponse:
    """Close the address: calendars that ask it get nothing from now on."""
    closed = calendar.revoke_address(by=request.person, at=timezone.now())
    messages.success(request, _("L’adresse est fermée.") if closed else _("Aucune adresse n’était ouverte."))
    return redirect(request, reverse("activity:calendar"))


@login_not_required  # the token is the key: calendars cannot sign in
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The person's own calendar. 404 for an unknown or revoked address; 304 when nothing changed."""
    owner = entries.owner_of(token)
    try:
        if owner is None:
            spend("calendrier-inconnu", client_address(request), limit=UNKNOWN, seconds=ASKED_IN_SECONDS)
            raise Http404
        spend("calendrier-lu", owner.pk, limit=ASKED, seconds=ASKED_IN_SECONDS)
    except TooMany as refusal:
        return HttpResponse(
            refusal.sentence, status=429, headers={"Retry-After": str(refusal.retry_after)}, content_type="text/plain"
        )
    now = timezone.now()
    with override(owner.person.interface_language if installation().english_available else "fr"):
        found = entries.appointments(owner.person, at=now)
        data = ics.write(found, name=_("Maillage"), refresh=REFRESH)
    return _conditional(request, data, _last_changed(found, owner.created_at, now))


def _last_changed(found: list[Appointment], created_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Never before this midnight: what leaves the feed (a place given back, an old entry) has no date of its own, so a
    reader that asks by date alone gets the whole at least once a day. ETag tells exactly."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return max([midnight, created_at, *(one.changed_at for one in found)])


def _conditional(request: HttpRequest, data: bytes, changed_at: dt.datetime) -> HttpResponse:
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    modified = int(changed_at.timestamp())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "Cache-Control": "private, max-age=300, must-revalidate",
        "Content-Disposition": 'inline; filename="maillage.ics"',
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    found = get_conditional_response(request, etag=etag, last_modified=modified, response=response)
    answer: HttpResponse = found if found is not None else response
    for name, value in headers.items():
        answer[name] = value
    return answer
