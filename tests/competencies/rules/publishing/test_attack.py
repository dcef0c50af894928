"""Random governments publish by the real rules; a reader with everything published attacks. Weak rules do not survive it."""

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competencies.rules.publishing import publisher
from competencies.rules.publishing.publisher import Decision, Taken, decide_all
from competencies.rules.publishing.suppression import candidates
from competencies.rules.publishing.tables import Places, counted
from tests.competencies.rules.publishing.attack import CountAttack, groups_alone
from tests.competencies.rules.publishing.populations import World, history, published

Found = dict[str, list[object]]


def attacked(seed: int, decide: Callable = decide_all, *, snapshots: int | None = None) -> Found:
    """What the reader finds: counts that are too narrow, groups that stand alone (a value constant, or measured anew)."""
    dice = random.Random(seed)
    world = World(dice)
    taken, known = published(world, snapshots or dice.randint(2, 4), decide)
    alone = [
        (competency, group)
        for competency in (None, *world.competencies)
        for by_measure in (False, True)
        for group in groups_alone(history(taken, competency), by_measure=by_measure)
    ]
    return {"narrow": list(CountAttack(known, taken).narrow()), "alone": alone}


def no_complement(taken: Taken, places: Places, earlier: object, asked: dict) -> dict[int | None, Decision]:
    """Floors, and nothing beside them."""
    members = {None: taken.present, **taken.members}
    decisions = {}
    for competency, people in members.items():
        cells = [cell for cell in places.cells() if competency is not None or cell[0] in ("whole", "organisations")]
        counts = counted(people)
        decisions[competency] = Decision(cells, counts, candidates(cells, counts))
    return decisions


def no_history(taken: Taken, places: Places, earlier: object, asked: dict) -> dict[int | None, Decision]:
    """Each snapshot as if it were the first."""
    return decide_all(taken, places, (), asked)


@settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000))
def test_nothing_is_narrow_and_nobody_alone(seed: int) -> None:
    assert attacked(seed) == {"narrow": [], "alone": []}


@pytest.mark.long
@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(10_001, 1_000_000))
def test_nothing_is_narrow_and_nobody_alone_in_many(seed: int) -> None:
    assert attacked(seed) == {"narrow": [], "alone": []}


def test_the_attack_breaks_floors_without_complement() -> None:
    found = [attacked(seed, no_complement, snapshots=1) for seed in range(6)]

    assert any(one["narrow"] for one in found)
    assert any(one["alone"] for one in found)


def test_the_attack_breaks_snapshots_without_history() -> None:
    found = [attacked(seed, no_history) for seed in range(6)]

    assert any(one["alone"] for one in found)


def test_the_attack_breaks_counts_that_competencies_tell_of_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """This government was found by the attack: three competencies together hold one cell to less than four people."""
    monkeypatch.setattr(publisher, "JOINTLY", 0)

    assert attacked_counts(381) != []

    monkeypatch.undo()
    assert attacked_counts(381) == []


def attacked_counts(seed: int) -> list[object]:
    world = World(random.Random(seed))
    taken, known = published(world, random.Random(seed).randint(1, 4))
    return list(CountAttack(known, taken).narrow())
