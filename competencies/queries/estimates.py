"""The one read of measured levels: one's own, and of others exactly what they granted, never to the line of management."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from competencies.models import Estimate
from competencies.rules.graded import Summary
from competencies.rules.sources import Aged, aged_chance, aged_summary
from people.models import Person
from people.queries.grants import in_force
from people.queries.reporting import in_line_of_management

PURPOSE = "diagnostic"  # nothing is measured of whoever did not switch it on
YEAR = dt.timedelta(days=365.25)


def visible_to(viewer: Person | None, person: Person, at: dt.datetime) -> QuerySet[Estimate]:
    """Estimates of `person` that `viewer` may see: all of one's own; of another, each row that the other granted until a day
    not past, and nothing at all between people in one line of management, whatever was granted."""
    if viewer is None or not viewer.is_active:
        return Estimate.objects.none()
    rows = Estimate.objects.filter(person=person).select_related("competency__group")
    if viewer.pk == person.pk:
        return rows
    today = timezone.localdate(at)
    if not person.is_active or in_line_of_management(viewer, person, today):
        return Estimate.objects.none()
    kind = ContentType.objects.get_for_model(Estimate)
    granted = in_force(today).filter(person=person, grantee=viewer, content_type=kind)
    return rows.filter(pk__in=granted.values("object_id"))


def newest_of(person: Person) -> dict[int, Estimate]:
    """The person's own, what counts today, by competency id; one query."""
    rows = Estimate.objects.filter(person=person, newest=True).select_related("competency__group")
    return {row.competency_id: row for row in rows}


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
