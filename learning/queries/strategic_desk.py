"""The page of the strategic team: needs of the government, plans of ministries, indicators. No name, no person's level."""

import datetime as dt
from dataclasses import dataclass

from competencies.enums import FigureTable
from competencies.models import Competency, Snapshot
from competencies.queries import publishing
from competencies.queries.publishing import Need
from learning.enums import CampaignState, EnrolmentState, InterventionState
from learning.models import Campaign, CourseRaise, Intervention
from learning.queries import needs, seat_counts
from learning.queries.intervention_totals import Totals, totals
from learning.queries.proposals import gap_of
from learning.queries.seat_counts import Counts, Used
from learning.queries.wishes import Demand, demand
from learning.rules.needs import Direction
from people.models import Organisation, Person

SHOWN = 5


@dataclass(frozen=True)
class StrategicDesk:
    """`up`, `down`: competencies whose need rose or fell since the portrait before. `uncovered`: published gaps that no
    course of the catalogue addresses, with how many people. `seats`: in sessions of the next four months, and free ones."""

    snapshot: Snapshot | None
    needs: list[Need]
    up: list[str]
    down: list[str]
    uncovered: list[tuple[Competency, int]]
    totals: Totals
    drafts: list[Intervention]
    without_plan: list[Organisation]
    used: Used
    states: Counts
    seats: tuple[int, int]
    sessions: int
    demand: list[Demand]
    campaigns: list[Campaign]

    @property
    def waiting(self) -> int:
        return self.states.get(EnrolmentState.WAITING, 0)

    @property
    def planned_gap(self) -> int:
        return self.totals.whole.effects


def strategic_desk(viewer: Person, at: dt.datetime) -> StrategicDesk:
    """Some twenty queries, whatever the size of the network."""
    snapshots = list(publishing.snapshots_for(viewer).filter(organisation=None)[:2])
    snapshot = snapshots[0] if snapshots else None
    found = totals(viewer)
    drafts = Intervention.objects.visible_to(viewer).filter(state=InterventionState.DRAFT).select_related("organisation")
    planned = {one.organisation_id for one, _sum in found.plans}
    places = Organisation.objects.filter(covered=True).order_by("sort_key")
    sessions = list(seat_counts.open_sessions(at))
    up, down = _moved(viewer, snapshots)
    campaigns = Campaign.objects.visible_to(viewer).filter(state=CampaignState.OPEN)
    return StrategicDesk(
        snapshot=snapshot,
        needs=publishing.largest_needs(viewer, snapshot) if snapshot else [],
        up=up,
        down=down,
        uncovered=_uncovered(viewer, snapshot),
        totals=found,
        drafts=list(drafts.order_by("-changed_at")[:SHOWN]),
        without_plan=[one for one in places if one.pk not in planned],
        used=seat_counts.used(at),
        states=seat_counts.states_now(at),
        seats=seat_counts.room(sessions),
        sessions=len(sessions),
        demand=demand(sessions=False, limit=SHOWN),
        campaigns=list(campaigns.select_related("organisation").order_by("closes_on")[:SHOWN]),
    )


def _moved(viewer: Person, snapshots: list[Snapshot]) -> tuple[list[str], list[str]]:
    """Names of competencies whose need rose, and fell, between the last two portraits of the government."""
    if len(snapshots) < 2:
        return [], []
    portrait = needs.portrait(viewer, needs.Choice(snapshots[0], FigureTable.WHOLE), snapshots[1])
    rows = portrait.lines
    return (
        [line.name for line in rows if line.trend == Direction.UP],
        [line.name for line in rows if line.trend == Direction.DOWN],
    )


def _uncovered(viewer: Person, snapshot: Snapshot | None) -> list[tuple[Competency, int]]:
    """Gaps that no course of the catalogue raises; two queries."""
    if snapshot is None:
        return []
    raised = set(CourseRaise.objects.filter(course__state="published").values_list("competency", flat=True))
    rows = publishing.need_map(viewer, snapshot, FigureTable.WHOLE).rows
    found = [(row.competency, gap_of(row.whole) or 0) for row in rows if row.competency.pk not in raised]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])
