"""The one read of measured levels: one's own, and of others exactly what they granted, never to the line of management."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from competencies.models import Estimate, Measurement
from competencies.permissions import can_receive_levels
from competencies.rules.graded import Summary
from competencies.rules.sources import YEAR, Aged, aged_chance, aged_summary
from people.enums import PersonStatus
from people.models import Person
from people.queries.consents import people_who_consent
from people.queries.grants import in_force
from people.queries.reporting import line_ids

PURPOSE = "diagnostic"  # nothing is measured of whoever did not switch it on


def visible_to(viewer: Person | None, person: Person, at: dt.datetime) -> QuerySet[Estimate]:
    """Estimates of `person` that `viewer` may see: all of one's own; of another, what `shared_with` lets through."""
    if viewer is None or not viewer.is_active:
        return Estimate.objects.none()
    if viewer.pk == person.pk:
        return Estimate.objects.filter(person=person).select_related("competency__group")
    return shared_with(viewer, at).filter(person=person)


def shared_with(viewer: Person | None, at: dt.datetime) -> QuerySet[Estimate]:
    """Rows of other members, each granted to the viewer until a day not past. Whatever was granted, nothing between people
    in one line of management (today's line: one that changes closes the view), to who may never receive levels
    (`can_receive_levels`), of who left, or of who keeps the diagnostic switched off. Four queries at most."""
    today = timezone.localdate(at)
    if viewer is None or not can_receive_levels(viewer, today):
        return Estimate.objects.none()
    kind = ContentType.objects.get_for_model(Estimate)
    granted = in_force(today).filter(grantee=viewer, content_type=kind)
    givers = set(granted.values_list("person", flat=True))
    if not givers:
        return Estimate.objects.none()
    open_givers = people_who_consent(PURPOSE, sorted(givers)) - line_ids(viewer, today)
    this_row = granted.filter(object_id=OuterRef("pk"), person=OuterRef("person"))
    rows = Estimate.objects.filter(Exists(this_row), person__in=open_givers, person__status=PersonStatus.ACTIVE)
    return rows.select_related("competency__group")


def newest_of(person: Person) -> dict[int, Estimate]:
    """The person's own, what counts today, by competency id; one query."""
    rows = Estimate.objects.filter(person=person, newest=True).select_related("competency__group")
    return {row.competency_id: row for row in rows}


def heard_of(person: Person, competency_ids: Iterable[int]) -> dict[int, list[Measurement]]:
    """The person's own, what each source in force says, by competency id; one query."""
    found: dict[int, list[Measurement]] = {}
    for row in Measurement.objects.filter(person=person, competency__in=list(competency_ids)).in_force():
        found.setdefault(row.competency_id, []).append(row)
    return found


def history_of(person: Person, competency_id: int) -> QuerySet[Estimate]:
    """The person's own, oldest first."""
    return Estimate.objects.filter(person=person, competency=competency_id).order_by("measured_at", "id")


def chance_today(estimate: Estimate, level: int, at: dt.datetime) -> float:
    """P(meets the level) as of `at`: certainty fades with age."""
    return aged_chance(_aged(estimate, at), level)


def summary_today(estimate: Estimate, at: dt.datetime) -> Summary:
    """The level stays, its interval widens with age."""
    return aged_summary(_aged(estimate, at))


def _aged(estimate: Estimate, at: dt.datetime) -> Aged:
    return Aged(tuple(estimate.weights), max((at - estimate.measured_at) / YEAR, 0.0))
