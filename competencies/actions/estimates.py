"""What sources say of a person's level, written down; what they say together, made anew each time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from competencies.events import LevelsEstimated
from competencies.models import Estimate, ItemBank, Measurement
from competencies.queries.estimates import heard_of
from competencies.rules.graded import Curve, summary_of
from competencies.rules.sources import YEAR, faded, together
from core.outbox import publish
from people.actions.grants import forget_targets
from people.models import Person

DIGITS = 6


@dataclass(frozen=True)
class Measured:
    """One source on one competency. `likelihood`: 81 values with the source's own noise within (rules/sources.py); `told`:
    how many answers it rests on."""

    competency_id: int
    source: str
    likelihood: Curve
    told: int = 1


@transaction.atomic
def record_measurements(
    *,
    person: Person,
    key: str,
    slot: str,
    measured: Sequence[Measured],
    at: dt.datetime,
    measured_at: dt.datetime | None = None,
    bank: ItemBank | None = None,
) -> dict[int, Estimate]:
    """Write what one occasion says (again: in place of what it said) and estimate anew; {competency id: estimate}.

    `measured_at`: when it was so, if not now (a review of last year says less).
    """
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    before = set(Measurement.objects.filter(person=person, key=key).values_list("competency_id", flat=True))
    _without(person, key)
    Measurement.objects.bulk_create(
        Measurement(
            person=person,
            competency_id=one.competency_id,
            source=one.source,
            key=key,
            slot=slot,
            bank=bank,
            likelihood=list(one.likelihood),
            told=one.told,
            measured_at=measured_at or at,
        )
        for one in measured
    )
    return _estimate(person, before | {one.competency_id for one in measured}, because=key, at=at)


@transaction.atomic
def forget_measurements(*, person: Person, key: str, at: dt.datetime) -> int:
    """Take away what one occasion said: estimates made for it go, those that also rest on it are made without it, and what
    counts today is estimated anew. Returns how many measurements went."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    touched = list(Measurement.objects.filter(person=person, key=key).values_list("competency_id", flat=True))
    _without(person, key)
    _estimate(person, set(touched), because=f"without:{key}"[:60], at=at)
    return len(touched)


@transaction.atomic
def erase_measures(*, person: Person) -> int:
    """Everything that was measured about a person; returns how many rows."""
    return _forget(Estimate.objects.filter(person=person)) + Measurement.objects.filter(person=person).delete()[0]


def _forget(estimates: QuerySet[Estimate]) -> int:
    """With what was shared of them."""
    forget_targets(estimates)
    return estimates.delete()[0]


def _without(person: Person, key: str) -> None:
    _forget(Estimate.objects.filter(person=person, because=key))
    Measurement.objects.filter(person=person, key=key).delete()
    resting = list(Estimate.objects.filter(person=person, rests_on__contains=[key]))
    left: dict[int, list[Measurement]] = defaultdict(list)
    for row in Measurement.objects.filter(person=person, competency__in=[one.competency_id for one in resting]):
        left[row.competency_id].append(row)
    for estimate in resting:
        rows = [row for row in left[estimate.competency_id] if row.key in estimate.rests_on]
        if rows:
            _fill(estimate, rows)
            estimate.save()
        else:
            _forget(Estimate.objects.filter(pk=estimate.pk))


def _estimate(person: Person, competency_ids: Iterable[int], *, because: str, at: dt.datetime) -> dict[int, Estimate]:
    """New rows, which take the place of the newest; none where no source is left."""
    wanted = sorted(competency_ids)
    by_competency = heard_of(person, wanted)
    Estimate.objects.filter(person=person, competency__in=wanted, newest=True).update(newest=False)
    made = []
    for competency_id in wanted:
        if rows := by_competency.get(competency_id):
            estimate = Estimate(person=person, competency_id=competency_id, because=because, measured_at=at)
            _fill(estimate, rows)
            made.append(estimate)
    Estimate.objects.bulk_create(made)
    if wanted:
        publish(LevelsEstimated(person_id=person.pk, competency_ids=wanted, because=because, at=at))
    return {row.competency_id: row for row in made}


def _fill(estimate: Estimate, rows: Sequence[Measurement]) -> None:
    """What these measurements say together, as of the day of the estimate, and each source alone."""
    curves: dict[str, list[Curve]] = defaultdict(list)
    told: dict[str, int] = defaultdict(int)
    for row in rows:
        curves[row.source].append(faded(tuple(row.likelihood), (estimate.measured_at - row.measured_at) / YEAR))
        told[row.source] += row.told
    whole = together(curve for source in curves.values() for curve in source)
    found = summary_of(whole)
    estimate.weights = list(whole)
    estimate.mean, estimate.sd, estimate.low, estimate.high = found.mean, found.sd, found.low, found.high
    estimate.rests_on = sorted({row.key for row in rows})
    estimate.parts = []
    for source, said in sorted(curves.items()):
        alone = summary_of(together(said))
        figures = {name: round(getattr(alone, name), DIGITS) for name in ("mean", "low", "high")}
        estimate.parts.append({"source": source, "told": told[source], **figures})
