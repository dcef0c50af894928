"""A plan made session by session, each time the one that closes most for its cost. It stands when the clock stops HiGHS
before it has found better."""

import heapq
from collections import Counter
from collections.abc import Sequence

from learning.rules.optimiser.filling import Filled, best_session
from learning.rules.optimiser.problem import Cell, Gap, Offer, Problem
from learning.rules.optimiser.solving import Solved, fewest_sessions


class _Plan:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people: dict[Cell, int] = {cell: gap.people for cell, gap in problem.needs.items()}
        self.cents = problem.limits.budget_cents
        self.given, self.taken = Counter[str](), Counter[str]()
        self.seats, self.counted = Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()

    def next_of(self, offer: Offer, served: dict[str, list[Gap]]) -> Filled | None:
        """Its best session that money, room and shares allow now: a full one, or else one as small as may be."""
        if self.given[offer.course] == offer.most_sessions:
            return None
        for more in (offer.seats, offer.minimum):
            room = self.problem.room(self.taken, more)
            found = best_session(offer, served, self.people, room, self.cents)
            if found is not None and self._fair(found):
                return found
        return None

    def give(self, offer: Offer, served: dict[str, list[Gap]], session: Filled) -> None:
        self.given[offer.course] += 1
        self.cents -= session.cents
        for place, seats in session.seats.items():
            self.taken[place] += seats
            self.seats[offer.course, place] += seats
            for gap in served[place]:
                counted = min(seats, self.people[place, gap.competency])
                self.people[place, gap.competency] -= counted
                self.counted[offer.course, place, gap.competency] += counted

    def _fair(self, session: Filled) -> bool:
        whole = self.taken.total() + session.taken
        shares = self.problem.limits.shares
        return all(self.taken[p] + session.seats.get(p, 0) <= share * whole + 1e-9 for p, share in shares.items())


def greedy(problem: Problem, offers: Sequence[Offer]) -> Solved:
    """Keeps every limit; knows no bound.

    What a session is worth mostly falls as others are given, so only the best is looked at again. Shares give way as the
    plan grows, so what they kept out is tried again after each session; very narrow ones may keep everything out.
    """
    plan, served = _Plan(problem), {offer.course: problem.served(offer) for offer in offers}
    of, waiting = {offer.course: offer for offer in offers}, list[str]()
    heap = [(0.0, course) for course in sorted(of)]
    while heap:
        price, course = heapq.heappop(heap)
        session = plan.next_of(of[course], served[course])
        if session is None:
            waiting.append(course)
            continue
        now = session.cents / session.worth
        if now > price and heap and now > heap[0][0]:
            heapq.heappush(heap, (now, course))
            continue
        plan.give(of[course], served[course], session)
        heapq.heappush(heap, (now, course))
        if problem.limits.shares:
            heap, waiting = [*heap, *((0.0, one) for one in waiting)], []
            heapq.heapify(heap)
    seats, counted = dict(plan.seats), {key: count for key, count in plan.counted.items() if count}
    return Solved(fewest_sessions(seats, offers), seats, counted, bound=None, stopped=True)
