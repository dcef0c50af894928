"""The same question with somewhat less and somewhat more money: what a dollar more would bring, which courses it moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from learning.rules.optimiser.problem import Gap, Limits, Offer
from learning.rules.optimiser.proposing import Proposal, propose


@dataclass(frozen=True)
class Option:
    """`share`: of the budget, more or less (−0.1, 0, 0.1). Beside the plan: `sessions` more or fewer by course (no zeros),
    weighted gap and cents more or less."""

    share: float
    proposal: Proposal
    sessions: Mapping[str, int]
    objective: float
    cost_cents: int

    @property
    def cents_per_worth(self) -> float | None:
        """What each further weighted gap costs on the way; None when the plan closes the same."""
        return self.cost_cents / self.objective if self.objective > 1e-6 or self.objective < -1e-6 else None


def what_if(
    gaps: Iterable[Gap], offers: Iterable[Offer], limits: Limits, proposal: Proposal, shares: Sequence[float] = (-0.1, 0.1)
) -> list[Option]:
    """`proposal` is what propose() said for the same input; it comes back at share 0. One run of the solver per share.

    More money never closes less here: a better plan found for less replaces a worse one found for more, and what bounds the
    greater budget bounds the smaller. By budget, smallest first.
    """
    gaps, offers = list(gaps), list(offers)
    found = {0.0: proposal}
    for share in shares:
        budget = round(limits.budget_cents * (1 + share))
        found[share] = propose(gaps, offers, replace(limits, budget_cents=budget))
    ordered = _in_step([found[share] for share in sorted(found)])
    base = ordered[sorted(found).index(0.0)]
    return [_beside(base, share, one) for share, one in zip(sorted(found), ordered, strict=True)]


def _in_step(rising: Sequence[Proposal]) -> list[Proposal]:
    """By rising budget: objectives that never fall, bounds that never fall."""
    held: list[Proposal] = []
    for one in rising:
        if held and held[-1].objective > one.objective:
            one = replace(held[-1], budget_cents=one.budget_cents, bound=one.bound, stopped=one.stopped)
        held.append(one)
    for place in range(len(held) - 2, -1, -1):
        held[place] = replace(held[place], bound=min(held[place].bound, held[place + 1].bound))
    return [replace(one, bound=max(one.bound, one.objective)) for one in held]


def _beside(base: Proposal, share: float, one: Proposal) -> Option:
    was, now = ({chosen.course: chosen.sessions for chosen in each.courses} for each in (base, one))
    moved = {course: now.get(course, 0) - was.get(course, 0) for course in sorted({*was, *now})}
    return Option(
        share,
        one,
        {course: count for course, count in moved.items() if count},
        one.objective - base.objective,
        one.cost_cents - base.cost_cents,
    )
