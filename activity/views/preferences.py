"""Which notices one wants in the application."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activity.actions import preferences
from activity.enums import Channel
from activity.queries.preferences import wishes_of
from activity.views.entry import member_only
from core.htmx import redirect

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def notification_preferences(request: "MemberRequest") -> HttpResponse:
    """One box per kind; those that are always sent are shown and cannot be changed."""
    groups = wishes_of(request.person)
    if request.method != "POST":
        return render_page(request, "activity/notification_preferences.html", {"groups": groups})
    wanted = set(request.POST.getlist("genre"))
    with transaction.atomic():
        for group in groups:
            for wish in group.wishes:
                if not wish.kind.always and wish.wanted != (wish.kind.key in wanted):
                    preferences.set_preference(
                        person=request.person, kind=wish.kind.key, channel=Channel.IN_APP, wanted=not wish.wanted
                    )
    messages.success(request, _("Préférences enregistrées."))
    return redirect(request, reverse("activity:notification-preferences"))
