"""On the home page of those who may read published figures: the newest portrait, while it is new."""

import datetime as dt
from typing import Any

from competencies.permissions import can_read_figures
from competencies.queries.publishing import largest_needs, newest
from learning.queries.needs import is_recent
from people.models import Person
from people.queries.registries import Place, home_panels

NEW_DAYS = 30


@home_panels.register_class
class NewestPortrait:
    """The strategic team and sectoral leads; nothing for the others, whom it costs no query."""

    key, order = "needs-portrait", 14
    kept_seconds = 300
    template = "learning/panels/needs.html"
    place: Place = "aside"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        snapshot = newest(person) if can_read_figures(person) else None
        if snapshot is None or not is_recent(snapshot, at, NEW_DAYS):
            return None
        return {"snapshot": snapshot, "needs": largest_needs(person, snapshot)}
