"""Problems to solve: a small one told by hand, random ones, one of full size."""

import random
from itertools import product

from hypothesis import strategies as st

from learning.rules.optimiser import Gap, Limits, Offer

PLACES, COMPETENCIES = ("A", "B", "C"), ("x", "y", "z")


def offer(course="langage-clair", effects=None, **given):
    usual = {"seats": 10, "minimum": 4, "session_cents": 100_000, "seat_cents": 5_000, "most_sessions": 2}
    return Offer(course, {"x": 0.5} if effects is None else effects, **(usual | given))


def full_size(seed=1):
    """23 places × 25 competencies × 60 courses, uneven weights, effects and prices: the harder kind."""
    rng = random.Random(seed)
    places, competencies = [f"m{n:02}" for n in range(23)], [f"k{n:02}" for n in range(25)]
    gaps = [
        Gap(place, competency, 5 * rng.choice([1, 1, 2, 2, 3, 4, 6, 8]), rng.uniform(0.5, 3))
        for place, competency in product(places, competencies)
    ]
    offers = [
        Offer(
            f"c{n:02}",
            {one: rng.randint(25, 90) / 100 for one in rng.sample(competencies, rng.choice([1, 1, 2, 2, 3]))},
            seats=rng.choice([8, 12, 12, 15, 20, 24]),
            minimum=rng.choice([4, 5, 6, 8]),
            session_cents=5 * rng.randint(20_000, 100_000),
            seat_cents=5 * rng.randint(0, 9_000),
            most_sessions=rng.choice([1, 2, 3, 4, 6]),
            places=None if rng.random() < 0.7 else frozenset(rng.sample(places, rng.randint(1, 8))),
        )
        for n in range(60)
    ]
    return gaps, offers


def gaps_of(places, competencies, *, most):
    return st.fixed_dictionaries(
        {cell: st.tuples(st.integers(0, most // 5), st.integers(0, 3)) for cell in product(places, competencies)}
    ).map(lambda found: [Gap(*cell, 5 * fives, float(weight)) for cell, (fives, weight) in found.items()])


def offers_of(places, competencies, *, courses, seats, sessions):
    """Effects are quarters and prices whole dollars, so that plans are equal or clearly apart."""

    @st.composite
    def one(draw, name):
        held = draw(st.integers(1, seats))
        return Offer(
            name,
            draw(st.dictionaries(st.sampled_from(competencies), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1)),
            seats=held,
            minimum=draw(st.integers(1, held)),
            session_cents=100 * draw(st.integers(0, 8)),
            seat_cents=100 * draw(st.integers(0, 3)),
            most_sessions=draw(st.integers(1, sessions)),
            places=draw(st.none() | st.frozensets(st.sampled_from(places))),
        )

    return st.tuples(*(one(name) for name in courses)).map(list)


def keeps(world):
    """Whether its shares let anybody have a seat; if not, the problem is refused."""
    gaps, _offers, limits = world
    places = {gap.place for gap in gaps if gap.people and gap.weight}
    return sum(limits.shares.get(place, 1) for place in places) >= 1 or not places


@st.composite
def limits_of(draw, places, *, dollars):
    return Limits(
        budget_cents=100 * draw(st.integers(0, dollars)),
        seats_per_place=draw(st.dictionaries(st.sampled_from(places), st.integers(0, 6), max_size=2)),
        shares=draw(st.dictionaries(st.sampled_from(places[:-1]), st.sampled_from([0.25, 0.5, 0.75]))),
        precision=0.0,
    )
