"""The ledger of one's own mails, and how many people a text of one's own reached."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from activity.queries import deliveries
from activity.views.entry import member_only
from core.htmx import render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

# The fact by which each kind of text was told, by its number.
TEXTS = {"fil": "thread:%d", "reponse": "reply:%d", "fiche": "practice:%d:1", "rencontre": "event:%d:new"}


@require_safe
@member_only
def delivery_list(request: "MemberRequest") -> HttpResponse:
    """« Mes envois »: what left or will, when, what never did and why."""
    page = deliveries.page(request.person, cursor=request.GET.get("avant"))
    here = reverse("activity:delivery-list")
    context = {
        "entries": page.entries,
        "older_url": f"{here}?avant={page.next_cursor}" if page.next_cursor else "",
        "newer_url": here if request.GET.get("avant") else "",
        "address": request.person.user.email if request.person.user else "",
    }
    return render(request, "activity/delivery_list.html", context, fragment="deliveries")


@require_safe
@member_only
def reach(request: "MemberRequest", what: str, pk: int) -> HttpResponse:
    """How many were told of a text of one's own, and how many of them it reached; of another's text it says nothing."""
    if what not in TEXTS:
        raise Http404
    found = deliveries.reach_of(TEXTS[what] % pk, by=request.person)
    return render(request, "activity/reach.html", {"reach": found}, fragment="reach")
