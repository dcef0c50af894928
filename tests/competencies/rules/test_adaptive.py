"""Which statement comes next: bounds, groups, stopping, replay."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from competencies.rules.adaptive import (
    MOST,
    MOST_IN_ALL,
    Given,
    most_likely_left,
    next_item,
    standings,
    weights_after,
)
from competencies.rules.graded import category_curves, chance_of_meeting, decided
from tests.competencies.rules.bank import small_bank

BANK = small_bank()
TARGETS = {"A1": 2, "A2": 3, "B1": 3, "B2": 4}


def answered(choose, bank=BANK, targets=TARGETS) -> list[Given]:  # type: ignore[no-untyped-def]
    log: list[Given] = []
    while (key := next_item(bank, targets, log)) is not None:
        log.append(Given(key, choose(bank[key], log)))
    return log


def highest(statement) -> int:  # type: ignore[no-untyped-def]
    return len(statement.parameters.thresholds)


def test_every_competency_gets_two_to_six_and_stops_when_decided() -> None:
    log = answered(lambda one, _log: highest(one))
    for standing in standings(BANK, TARGETS, log).values():
        assert 2 <= standing.asked <= MOST
        assert not standing.open
        assert decided(standing.chance) is not None or standing.asked == MOST
    assert len({given.key for given in log}) == len(log)


def test_who_does_not_know_is_asked_six_times_each_and_nothing_is_concluded() -> None:
    log = answered(lambda _one, _log: None)
    assert len(log) == 4 * MOST
    bare = standings(BANK, TARGETS, [])
    assert {code: one.chance for code, one in standings(BANK, TARGETS, log).items()} == {
        code: one.chance for code, one in bare.items()
    }


def test_what_three_statements_leave_open_gets_its_question_once() -> None:
    log = answered(lambda _one, _log: None)
    for code in TARGETS:
        asked = [BANK[given.key].is_question for given in log if BANK[given.key].competency == code]
        assert asked == [False, False, False, True, False, False]


def test_what_statements_decide_gets_no_question() -> None:
    log = answered(lambda one, _log: highest(one))
    assert len(log) < 4 * 4
    assert not any(BANK[given.key].is_question for given in log)


def test_no_third_in_a_row_of_one_group_while_another_is_open() -> None:
    rng = random.Random(3)
    for _ in range(10):
        log = answered(lambda one, _log: rng.randint(0, highest(one)))
        for place in range(2, len(log)):
            groups = {BANK[given.key].group for given in log[place - 2 : place + 1]}
            if len(groups) == 1:
                still = standings(BANK, TARGETS, log[:place])
                assert not any(one.open for code, one in still.items() if code[0] not in groups)


def test_ninety_at_most_and_everybody_gets_the_minimum() -> None:
    codes = tuple(f"{group}{number}" for group in "ABCDE" for number in range(9))
    bank = small_bank(codes)
    targets = dict.fromkeys(codes, 3)
    log = answered(lambda _one, _log: None, bank, targets)
    assert len(log) == MOST_IN_ALL
    assert {one.asked for one in standings(bank, targets, log).values()} == {2}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_same_answers_lead_to_the_same_run(seed: int) -> None:
    draws = [random.Random(seed).choice([None, 0, 1, 2, 3]) for _ in range(1)] + [
        random.Random(seed + place).choice([None, 0, 1, 2, 3]) for place in range(1, 60)
    ]

    def choose(one, log: list[Given]) -> int | None:  # type: ignore[no-untyped-def]
        value = draws[len(log) % len(draws)]
        return None if value is None else min(value, highest(one))

    first, second = answered(choose), answered(choose)
    assert first == second
    for place in range(0, len(first), 7):
        assert next_item(BANK, TARGETS, first[:place]) == first[place].key


def test_the_next_item_has_the_greatest_expected_drop() -> None:
    log = [Given("A1-02", 2), Given("B1-04", 1)]
    targets = {"A1": 2, "B1": 3}
    bank = {key: one for key, one in BANK.items() if one.competency in targets}

    def expected(key: str) -> float:
        one = bank[key]
        told = [given for given in log if bank[given.key].competency == one.competency]
        weights, target = weights_after(bank, told), targets[one.competency]
        chance, after = chance_of_meeting(weights, target), 0.0
        for curve in category_curves(one.parameters):
            branch = tuple(w * c for w, c in zip(weights, curve, strict=True))
            then = chance_of_meeting(branch, target)
            after += sum(branch) / sum(weights) * then * (1 - then)
        return chance * (1 - chance) - after

    unasked = [key for key in bank if key not in {given.key for given in log}]
    best = max(expected(key) for key in unasked)
    found = next_item(bank, targets, log)
    assert found is not None
    assert expected(found) >= best - 1e-12


def test_answers_about_other_competencies_change_nothing() -> None:
    log = [Given("A1-02", 2)]
    assert standings(BANK, {"B1": 3}, log)["B1"] == standings(BANK, {"B1": 3}, [])["B1"]


def test_what_is_left_falls_to_nothing() -> None:
    log = answered(lambda one, _log: highest(one))
    left = [most_likely_left(BANK, TARGETS, log[:place]) for place in range(len(log) + 1)]
    assert left[0] == 12
    assert left[-1] == 0
    assert min(left[:-1]) >= 1
