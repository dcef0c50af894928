"""The result of a diagnostic of 25 competencies, a year old: bars with what would settle the open ones, one competency.

Each measured member has a run with all its answers. One is answered by the actions; the others get copies of its rows.
"""

import datetime as dt
import random
from collections.abc import Iterator

from django.utils import timezone

from benchmarks.bench import MAX_QUERIES, Bench, Row
from competencies.models import Competency, Estimate, Measurement
from competencies.queries.bank import parameters_of
from competencies.queries.estimates import PURPOSE
from competencies.rules.graded import cumulative
from learning.actions import runs
from learning.actions.diagnostics import delete_everything
from learning.enums import TargetKind
from learning.models import Answer, Run, RunTarget
from learning.queries.runs import outcome, position_of
from network.management.defaults.vocabulary import load_items
from people.enums import ConsentChoice
from people.models import Consent, Person
from people.queries.consents import purposes

LIMIT, COMPETENCIES, YEAR = 3.0, 25, dt.timedelta(days=365)


def run(bench: Bench) -> Iterator[Row]:
    load_items(timezone.now())
    found = _measured(bench)
    code = RunTarget.objects.filter(run=found[0]).select_related("competency").first()

    def result(number: int) -> str:
        return f"/apprentissage/diagnostic/{found[number % len(found)]}/resultat/"

    yield bench.page(
        "Résultat du diagnostic, 25 compétences",
        lambda number: bench.visitor(number).get(result(number)),
        limit=LIMIT,
        max_queries=MAX_QUERIES,
    )
    yield bench.page(
        "Résultat, une compétence",
        lambda number: bench.visitor(number).get(f"{result(number)}{code.competency.code if code else ''}/"),
        limit=LIMIT,
        max_queries=MAX_QUERIES,
    )


def _measured(bench: Bench) -> list[int]:
    """Ids of runs, in the order of the visitors."""
    people = [visitor.person for visitor in bench.visitors]
    version, at = purposes[PURPOSE].version, timezone.now() - YEAR
    for person in people:
        delete_everything(by=person, at=at)
    Consent.objects.bulk_create(
        Consent(person=person, purpose=PURPOSE, notice_version=version, choice=ConsentChoice.GIVEN, at=at)
        for person in people
    )
    first = _answered(people[0], at, bench.dice)
    return [first.pk, *(_copied(first, person) for person in people[1:])]


def _answered(person: Person, at: dt.datetime, dice: random.Random) -> Run:
    levels = dict.fromkeys(Competency.objects.filter(retired_at=None)[:COMPETENCIES], 3)
    made = runs.start_run(person=person, kind=TargetKind.COMPETENCIES, levels=levels, at=at)
    while (position := position_of(made)).item is not None:
        item, theta = position.item, 2.5 + dice.gauss(0, 0.8)
        steps = range(1, len(item.thresholds) + 1)
        value = sum(1 for step in steps if cumulative(parameters_of(item), step, theta) > 0.5)
        if item.options:
            value = next(place for place in range(len(item.options)) if outcome(item, place) == value)
        runs.give_answer(by=person, run=made, item_key=item.key, place=position.place, value=value, at=at, seconds=9)
        made.refresh_from_db()
    return made


def _copied(first: Run, person: Person) -> int:
    """The same answers and levels under another name."""
    copy = Run.objects.get(pk=first.pk)
    copy.pk, copy.person = None, person
    copy.save(force_insert=True)
    for model, whose in ((Answer, {"run": first}), (Measurement, {"person": first.person})):
        rows = list(model.objects.filter(**whose))
        for row in rows:
            row.pk = None
            if model is Answer:
                row.run = copy
            else:
                row.person, row.key = person, copy.key
        model.objects.bulk_create(rows)
    estimates = {}
    for row in Estimate.objects.filter(person=first.person, newest=True):
        row.pk, row.person, row.because = None, person, copy.key
        estimates[row.competency_id] = row
    Estimate.objects.bulk_create(estimates.values())
    targets = list(RunTarget.objects.filter(run=first))
    for target in targets:
        target.pk, target.run, target.estimate = None, copy, estimates.get(target.competency_id)
    RunTarget.objects.bulk_create(targets)
    return copy.pk
