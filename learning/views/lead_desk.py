"""The page of a sectoral lead: one ministry on one page that prints."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import render
from learning.queries import interventions
from learning.queries.lead_desk import desks_of, lead_desk
from learning.views.interventions import reader
from people.models import Organisation
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def desk(request: "MemberRequest") -> HttpResponse:
    """`?organisme=`: one of those that the person leads; else the own one. Raises DoesNotExist for another."""
    person = reader(request.person)
    places = desks_of(person, interventions.scopes_of(person))
    if not places:
        raise PermissionDenied(_("Vous ne dirigez l’équipe d’aucun ministère."))
    asked = request.GET.get("organisme", "")[:20]
    place = next((one for one in places if one.acronym == asked), None) if asked else places[0]
    if place is None:
        raise Organisation.DoesNotExist
    found = lead_desk(person, place, timezone.now())
    return render(request, "learning/lead_desk.html", {"desk": found, "places": places, "now": timezone.now()})
