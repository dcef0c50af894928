"""The proposal: sessions, seats, what they close and cost, and why each course is in or out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from learning.rules.optimiser.greedy import greedy
from learning.rules.optimiser.problem import Cell, Gap, Limits, Offer, Problem, problem_of
from learning.rules.optimiser.reasons import LeftOut, alone, left_out, rest_of
from learning.rules.optimiser.solving import Solved, solve


@dataclass(frozen=True)
class Part:
    """What a course does for one gap. `counted`: people sent for it; `closed`: expected."""

    place: str
    competency: str
    counted: int
    closed: float
    worth: float  # closed, weighted


@dataclass(frozen=True)
class Chosen:
    """`seats` by place; `parts`: most weighted gap closed first."""

    course: str
    sessions: int
    seats: Mapping[str, int]
    cost_cents: int
    parts: Sequence[Part]

    @property
    def taken(self) -> int:
        return sum(self.seats.values())

    @property
    def closed(self) -> float:
        return sum(part.closed for part in self.parts)

    @property
    def worth(self) -> float:
        return sum(part.worth for part in self.parts)

    @property
    def cents_per_seat(self) -> float:
        return self.cost_cents / self.taken

    @property
    def cents_per_gap(self) -> float:
        return self.cost_cents / self.closed


@dataclass(frozen=True)
class Closing:
    """One published gap, and how much of it the plan is expected to close."""

    place: str
    competency: str
    people: int
    counted: int
    closed: float


@dataclass(frozen=True)
class Proposal:
    """`objective`: weighted gap closed; no plan closes more than `bound`, as HiGHS has shown (to a hundredth of a person of
    the weightiest gap). `courses`: most weighted gap first. `stopped`: the clock ran out before the precision asked for, and
    this is the best found."""

    courses: Sequence[Chosen]
    left_out: Sequence[LeftOut]
    closings: Sequence[Closing]
    budget_cents: int
    cost_cents: int
    objective: float
    bound: float
    stopped: bool

    @property
    def relative_gap(self) -> float:
        """How far, at most, the plan is from the best one: 0.01 is one percent of the bound."""
        return (self.bound - self.objective) / self.bound if self.bound else 0.0

    @property
    def closed(self) -> float:
        return sum(one.closed for one in self.closings)


def propose(gaps: Iterable[Gap], offers: Iterable[Offer], limits: Limits) -> Proposal:
    """Raises ValueError for input that makes no sense. Takes up to `limits.seconds` and one or two more."""
    problem = problem_of(gaps, offers, limits)
    possible = [offer for offer in problem.offers if alone(problem, offer)[1] is None]
    solved = solve(problem, possible)
    if solved.stopped:
        by_hand = replace(greedy(problem, possible), bound=solved.bound)
        solved = max(solved, by_hand, key=lambda one: one.worth(problem, possible))
    return proposal_of(problem, solved, possible)


def proposal_of(problem: Problem, solved: Solved, possible: Iterable[Offer]) -> Proposal:
    """In words for people. Raises ArithmeticError rather than propose what the budget does not hold."""
    chosen = [_chosen(problem, offer, solved) for offer in problem.offers if offer.course in solved.sessions]
    budget, cost = problem.limits.budget_cents, sum(one.cost_cents for one in chosen)
    if cost > budget:
        raise ArithmeticError(f"a plan of {cost} cents for a budget of {budget}")
    objective = sum(one.worth for one in chosen)
    dearest = max((one.cost_cents / one.worth for one in chosen), default=0.0)
    rest = rest_of(problem, solved, cost=cost, dearest=dearest)
    return Proposal(
        courses=sorted(chosen, key=lambda one: (-round(one.worth, 6), one.course)),
        left_out=[left_out(problem, offer, rest) for offer in problem.offers if offer.course not in solved.sessions],
        closings=_closings(problem, chosen),
        budget_cents=budget,
        cost_cents=cost,
        objective=objective,
        bound=max(objective, _everything(problem, possible) if solved.bound is None else solved.bound),
        stopped=solved.stopped,
    )


def _chosen(problem: Problem, offer: Offer, solved: Solved) -> Chosen:
    seats = {place: count for (course, place), count in solved.seats.items() if course == offer.course}
    parts = []
    for (course, place, competency), counted in solved.counted.items():
        if course == offer.course:
            closed = counted * offer.effects[competency]
            parts.append(Part(place, competency, counted, closed, closed * problem.needs[place, competency].weight))
    sessions = solved.sessions[offer.course]
    cost = sessions * offer.session_cents + sum(seats.values()) * offer.seat_cents
    parts.sort(key=lambda part: (-round(part.worth, 6), part.place, part.competency))
    return Chosen(offer.course, sessions, seats, cost, parts)


def _closings(problem: Problem, chosen: Iterable[Chosen]) -> list[Closing]:
    counted, closed = dict.fromkeys(problem.needs, 0), dict.fromkeys(problem.needs, 0.0)
    for one in chosen:
        for part in one.parts:
            counted[part.place, part.competency] += part.counted
            closed[part.place, part.competency] += part.closed
    return [Closing(*cell, gap.people, counted[cell], closed[cell]) for cell, gap in problem.needs.items()]


def _everything(problem: Problem, offers: Iterable[Offer]) -> float:
    """Every gap closed as far as the most effective course does: the bound when the solver has none yet."""
    best: dict[Cell, float] = {}
    for offer in offers:
        for place, gaps in problem.served(offer).items():
            for gap in gaps:
                cell = place, gap.competency
                best[cell] = max(best.get(cell, 0.0), offer.effects[gap.competency])
    return sum(problem.needs[cell].people * problem.needs[cell].weight * effect for cell, effect in best.items())
