"""The page of a sectoral lead: needs, plan, seats, cost, demand, campaigns of one ministry. No name, no person's level."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from competencies.models import Snapshot
from competencies.queries import publishing
from competencies.queries.publishing import Need
from learning.enums import CampaignState, EnrolmentState, InterventionState
from learning.models import Campaign, CourseWish, Intervention
from learning.queries import seat_counts
from learning.queries.intervention_seats import FollowUp, follow_up
from learning.queries.interventions import board, visible_to
from learning.queries.seat_counts import ComingSession, Used
from learning.queries.wishes import FEWEST
from people.models import Organisation, Person

WISHES = 5


@dataclass(frozen=True)
class Wish:
    """A subject or course wished for; `number` None: fewer than five people, which is all that may be said."""

    title: str
    key: str
    number: int | None


@dataclass(frozen=True)
class LeadDesk:
    organisation: Organisation
    snapshot: Snapshot | None
    needs: list[Need]
    plan: Intervention | None
    follow: FollowUp | None
    drafts: list[Intervention]
    coming: list[ComingSession]
    used: Used
    asked: int
    waiting: int
    seated: int
    wishes: list[Wish]
    campaigns: list[Campaign]


def lead_desk(viewer: Person, organisation: Organisation, at: dt.datetime) -> LeadDesk:
    """Some fifteen queries, whatever the size of the ministry."""
    snapshot = newest_with(viewer, organisation)
    plans = list(visible_to(viewer).filter(organisation=organisation).order_by("-adopted_at", "-changed_at"))
    adopted = next((one for one in plans if one.state == InterventionState.ADOPTED), None)
    states = seat_counts.states_now(at, organisation.pk)
    campaigns = Campaign.objects.visible_to(viewer).filter(organisation=organisation).exclude(state=CampaignState.PUBLISHED)
    return LeadDesk(
        organisation=organisation,
        snapshot=snapshot,
        needs=largest(viewer, snapshot, organisation),
        plan=adopted,
        follow=follow_up(adopted, board(viewer, adopted)) if adopted else None,
        drafts=[one for one in plans if one.is_draft],
        coming=seat_counts.coming(organisation.pk, at),
        used=seat_counts.used(at, organisation.pk),
        asked=states.get(EnrolmentState.REQUESTED, 0),
        waiting=states.get(EnrolmentState.WAITING, 0),
        seated=states.get(EnrolmentState.CONFIRMED, 0) + states.get(EnrolmentState.OFFERED, 0),
        wishes=wishes_in(organisation),
        campaigns=list(campaigns.order_by("closes_on")[:5]),
    )


def newest_with(viewer: Person, organisation: Organisation) -> Snapshot | None:
    """The newest portrait of the organisation or of the government."""
    rows = publishing.snapshots_for(viewer)
    return rows.filter(organisation=organisation).first() or rows.filter(organisation=None).first()


def largest(viewer: Person, snapshot: Snapshot | None, organisation: Organisation) -> list[Need]:
    """The three largest that are published; hidden ones never rank."""
    if snapshot is None:
        return []
    return publishing.largest_needs(viewer, snapshot, None if snapshot.organisation_id else organisation)


def wishes_in(organisation: Organisation) -> list[Wish]:
    """What people of the ministry wish for, the most wished for first; under five, the number is not said."""
    rows = CourseWish.objects.filter(person__organisation=organisation, met_at=None).order_by()
    values = rows.values("folded", "course").annotate(number=Count("person", distinct=True)).order_by("-number", "folded")
    chosen = list(values[: 4 * WISHES])
    names = {
        (row.folded, row.course_id): row
        for row in rows.filter(folded__in=[one["folded"] for one in chosen]).select_related("course").order_by("-pk")
    }
    found = []
    for one in chosen[:WISHES]:
        row = names[one["folded"], one["course"]]
        number = one["number"] if one["number"] >= FEWEST else None
        found.append(Wish(row.course.title if row.course else row.subject, row.course.key if row.course else "", number))
    return found


def desks_of(viewer: Person, organisations: list[Organisation | None]) -> list[Organisation]:
    """The ministries whose page the person may open; one's own first."""
    rows = [one for one in organisations if one is not None]
    return sorted(rows, key=lambda one: (one.pk != viewer.organisation_id, one.sort_key))
