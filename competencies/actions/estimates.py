"""What sources say of a person's level, written down; what they say together, made anew each time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from competencies.events import LevelsEstimated
from competencies.models import Estimate, ItemBank, Measurement
from competencies.rules.graded import Curve, summary_of
from competencies.rules.sources import faded, together
from core.outbox import publish
from people.models import Person

YEAR = dt.timedelta(days=365.25)
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
    bank: ItemBank | None = None,
) -> dict[int, Estimate]:
    """Write what one occasion says (again: in place of what it said) and estimate anew; {competency id: estimate}."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    Measurement.objects.filter(person=person, key=key).delete()
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
            measured_at=at,
        )
        for one in measured
    )
    return _estimate(person, {one.competency_id for one in measured}, because=key, at=at)


@transaction.atomic
def forget_measurements(*, person: Person, key: str, at: dt.datetime) -> int:
    """Take away what one occasion said, every estimate that rests on it, and estimate anew from what is left; returns how
    many measurements went."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    rows = list(Measurement.objects.filter(person=person, key=key))
    since: dict[int, dt.datetime] = {}
    for row in rows:
        since[row.competency_id] = min(row.measured_at, since.get(row.competency_id, row.measured_at))
    for competency_id, first in since.items():
        Estimate.objects.filter(person=person, competency=competency_id, measured_at__gte=first).delete()
    Measurement.objects.filter(person=person, key=key).delete()
    _estimate(person, since, because=f"without:{key}"[:60], at=at)
    return len(rows)


@transaction.atomic
def erase_measures(*, person: Person) -> int:
    """Everything that was measured about a person; returns how many rows."""
    return Estimate.objects.filter(person=person).delete()[0] + Measurement.objects.filter(person=person).delete()[0]


def _estimate(person: Person, competency_ids: Iterable[int], *, because: str, at: dt.datetime) -> dict[int, Estimate]:
    """New rows, which take the place of the newest; none where no source is left."""
    wanted = sorted(competency_ids)
    by_competency: dict[int, list[Measurement]] = defaultdict(list)
    for row in Measurement.objects.filter(person=person, competency__in=wanted).in_force():
        by_competency[row.competency_id].append(row)
    Estimate.objects.filter(person=person, competency__in=wanted, newest=True).update(newest=False)
    made = [
        _made(person, competency_id, by_competency[competency_id], because, at)
        for competency_id in wanted
        if by_competency[competency_id]
    ]
    Estimate.objects.bulk_create(made)
    if wanted:
        publish(LevelsEstimated(person_id=person.pk, competency_ids=wanted, because=because, at=at))
    return {row.competency_id: row for row in made}


def _made(person: Person, competency_id: int, rows: Sequence[Measurement], because: str, at: dt.datetime) -> Estimate:
    curves: Mapping[str, list[Curve]] = defaultdict(list)
    told: dict[str, int] = defaultdict(int)
    for row in rows:
        curves[row.source].append(faded(tuple(row.likelihood), (at - row.measured_at) / YEAR))
        told[row.source] += row.told
    whole = together(curve for source in curves.values() for curve in source)
    found = summary_of(whole)
    parts = []
    for source, said in sorted(curves.items()):
        alone = summary_of(together(said))
        figures = {name: round(getattr(alone, name), DIGITS) for name in ("mean", "low", "high")}
        parts.append({"source": source, "told": told[source], **figures})
    return Estimate(
        person=person,
        competency_id=competency_id,
        because=because,
        weights=list(whole),
        mean=found.mean,
        sd=found.sd,
        low=found.low,
        high=found.high,
        parts=parts,
        measured_at=at,
    )
