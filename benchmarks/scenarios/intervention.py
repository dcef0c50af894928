"""Intervention plans: the optimiser at full size (23 ministries × 25 competencies × 60 courses), with its bound;
the same with less and more money; the page of a plan of 60 actions."""

import random
import time
from collections.abc import Iterator
from itertools import product

from django.utils import timezone

from benchmarks.bench import MAX_QUERIES, Bench, Row
from competencies.models import Competency
from learning.models import ExpectedEffect, Intervention, InterventionAction
from learning.rules.optimiser import Gap, Limits, Offer, propose, what_if
from learning.rules.proposals import LESS_AND_MORE
from people.enums import RoleKind
from people.models import Person, RoleHeld

MINISTRIES, COMPETENCIES, COURSES, READERS = 23, 25, 60, 20
BUDGET_CENTS, SECONDS, LIMIT = 30_000_000, 10.0, 3.0


def run(bench: Bench) -> Iterator[Row]:
    yield from _optimiser()
    plan = _plan(bench)
    address = f"/apprentissage/interventions/{plan.pk}/"
    bench.ask(bench.visitor(0).get("/membres/"))
    page = f"Plan d’intervention de {COURSES} actions"
    yield bench.page(page, lambda at: bench.visitor(at % READERS).get(address), limit=LIMIT, max_queries=MAX_QUERIES)


def _optimiser() -> Iterator[Row]:
    gaps, offers = _world(random.Random(17))
    limits = Limits(budget_cents=BUDGET_CENTS)
    # The solver is loaded once in the life of a worker: what that takes is not counted.
    propose(gaps[:3], offers[:3], limits)
    started = time.perf_counter()
    best = propose(gaps, offers, limits)
    seconds = time.perf_counter() - started
    size = f"{MINISTRIES} × {COMPETENCIES} × {COURSES}"
    note = f"{seconds:.1f} s, {best.objective:.0f} écarts pondérés sur {best.bound:.0f} au plus"
    yield Row(
        f"Optimiseur, {size}", target=f"≤ {SECONDS:g} s", reached=seconds <= SECONDS and best.bound >= best.objective,
        note=note, details={"seconds": seconds, "off": best.relative_gap},
    )  # fmt: skip
    started = time.perf_counter()
    what_if(gaps, offers, limits, best, LESS_AND_MORE)
    seconds = time.perf_counter() - started
    yield Row(
        f"Optimiseur, {size}, 10 % de moins et de plus", target=f"≤ {2 * SECONDS:g} s", reached=seconds <= 2 * SECONDS,
        note=f"{seconds:.1f} s de plus", details={"seconds": seconds},
    )  # fmt: skip


def _world(dice: random.Random) -> tuple[list[Gap], list[Offer]]:
    places, codes = [f"m{n:02}" for n in range(MINISTRIES)], [f"k{n:02}" for n in range(COMPETENCIES)]
    sizes, weights = [0, 5, 5, 10, 10, 15, 20, 30], [0.5, 1, 1, 1, 2, 3]
    gaps = [Gap(place, code, dice.choice(sizes), dice.choice(weights)) for place, code in product(places, codes)]
    offers = [
        Offer(
            f"c{n:02}", dict.fromkeys(dice.sample(codes, dice.choice([1, 2, 2, 3])), dice.choice([0.3, 0.5, 0.6])),
            seats=dice.choice([12, 16, 20, 24]), minimum=dice.choice([6, 8]), session_cents=10_000 * dice.randint(3, 60),
            seat_cents=500 * dice.randint(0, 28), most_sessions=3,
        )
        for n in range(COURSES)
    ]  # fmt: skip
    return gaps, offers


def _plan(bench: Bench) -> Intervention:
    at = timezone.now()
    for visitor in bench.visitors[:READERS]:
        RoleHeld.objects.get_or_create(
            person=visitor.person, role=RoleKind.STRATEGIC_TEAM, organisation=None,
            defaults={"from_on": timezone.localdate()},
        )  # fmt: skip
    lead = Person.objects.get(pk=bench.visitor(0).person.pk)
    plan = Intervention.objects.create(
        name_fr="Plan de mesure", from_on=timezone.localdate(), budget_cents=BUDGET_CENTS, created_by=lead, created_at=at,
        changed_at=at,
    )  # fmt: skip
    codes = list(Competency.objects.order_by("pk")[:COMPETENCIES])
    actions = InterventionAction.objects.bulk_create(
        InterventionAction(
            plan=plan, kind="other", title_fr=f"Action {n}", stage=n % 8 + 1, last_stage=8, cost_cents=1000 * n, owner=lead,
            order=n,
        )
        for n in range(COURSES)
    )  # fmt: skip
    ExpectedEffect.objects.bulk_create(
        ExpectedEffect(action=action, competency=codes[(place + step) % len(codes)], people=5)
        for place, action in enumerate(actions)
        for step in range(2)
    )
    return plan
