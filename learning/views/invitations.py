"""A campaign as who is invited reads it: free to answer, to let it count, to hear no more of it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import campaign_dates
from learning.enums import CampaignState
from learning.queries import campaigns as queries
from learning.queries.diagnostics import is_on
from learning.queries.runs import open_run
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def campaign_invitation(request: "MemberRequest", pk: int) -> HttpResponse:
    member = queries.invitation_of(request.person, pk)
    campaign = member.campaign
    running = campaign.state == CampaignState.OPEN and campaign.closes_on >= timezone.localdate()
    context = {
        "campaign": campaign,
        "member": member,
        "running": running and member.left_at is None,
        "answered": queries.has_answered(request.person, campaign),
        "open_run": open_run(request.person),
        "on": is_on(request.person),
    }
    return render(request, "learning/campaign_invitation.html", context)


@member_view("POST")
def campaign_decline(request: "MemberRequest", pk: int) -> HttpResponse:
    member = queries.invitation_of(request.person, pk)
    campaign_dates.decline_invitation(by=request.person, member=member, at=timezone.now())
    messages.success(request, _("Vous ne recevrez plus rien de cette campagne. Personne n’en est informé."))
    return redirect(request, reverse("learning:diagnostic-home"))
