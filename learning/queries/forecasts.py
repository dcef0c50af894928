"""What planned actions will change in the needs: a registry. Intervention plans register here; the map shows what they say.

    @need_forecasts.register_class
    class InterventionPlans:
        key, order, label = "interventions", 10, _("Plans d’intervention")
        def expected(self, viewer, snapshot, organisation, at): ...

A provider speaks of places planned, never of the people who will take them: a figure of the map less rounded places gives
nobody away.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from competencies.models import Snapshot
from core.registry import Registry
from people.models import Organisation, Person

STEP = 5


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One planned action: `places` are those that it opens for people with a gap in the competency, by `due_on`."""

    competency_id: int
    places: int
    due_on: dt.date
    label: str
    url: str = ""

    @property
    def rounded(self) -> int:
        return STEP * round(self.places / STEP)


class NeedForecast(Protocol):
    """A source of planned actions, with a number of queries that does not grow."""

    key: str
    order: int
    label: Any

    def expected(
        self, viewer: Person, snapshot: Snapshot, organisation: Organisation | None, at: dt.datetime
    ) -> Sequence[Expected]:
        """Actions to come for the whole, or for one organisation, that the viewer may know of."""


need_forecasts: Registry[NeedForecast] = Registry("prévisions des besoins")


def expected_by_competency(
    viewer: Person, snapshot: Snapshot, organisation: Organisation | None, at: dt.datetime
) -> dict[int, list[Expected]]:
    """All that is planned, the soonest first, by competency."""
    found: dict[int, list[Expected]] = defaultdict(list)
    for provider in need_forecasts:
        for one in provider.expected(viewer, snapshot, organisation, at):
            found[one.competency_id].append(one)
    return {pk: sorted(rows, key=lambda row: (row.due_on, row.label)) for pk, rows in found.items()}
