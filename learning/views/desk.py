"""The first page of learning: one's own desk."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from core.htmx import render
from learning.queries.plan_templates import for_person
from learning.queries.trainee_desk import desk_of
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def desk(request: "MemberRequest") -> HttpResponse:
    """What next, deadlines, seats, courses, plan, diagnostic; where nothing stands, what begins it."""
    found = desk_of(request.person, timezone.now())
    templates = [] if found.board else for_person(request.person)
    return render(request, "learning/desk.html", {"desk": found, "templates": templates})
