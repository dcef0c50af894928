"""The best plan of a tiny problem by trying every one, from the words of the rules and not from the program's rows."""

from itertools import product

from learning.rules.optimiser import Gap, Limits, Offer


def best_plan(gaps: list[Gap], offers: list[Offer], limits: Limits) -> tuple[float, int]:
    """Weighted gap closed, and the least cost at which it can be."""
    needs = {(gap.place, gap.competency): gap for gap in gaps if gap.people and gap.weight}
    places = sorted({place for place, _competency in needs})
    most = [offer.seats * offer.most_sessions for offer in offers]
    by_place = [_worths(place, needs, offers, most) for place in places]
    best = (0.0, 0)
    for plan in product(*(worths.items() for worths in by_place)):
        seats = [sum(own[place] for own, _worth in plan) for place in range(len(offers))]
        cost = _cost(offers, seats)
        if cost is None or cost > limits.budget_cents or not _fair(places, [seats for seats, _worth in plan], limits):
            continue
        found = sum(worth for _seats, worth in plan), cost
        if (found[0], -found[1]) > (best[0], -best[1]):
            best = found
    return best


def _worths(place, needs, offers, most):
    """For each way to give this place seats, the most weighted gap it may close; ways that leave a seat idle are missing."""
    mine = {competency: gap for (of, competency), gap in needs.items() if of == place}
    kinds = []
    for offer in offers:
        may = offer.places is None or place in offer.places
        kinds.append([(mine[code], effect) for code, effect in offer.effects.items() if may and effect and code in mine])
    tops = [min(top, max((gap.people for gap, _effect in kind), default=0)) for kind, top in zip(kinds, most, strict=True)]
    found = {}
    for seats in product(*(range(top + 1) for top in tops)):
        ways = [product(range(count + 1), repeat=len(kind)) for kind, count in zip(kinds, seats, strict=True)]
        worths = [worth for way in product(*map(list, ways)) if (worth := _worth(kinds, seats, way)) is not None]
        if worths:
            found[seats] = max(worths)
    return found


def _worth(kinds, seats, way):
    counted, worth = {}, 0.0
    for kind, count, numbers in zip(kinds, seats, way, strict=True):
        if sum(numbers) < count:
            return None
        for (gap, effect), number in zip(kind, numbers, strict=True):
            counted[gap.competency] = counted.get(gap.competency, 0) + number
            if counted[gap.competency] > gap.people:
                return None
            worth += gap.weight * effect * number
    return worth


def _cost(offers, seats):
    cost = 0
    for offer, taken in zip(offers, seats, strict=True):
        sessions = -(-taken // offer.seats)
        if sessions > offer.most_sessions or taken < sessions * offer.minimum:
            return None
        cost += sessions * offer.session_cents + taken * offer.seat_cents
    return cost


def _fair(places, seats, limits):
    whole = sum(map(sum, seats))
    return all(
        sum(own) <= limits.seats_per_place.get(place, whole) and sum(own) <= limits.shares.get(place, 1) * whole
        for place, own in zip(places, seats, strict=True)
    )
