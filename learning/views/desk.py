"""The first page of learning: one's own desk."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone

from core.htmx import render
from learning.models import PlanTemplate
from learning.queries.desk_stamps import stamp_of_desk
from learning.queries.plan_templates import for_person
from learning.queries.trainee_desk import Desk, desk_of
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def desk(request: "MemberRequest") -> HttpResponse:
    """What next, deadlines, seats, courses, plan, diagnostic; where nothing stands, what begins it."""
    at = timezone.now()
    stamp = stamp_of_desk(request.person, at)
    return render(request, "learning/desk.html", {"page": Drawn(request.person, at), "stamp": stamp})


@dataclass
class Drawn:
    """What the desk shows, worked out only when it is drawn: it is kept in the process, by its stamp."""

    person: Person
    at: dt.datetime

    @cached_property
    def desk(self) -> Desk:
        return desk_of(self.person, self.at)

    @cached_property
    def templates(self) -> list[PlanTemplate]:
        return [] if self.desk.board else for_person(self.person)
