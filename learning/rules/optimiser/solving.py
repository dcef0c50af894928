"""The mixed-integer program: columns, rows, HiGHS, and its answer back in whole numbers."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from learning.rules.optimiser.problem import Offer, Problem

# What the whole budget weighs beside one person of the weightiest gap: only to choose the cheaper of equal plans.
TIE = 0.01


@dataclass(frozen=True)
class Solved:
    """Whole numbers; what is 0 is left out. `bound`: no plan closes more weighted gap (None: not known yet when the clock
    stopped it). `stopped`: by the clock, before the precision asked for."""

    sessions: dict[str, int] = field(default_factory=dict)
    seats: dict[tuple[str, str], int] = field(default_factory=dict)
    counted: dict[tuple[str, str, str], int] = field(default_factory=dict)
    bound: float | None = 0.0
    stopped: bool = False

    def worth(self, problem: Problem, offers: Sequence[Offer]) -> float:
        """Weighted gap that it closes."""
        of = {offer.course: offer for offer in offers}
        return sum(
            count * of[course].effects[competency] * problem.needs[place, competency].weight
            for (course, place, competency), count in self.counted.items()
        )


@dataclass
class _Program:
    gains: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def column(self, gain: float, top: float) -> int:
        """A whole number from 0 to `top`."""
        self.gains.append(gain)
        self.tops.append(top)
        return len(self.gains) - 1

    def row(self, terms: Iterable[tuple[int, float]], end: float) -> None:
        """Σ value · column ≤ end."""
        for column, value in terms:
            self.rows.append(len(self.ends))
            self.columns.append(column)
            self.values.append(value)
        self.ends.append(end)


@dataclass
class _Columns:
    """Where each unknown stands in the program."""

    sessions: dict[str, int] = field(default_factory=dict)
    seats: dict[tuple[str, str], int] = field(default_factory=dict)
    counted: dict[tuple[str, str, str], int] = field(default_factory=dict)


def solve(problem: Problem, offers: Sequence[Offer]) -> Solved:
    """Among these of the problem's offers."""
    if not offers:
        return Solved()
    heaviest = max(gap.weight for gap in problem.needs.values())
    program, columns = _Program(), _Columns()
    for offer in offers:
        _course(program, columns, problem, offer, heaviest)
    for (place, competency), gap in problem.needs.items():
        same = [column for key, column in columns.counted.items() if key[1:] == (place, competency)]
        program.row([(column, 1) for column in same], gap.people)
    _limit(program, columns, problem, offers)
    result = _highs(program, problem)
    if result.x is None:
        if result.status != 1:
            raise RuntimeError(result.message)
        return Solved(bound=None, stopped=True)
    return _read(result, columns, offers, heaviest)


def _course(program: _Program, columns: _Columns, problem: Problem, offer: Offer, heaviest: float) -> None:
    budget = max(problem.limits.budget_cents, 1)
    sessions = program.column(-TIE * offer.session_cents / budget, offer.most_sessions)
    columns.sessions[offer.course] = sessions
    all_seats = []
    for place, gaps in problem.served(offer).items():
        seats = program.column(-TIE * offer.seat_cents / budget, max(gap.people for gap in gaps))
        columns.seats[offer.course, place] = seats
        all_seats.append(seats)
        counted = []
        for gap in gaps:
            one = program.column(gap.weight / heaviest * offer.effects[gap.competency], gap.people)
            columns.counted[offer.course, place, gap.competency] = one
            counted.append(one)
            program.row([(one, 1), (seats, -1)], 0)
        program.row([(seats, 1), *((one, -1) for one in counted)], 0)
    program.row([*((seats, 1) for seats in all_seats), (sessions, -offer.seats)], 0)
    program.row([*((seats, -1) for seats in all_seats), (sessions, offer.minimum)], 0)


def _limit(program: _Program, columns: _Columns, problem: Problem, offers: Sequence[Offer]) -> None:
    limits, of = problem.limits, {offer.course: offer for offer in offers}
    costs = [(column, of[course].session_cents) for course, column in columns.sessions.items()]
    costs += [(column, of[course].seat_cents) for (course, _place), column in columns.seats.items()]
    unit = math.gcd(*(cents for _column, cents in costs))
    if unit:  # small whole numbers on both sides: the solver's tolerance is far from one of them
        program.row([(column, cents // unit) for column, cents in costs if cents], limits.budget_cents // unit)
    for place, most in sorted(limits.seats_per_place.items()):
        program.row([(column, 1) for (_course, of_place), column in columns.seats.items() if of_place == place], most)
    for place, share in sorted(limits.shares.items()):
        terms = [(column, (of_place == place) - share) for (_course, of_place), column in columns.seats.items()]
        program.row(terms, 0)


def _highs(program: _Program, problem: Problem) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    shape = len(program.ends), len(program.gains)
    matrix = csr_array((program.values, (program.rows, program.columns)), shape=shape)
    return milp(
        [-gain for gain in program.gains],
        integrality=[1] * len(program.gains),
        bounds=Bounds(0, program.tops),
        constraints=LinearConstraint(matrix, -math.inf, program.ends),
        options={"time_limit": problem.limits.seconds, "mip_rel_gap": problem.limits.precision},
    )


def _read(result: Any, columns: _Columns, offers: Sequence[Offer], heaviest: float) -> Solved:
    def whole(places: dict[Any, int]) -> dict[Any, int]:
        return {key: count for key, column in places.items() if (count := round(result.x[column]))}

    known = result.mip_dual_bound is not None and math.isfinite(result.mip_dual_bound)
    seats = whole(columns.seats)
    return Solved(
        fewest_sessions(seats, offers),
        seats,
        whole(columns.counted),
        -result.mip_dual_bound * heaviest if known else None,
        result.status == 1,
    )


def fewest_sessions(seats: Mapping[tuple[str, str], int], offers: Sequence[Offer]) -> dict[str, int]:
    """That hold these seats: one too many of a free course would cost the solver nothing."""
    taken = Counter[str]()
    for (course, _place), count in seats.items():
        taken[course] += count
    return {offer.course: -(-taken[offer.course] // offer.seats) for offer in offers if taken[offer.course]}
