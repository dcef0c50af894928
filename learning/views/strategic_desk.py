"""The page of the strategic team: the government on one page that prints."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import render
from learning.permissions.interventions import leads_strategy
from learning.queries.strategic_desk import strategic_desk
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def desk(request: "MemberRequest") -> HttpResponse:
    if not leads_strategy(request.person):
        raise PermissionDenied(_("Cette page est celle de l’équipe stratégique."))
    now = timezone.now()
    return render(request, "learning/strategic_desk.html", {"desk": strategic_desk(request.person, now), "now": now})
