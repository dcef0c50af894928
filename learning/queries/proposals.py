"""What the optimiser is given: figures that the publisher gave out, never hidden ones, and courses of the catalogue."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from competencies.enums import FigureTable, ShareBand
from competencies.models import Competency
from competencies.queries import publishing
from competencies.queries.publishing import Cell
from learning.enums import CourseKind, CourseState, SessionState
from learning.models import Course, Intervention, InterventionProposal, Session
from learning.rules.interventions import ALONE_SEATS, EFFECTS, USUAL_EFFECT, USUAL_MINIMUM, USUAL_SEATS, at_least
from people.models import Person

WHOLE = "ensemble"
ALONE = (CourseKind.SELF_PACED, CourseKind.EXTERNAL)


@dataclass(frozen=True)
class PublishedGap:
    place: str
    competency: Competency
    people: int


@dataclass(frozen=True)
class Published:
    """`places`: acronym → name. Of `cells` figures, `hidden` say nothing, `low` say « under 10 % » and are left out, `high`
    say « over 90 % » and count for the nine tenths that this says at least."""

    gaps: tuple[PublishedGap, ...] = ()
    places: Mapping[str, str] = None  # type: ignore[assignment]
    cells: int = 0
    hidden: int = 0
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class OfferRow:
    """A course as the optimiser may take it. `minimum`, `seats`: of its next sessions, else the usual ones."""

    course: Course
    competencies: tuple[Competency, ...]
    seats: int
    minimum: int
    percent: int

    @property
    def effects(self) -> list[str]:
        return [one.code for one in self.competencies]


def published_gaps(viewer: Person, plan: Intervention, grain: str) -> Published:
    """By organisation, or the whole at once (`grain` WHOLE); a ministry's plan reads its own row. One query."""
    if plan.snapshot is None:
        return Published(places={})
    own = plan.organisation_id is not None
    whole = plan.snapshot.organisation_id == plan.organisation_id if own else grain == WHOLE
    found = publishing.need_map(viewer, plan.snapshot, FigureTable.WHOLE if whole else FigureTable.ORGANISATIONS)
    if whole:
        key, name = (plan.organisation.acronym, plan.organisation.name) if plan.organisation else (WHOLE, "")
        return _gathered([(key, row.competency, row.whole) for row in found.rows], {key: name})
    columns = [
        (place, column.organisation)
        for place, column in enumerate(found.columns)
        if column.organisation is not None and plan.organisation_id in (None, column.organisation.pk)
    ]
    cells = [(one.acronym, row.competency, row.cells[place]) for row in found.rows for place, one in columns]
    return _gathered(cells, {one.acronym: one.name for _place, one in columns})


def _gathered(cells: list[tuple[str, Competency, Cell]], places: Mapping[str, str]) -> Published:
    gaps = []
    for place, competency, cell in cells:
        people = gap_of(cell)
        if people:
            gaps.append(PublishedGap(place, competency, people))
    return Published(
        tuple(gaps), places, len(cells), sum(cell.hidden for *_r, cell in cells),
        sum(cell.band == ShareBand.LOW for *_r, cell in cells), sum(cell.band == ShareBand.HIGH for *_r, cell in cells),
    )  # fmt: skip


def gap_of(cell: Cell) -> int | None:
    """People with a gap as the figure says it: a number, at least nine tenths, none worth a course; None: hidden."""
    if cell.hidden:
        return None
    if cell.band:
        return at_least(cell.people or 0) if cell.band == ShareBand.HIGH else 0
    return cell.gap_people or 0


def offers() -> list[OfferRow]:
    """Courses of the catalogue that raise something, with what their next sessions hold. Four queries."""
    courses = Course.objects.filter(state=CourseState.PUBLISHED).prefetch_related("raises__competency").order_by("sort_key")
    rows = list(courses)
    held: dict[int, tuple[int, int]] = {}
    sessions = Session.objects.filter(course__in=[one.pk for one in rows]).exclude(state=SessionState.CANCELLED)
    for course, seats, minimum in sessions.order_by("starts_at").values_list("course", "seats", "minimum"):
        held[course] = (seats, minimum)
    return [_offer(one, held.get(one.pk)) for one in rows if one.raises.all()]


def _offer(course: Course, held: tuple[int, int] | None) -> OfferRow:
    seats, minimum = held or (USUAL_SEATS, USUAL_MINIMUM)
    if course.kind in ALONE and not held:
        seats, minimum = ALONE_SEATS, 1
    competencies = tuple(one.competency for one in course.raises.all() if one.competency.retired_at is None)
    percent = round(100 * EFFECTS.get(course.kind, USUAL_EFFECT))
    return OfferRow(course, competencies, seats, max(min(minimum, seats), 1), percent)


def proposals_of(plan: Intervention) -> list[InterventionProposal]:
    return list(plan.proposals.select_related("asked_by")[:20])


def proposal(plan: Intervention, pk: int) -> InterventionProposal:
    """Raises DoesNotExist."""
    return plan.proposals.select_related("asked_by").get(pk=pk)


def taken_courses(one: InterventionProposal) -> set[str]:
    """Keys of the courses that became actions."""
    return set(one.taken.values_list("course__key", flat=True))


def names_in(rows: Mapping[str, Any], english: bool) -> dict[str, str]:
    """{key: [fr, en]} in the language of the page."""
    return {key: (names[1] or names[0]) if english else names[0] for key, names in rows.items()}


def left_computing(before: dt.datetime) -> list[int]:
    """Questions asked before that moment and not wholly answered yet."""
    rows = InterventionProposal.objects.filter(progress__lt=100, asked_at__lt=before)
    return list(rows.order_by("pk").values_list("pk", flat=True))
