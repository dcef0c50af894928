"""On the home page after an absence: what one missed."""

import datetime as dt
from typing import Any

from community.queries import catch_up
from people.models import Person
from people.queries.registries import Place, home_panels


@home_panels.register_class
class CatchingUp:
    key, order = "catch-up", 4
    template = "community/panels/catch_up.html"
    place: Place = "main"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        away = catch_up.absence_of(person, at=at)
        return {"since": away} if away else None
