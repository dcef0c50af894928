"""One session of one course, filled as well as the gaps allow: what a course is worth by itself, or beside a plan."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from learning.rules.optimiser.problem import Cell, Gap, Offer


@dataclass(frozen=True)
class Filled:
    """`seats` by place; a seat is counted for every gap of its place that still has people."""

    seats: Mapping[str, int]
    cents: int
    closed: float
    worth: float  # closed, weighted

    @property
    def taken(self) -> int:
        return sum(self.seats.values())

    @property
    def cents_per_gap(self) -> float:
        return self.cents / self.closed


class _Seat(NamedTuple):
    worth: float
    closed: float
    place: str


def best_session(
    offer: Offer,
    served: Mapping[str, list[Gap]],
    people: Mapping[Cell, int],
    room: Mapping[str, int],
    cents: int | None = None,
) -> Filled | None:
    """The number of seats, from the minimum on, at which a weighted gap costs least; None: the minimum is not reached.
    `people`: who remains in each gap; `room`: seats that a place may still take (not named: any); `cents`: most it costs."""
    seats = [seat for place, gaps in served.items() for seat in _seats(offer, place, gaps, people, room.get(place))]
    seats = sorted(seats, key=lambda seat: (-seat.worth, seat.place))[: offer.seats]
    best = best_cents = 0
    worth = best_worth = 0.0
    for number, seat in enumerate(seats, start=1):
        cost, worth = offer.session_cents + number * offer.seat_cents, worth + seat.worth
        allowed = number >= offer.minimum and (cents is None or cost <= cents)
        if allowed and (not best or cost * best_worth <= best_cents * worth):
            best, best_cents, best_worth = number, cost, worth
    if not best:
        return None
    held = seats[:best]
    return Filled(Counter(seat.place for seat in held), best_cents, sum(seat.closed for seat in held), best_worth)


def _seats(offer: Offer, place: str, gaps: list[Gap], people: Mapping[Cell, int], room: int | None) -> list[_Seat]:
    """What each further seat of a place is worth, and closes: never more than the one before."""
    left = [(gap, people[place, gap.competency]) for gap in gaps]
    most = min([offer.seats, max(count for _gap, count in left), *([] if room is None else [room])])
    found = []
    for number in range(most):
        closed = [(offer.effects[gap.competency], gap.weight) for gap, count in left if number < count]
        found.append(_Seat(sum(effect * weight for effect, weight in closed), sum(effect for effect, _w in closed), place))
    return found
