"""Why a course is left out, and what would change it."""

import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass

from learning.rules.optimiser.filling import Filled, best_session
from learning.rules.optimiser.problem import Cell, Offer, Problem
from learning.rules.optimiser.solving import Solved


class Why(enum.StrEnum):
    """The first of these that holds."""

    NO_GAP = "no_gap"  # it raises nothing that is lacking among those who may take part
    MINIMUM = "minimum"  # even alone it does not find its fewest people
    OVER_BUDGET = "over_budget"  # one session costs more than everything there is
    COVERED = "covered"  # what other courses leave open does not fill a session
    PLACES_FULL = "places_full"  # the places that still need it may take no more seats
    TOO_DEAR = "too_dear"  # what the plan leaves does not pay for it: the money closes more elsewhere
    NOT_NEEDED = "not_needed"  # it would fit, and add no more than what separates the plan from its bound


@dataclass(frozen=True)
class LeftOut:
    """`cents_per_gap`: of its best session, were it the only course. `enters_at_cents`: with too dear a course, at what cost
    of a session (seats included) it would close as much per dollar as the dearest course kept, or be paid from what is left.
    An estimate: the whole may fall otherwise when solved again. None where no lower price tells it (whole sessions do not
    add up to the budget): what_if() shows what more money would buy."""

    course: str
    why: Why
    cents_per_gap: float | None = None
    enters_at_cents: int | None = None


@dataclass(frozen=True)
class Rest:
    """What a plan leaves: people not counted, seats taken, money; `dearest`: its highest cost per weighted gap, in cents."""

    people: Mapping[Cell, int]
    taken: Mapping[str, int]
    cents: int
    dearest: float


def alone(problem: Problem, offer: Offer) -> tuple[Filled | None, Why | None]:
    """Its best session if nothing else were given, and why it cannot be given at all."""
    served = problem.served(offer)
    if not served:
        return None, Why.NO_GAP
    people = {cell: gap.people for cell, gap in problem.needs.items()}
    best = best_session(offer, served, people, problem.limits.seats_per_place)
    if best is None:
        return None, Why.MINIMUM
    return best, Why.OVER_BUDGET if offer.cheapest_cents > problem.limits.budget_cents else None


def rest_of(problem: Problem, solved: Solved, *, cost: int, dearest: float) -> Rest:
    people = {cell: gap.people for cell, gap in problem.needs.items()}
    for (_course, place, competency), count in solved.counted.items():
        people[place, competency] -= count
    taken: dict[str, int] = {}
    for (_course, place), count in solved.seats.items():
        taken[place] = taken.get(place, 0) + count
    return Rest(people, taken, problem.limits.budget_cents - cost, dearest)


def left_out(problem: Problem, offer: Offer, rest: Rest) -> LeftOut:
    """Of a course that the plan does not hold."""
    by_itself, why = alone(problem, offer)
    price = by_itself.cents_per_gap if by_itself else None
    if why is not None:
        return LeftOut(offer.course, why, price)
    served = problem.served(offer)
    if best_session(offer, served, rest.people, {}) is None:
        return LeftOut(offer.course, Why.COVERED, price)
    beside = best_session(offer, served, rest.people, problem.room(rest.taken, offer.seats))
    if beside is None:
        return LeftOut(offer.course, Why.PLACES_FULL, price)
    if offer.cheapest_cents <= rest.cents:
        return LeftOut(offer.course, Why.NOT_NEEDED, price)
    as_good = math.floor(rest.dearest * beside.worth)
    return LeftOut(offer.course, Why.TOO_DEAR, price, max(rest.cents, as_good) if as_good < beside.cents else None)
