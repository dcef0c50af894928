"""What was promised of the engine, on the statements that ship: few questions, right decisions, an honest P."""

import random

import pytest

from competencies.actions.bank import DISCRIMINATION, QUESTION_DISCRIMINATION, TEACHES, WITH_HELP
from competencies.rules.adaptive import Statement
from competencies.rules.graded import Parameters
from competencies.rules.simulation import Condition, Outcome, proportion, reliability, result_of, simulate, whole_run
from tests.data.test_items import ITEMS

TARGETS = (1, 2, 3, 4)
PEOPLE = 1000


def shipped() -> dict[str, Statement]:
    bank = {}
    for item in ITEMS:
        if item["form"] == "member":
            here = item["level"] - 0.5 + item["shift"]
            parameters = (
                Parameters(DISCRIMINATION[item["clarity"]], (here + WITH_HELP, here, here + TEACHES))
                if item["kind"] == "graded"
                else Parameters(QUESTION_DISCRIMINATION[item["clarity"]], (here,), 1 / len(item["options"]))
            )
            bank[item["key"]] = Statement(item["key"], item["competency"], item["competency"][:3], parameters)
    return bank


@pytest.fixture(scope="module")
def outcomes() -> dict[int, list[Outcome]]:
    bank = shipped()
    return {target: simulate(bank, Condition(target), PEOPLE, seed=1000 + target) for target in TARGETS}


def test_few_statements_right_decisions(outcomes: dict[int, list[Outcome]]) -> None:
    for target, found in outcomes.items():
        result = result_of(Condition(target), found)
        assert result.people == PEOPLE
        assert result.items.value <= 3.3
        assert result.right.value >= 0.90
    everybody = [one for found in outcomes.values() for one in found]
    assert proportion(sum(one.sure and not one.right for one in everybody), len(everybody)).high <= 0.03


def test_what_is_said_is_what_is(outcomes: dict[int, list[Outcome]]) -> None:
    for one in reliability([one for found in outcomes.values() for one in found]):
        slack = 0.03
        assert one.true.low - slack <= one.said <= one.true.high + slack


def test_a_whole_diagnostic_of_25_competencies_is_about_75_statements() -> None:
    bank, rng = shipped(), random.Random(5)
    codes = sorted({one.competency for one in bank.values()})
    lengths = sorted(whole_run(bank, {code: rng.choice(TARGETS) for code in codes}, rng) for _ in range(15))
    assert len(codes) == 25
    assert 60 <= lengths[7] <= 80
    assert lengths[-1] <= 90


def test_wrong_parameters_and_correlated_answers_cost_something_but_not_all() -> None:
    bank = shipped()
    plain, off = (
        [one for target in TARGETS for one in simulate(bank, Condition(target, wrong, shared), 250, seed=7)]
        for wrong, shared in ((0.0, 0.0), (0.4, 0.5))
    )
    right = [proportion(sum(one.right for one in found), len(found)).value for found in (plain, off)]
    assert 0.85 <= right[1] <= right[0]


def test_the_same_seed_gives_the_same_people() -> None:
    bank = shipped()
    assert simulate(bank, Condition(2), 20, seed=3) == simulate(bank, Condition(2), 20, seed=3)
    assert simulate(bank, Condition(2), 20, seed=3) != simulate(bank, Condition(2), 20, seed=4)


def test_wilson_s_interval() -> None:
    share = proportion(3, 100)
    assert (round(share.low, 4), share.value, round(share.high, 4)) == (0.0103, 0.03, 0.0845)
