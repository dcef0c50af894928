"""The card of the home page that every app feeds: one next step, with its reason."""

import datetime as dt
from typing import Any

from competencies.queries.next_steps import next_step_of
from people.models import Person
from people.queries.registries import home_panels


@home_panels.register_class
class NextStepPanel:
    key, order, place = "prochaine-etape", 10, "aside"
    template = "network/panels/next_step.html"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        step = next_step_of(person, at)
        return {"step": step} if step is not None else None
