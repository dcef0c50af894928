"""What decided, what would change it, where sources part."""

from hypothesis import given, settings
from hypothesis import strategies as st

from competencies.rules.explaining import apart, influences, trials, turns
from competencies.rules.graded import PRIOR, Parameters, category_curves, chance_of_meeting, times
from competencies.rules.sources import EVIDENCE, MANAGER, SCENARIO, answers_curve

EASY, HARD = Parameters(2.0, (0.8, 1.5, 2.6)), Parameters(2.0, (2.8, 3.5, 4.6))
QUESTION = Parameters(1.5, (2.5,), 0.25)


def test_an_answer_counts_by_what_is_lost_without_it():
    told = [(EASY, 3), (HARD, 0)]
    without_first = chance_of_meeting(times(PRIOR, [category_curves(HARD)[0]]), 3)
    whole = chance_of_meeting(times(PRIOR, [category_curves(EASY)[3], category_curves(HARD)[0]]), 3)

    found = influences(told, 3)

    assert found[0] == whole - without_first
    assert found[0] > 0 > found[1]


def test_not_to_know_moves_nothing():
    assert influences([(EASY, None), (HARD, 2)], 3)[0] == 0.0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers(1, 4))
def test_the_best_answer_never_speaks_against_the_level(values: list[int], level: int):
    told = [(EASY, value) for value in values[:-1]] + [(HARD, 3)]
    assert influences(told, level)[-1] >= -1e-9


def test_each_source_is_tried_and_says_its_decision():
    tried = trials(3, statements=[EASY, HARD, QUESTION], heard=[])

    found = turns([answers_curve([(EASY, 3), (HARD, 2)])], 3, tried)

    assert [(turn.trials[0].source, turn.trials[0].favourable) for turn in found][:4] == [
        (SCENARIO, True), (SCENARIO, False), (MANAGER, True), (MANAGER, False),
    ]  # fmt: skip
    assert all((turn.chance > 0.9) == (turn.decision is True) for turn in found)
    assert all((turn.chance < 0.1) == (turn.decision is False) for turn in found)


def test_a_manager_who_spoke_is_not_tried_again():
    assert MANAGER not in {trial.source for trial in trials(2, statements=[EASY], heard=[MANAGER])}


def test_evidence_of_the_level_below_is_tried_against_it():
    levels = [trial.level for trial in trials(3, statements=[], heard=[]) if trial.source == EVIDENCE]
    assert levels == [3, 2]
    assert [trial.level for trial in trials(1, statements=[], heard=[]) if trial.source == EVIDENCE] == [1]


def test_where_one_source_decides_nothing_pairs_are_tried():
    """Six answers that stand exactly at the edge: no one source tips them, two do."""
    edge = Parameters(2.5, (1.3, 2.5, 3.7))
    known = [answers_curve([(edge, 1), (edge, 2), (edge, 1), (edge, 2), (edge, 1), (edge, 2)])]

    found = turns(known, 3, trials(3, statements=[EASY, QUESTION], heard=[]))

    assert [turn.decision for turn in found if len(turn.trials) == 1] == [None] * 7
    assert {len(turn.trials) for turn in found} - {1} != set()


def test_sources_part_from_a_whole_level_on():
    assert apart([("self", 2.0), ("manager", 2.9)]) is None
    assert apart([("self", 2.0), ("manager", 3.0)]) == ("self", "manager", 1.0)
    assert apart([("self", 2.0)]) is None
