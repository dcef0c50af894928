"""The ledger of one's own mails, and how many people a text of one's own reached."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from activity.enums import DeliveryState
from activity.queries import deliveries
from activity.views.entry import member_only
from core.htmx import render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

STATES = [
    (DeliveryState.DUE, gettext_lazy("À envoyer")),
    (DeliveryState.SENT, gettext_lazy("Envoyés")),
    (DeliveryState.CANCELLED, gettext_lazy("Annulés")),
    (DeliveryState.BOUNCED, gettext_lazy("Non remis")),
]
# The fact by which each kind of text was told, by its number.
TEXTS = {"fil": "thread:%d", "reponse": "reply:%d", "fiche": "practice:%d:1", "rencontre": "event:%d:new"}


@require_safe
@member_only
def delivery_list(request: "MemberRequest") -> HttpResponse:
    """« Mes envois »: what left or will, when, what never did and why. `etat` one state; `avant` a cursor of older ones."""
    state = request.GET.get("etat", "")
    page = deliveries.page(request.person, state=state, cursor=request.GET.get("avant"))
    here = reverse("activity:delivery-list")
    narrowed = {"etat": state} if state in DeliveryState.values else {}
    context = {
        "states": [
            {"label": label, "url": f"{here}?etat={value}" if value else here, "current": value == narrowed.get("etat", "")}
            for value, label in [("", _("Tous")), *STATES]
        ],
        "narrowed": bool(narrowed),
        "entries": page.entries,
        "older_url": f"{here}?{urlencode(narrowed | {'avant': page.next_cursor})}" if page.next_cursor else "",
        "newer_url": f"{here}?{urlencode(narrowed)}" if request.GET.get("avant") else "",
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
