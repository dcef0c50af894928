"""What is asked: gaps as published, courses on offer, limits; and what is refused."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

ROUNDED_TO = 5
Cell = tuple[str, str]  # place, competency


@dataclass(frozen=True)
class Gap:
    """People of a place whose level is under the target of a competency: the published count. `weight`: what closing one of
    these gaps is worth beside another."""

    place: str
    competency: str
    people: int
    weight: float = 1.0


@dataclass(frozen=True)
class Offer:
    """A course that could be given. `effects`: per competency, share of seats that close a gap (0 to 1). A session costs
    `session_cents`, and `seat_cents` more for each seat taken. `places`: who may take part; None: everybody."""

    course: str
    effects: Mapping[str, float]
    seats: int
    minimum: int = 1
    session_cents: int = 0
    seat_cents: int = 0
    most_sessions: int = 1
    places: frozenset[str] | None = None

    @property
    def cheapest_cents(self) -> int:
        """A session with the fewest people."""
        return self.session_cents + self.minimum * self.seat_cents


@dataclass(frozen=True)
class Limits:
    """`seats_per_place`: most seats of a place in the whole plan. `shares`: most it may take of all seats of the plan (over
    0, up to 1). Who is not named has no such limit. HiGHS stops after `seconds`, or when it has shown that no plan is
    better by more than `precision` (relative)."""

    budget_cents: int
    seats_per_place: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 7.0
    precision: float = 0.002


@dataclass(frozen=True)
class Problem:
    """Checked, and sorted so that the order of rows changes nothing. `needs`: gaps that count for something."""

    needs: Mapping[Cell, Gap]
    offers: Sequence[Offer]
    limits: Limits

    def served(self, offer: Offer) -> dict[str, list[Gap]]:
        """Gaps that this course may close, by place."""
        found: dict[str, list[Gap]] = {}
        for (place, competency), gap in self.needs.items():
            if offer.effects.get(competency) and (offer.places is None or place in offer.places):
                found.setdefault(place, []).append(gap)
        return found

    def room(self, taken: Mapping[str, int], more: int) -> dict[str, int]:
        """Seats that each limited place may still take once the plan holds so many more."""
        limits, whole = self.limits, sum(taken.values()) + more
        room = {place: most - taken.get(place, 0) for place, most in limits.seats_per_place.items()}
        for place, share in limits.shares.items():
            by_share = max(math.floor(share * whole + 1e-9) - taken.get(place, 0), 0)
            room[place] = min(room.get(place, by_share), by_share)
        return room


def problem_of(gaps: Iterable[Gap], offers: Iterable[Offer], limits: Limits) -> Problem:
    """Raises ValueError, naming the row, for what makes no sense."""
    gaps = sorted(gaps, key=lambda gap: (gap.place, gap.competency))
    offers = sorted(offers, key=lambda offer: offer.course)
    for gap in gaps:
        _check_gap(gap)
    for offer in offers:
        _check_offer(offer)
    _once("gap", [(gap.place, gap.competency) for gap in gaps])
    _once("course", [offer.course for offer in offers])
    needs = {(gap.place, gap.competency): gap for gap in gaps if gap.people and gap.weight}
    _check_limits(limits, {place for place, _competency in needs})
    return Problem(needs, offers, limits)


def _check_gap(gap: Gap) -> None:
    name = f"gap {gap.place} × {gap.competency}"
    _whole(f"{name}: people", gap.people, 0)
    if gap.people % ROUNDED_TO:
        raise ValueError(f"{name}: {gap.people} is not a published count (multiples of {ROUNDED_TO})")
    if not (math.isfinite(gap.weight) and gap.weight >= 0):
        raise ValueError(f"{name}: weight must be a number from 0 on")


def _check_offer(offer: Offer) -> None:
    name = f"course {offer.course}"
    for what, value, least in (
        ("seats", offer.seats, 1),
        ("minimum", offer.minimum, 1),
        ("session_cents", offer.session_cents, 0),
        ("seat_cents", offer.seat_cents, 0),
        ("most_sessions", offer.most_sessions, 1),
    ):
        _whole(f"{name}: {what}", value, least)
    if offer.minimum > offer.seats:
        raise ValueError(f"{name}: a minimum of {offer.minimum} for {offer.seats} seats")
    for competency, effect in offer.effects.items():
        if not 0 <= effect <= 1:
            raise ValueError(f"{name}: effect on {competency} must lie between 0 and 1")


def _check_limits(limits: Limits, places: set[str]) -> None:
    _whole("budget_cents", limits.budget_cents, 0)
    for place, seats in limits.seats_per_place.items():
        _whole(f"seats of {place}", seats, 0)
    for place, share in limits.shares.items():
        if not 0 < share <= 1:
            raise ValueError(f"share of {place} must lie over 0, up to 1")
    if places and places <= limits.shares.keys() and sum(limits.shares[place] for place in places) < 1 - 1e-9:
        raise ValueError("the shares of all places with a gap come to less than 1: no seat could be given")
    if not (math.isfinite(limits.seconds) and limits.seconds > 0):
        raise ValueError("seconds must be a number over 0")
    if not 0 <= limits.precision < 1:
        raise ValueError("precision must lie between 0 and 1")


def _whole(name: str, value: int, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be a whole number from {least} on")


def _once(what: str, keys: Sequence[object]) -> None:
    for one, other in pairwise(keys):
        if one == other:
            raise ValueError(f"{what} {one} stands there twice")
