"""The diagnostic: the statement that is due, the page of one's diagnostic, and the engine alone.

Each measured member has a run of all competencies, half answered; pages replay it from its log.
"""

import time
from collections.abc import Iterator
from random import Random

from django.utils import timezone

from benchmarks.bench import Bench, Row
from competencies.models import Competency, Item, ItemBank
from competencies.queries.bank import bank_in_force, items_of, statements_of
from competencies.queries.estimates import PURPOSE
from competencies.rules.adaptive import Bank, Given, next_item
from learning.enums import RunState, TargetKind
from learning.models import Answer, Run, RunTarget
from network.management.defaults.vocabulary import load_items
from people.models import Consent, Person
from people.queries.consents import purposes

LIMIT, MOST_MS, HALF = 3.0, 5.0, 35
MEMBERS, TIMED = 60, 20


def run(bench: Bench) -> Iterator[Row]:
    load_items(timezone.now())
    bank = bank_in_force()
    assert bank is not None
    visitors = bench.visitors[:MEMBERS]
    runs = [_half_answered(visitor.person, bank, Random(number)) for number, visitor in enumerate(visitors)]
    yield bench.page(
        "Énoncé du diagnostic",
        lambda number: visitors[number % MEMBERS].get(f"/apprentissage/diagnostic/{runs[number % MEMBERS].pk}/"),
        limit=LIMIT,
    )
    yield bench.page(
        "Mon diagnostic", lambda number: visitors[number % MEMBERS].get("/apprentissage/diagnostic/"), limit=LIMIT
    )
    yield _engine(bank)


def _targets() -> dict[str, int]:
    codes = Competency.objects.filter(retired_at=None).order_by("code").values_list("code", flat=True)
    return {code: 2 + place % 3 for place, code in enumerate(codes)}


def _log(bank: Bank, targets: dict[str, int], dice: Random, most: int) -> list[Given]:
    log: list[Given] = []
    while len(log) < most and (key := next_item(bank, targets, log)) is not None:
        log.append(Given(key, dice.randint(0, len(bank[key].parameters.thresholds))))
    return log


def _half_answered(person: Person, found: ItemBank, dice: Random) -> Run:
    """The open run of the member, written directly; one that is there already is taken."""
    if (known := Run.objects.filter(person=person, state=RunState.OPEN).first()) is not None:
        return known
    now, targets = timezone.now(), _targets()
    Consent.objects.create(person=person, purpose=PURPOSE, notice_version=purposes[PURPOSE].version, choice="given", at=now)
    begun = Run.objects.create(person=person, bank=found, target_kind=TargetKind.COMPETENCIES, started_at=now, last_at=now)
    competencies = {one.code: one for one in Competency.objects.filter(code__in=targets)}
    RunTarget.objects.bulk_create(
        RunTarget(run=begun, competency=competencies[code], level=level, order=place)
        for place, (code, level) in enumerate(targets.items())
    )
    log = _log(statements_of(found), targets, dice, HALF)
    items = items_of(found, [given.key for given in log])
    Answer.objects.bulk_create(
        Answer(run=begun, item=items[given.key], place=place, value=_value(items[given.key], given), seconds=8, at=now)
        for place, given in enumerate(log, start=1)
    )
    return begun


def _value(item: Item, given: Given) -> int | None:
    """What was pressed: of a question, the right option or another."""
    right = item.right
    if right is None or given.value is None:
        return given.value
    return right if given.value else (right + 1) % 4


def _engine(found: ItemBank) -> Row:
    """Processor time of one choice among all competencies, over whole runs that nothing prepared."""
    bank, targets, spent, chosen = statements_of(found), _targets(), 0.0, 0
    for seed in range(TIMED):
        started = time.process_time()
        chosen += len(_log(bank, targets, Random(1000 + seed), 90)) + 1
        spent += time.process_time() - started
    each = 1000 * spent / chosen
    return Row(
        "Choisir l’énoncé suivant", cpu=each, target=f"≤ {MOST_MS:g} ms de processeur", reached=each <= MOST_MS,
        note=f"{len(targets)} compétences, {chosen} choix",
    )  # fmt: skip
