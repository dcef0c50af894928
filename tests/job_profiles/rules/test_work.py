"""From tasks and shares to what is to be gained: every rule with numbers."""

from hypothesis import given
from hypothesis import strategies as st

from job_profiles.rules.work import FULL, WEIGHTS, Asked, Line, Task, lines, outside, shares

WRITING, DATA, CRISIS = 1, 2, 3


def task(share, future, *competencies):
    return Task(share, future, frozenset(competencies))


def test_a_competency_takes_the_shares_of_the_tasks_that_name_it():
    tasks = [
        task(40, "keep", WRITING),
        task(20, "more", WRITING, DATA),
        task(10, "less", DATA),
        task(30, "hand_over", CRISIS),
    ]
    assert shares(tasks) == {WRITING: (60, 70), DATA: (30, 35), CRISIS: (30, 0)}


def test_essential_first_then_distance_then_the_least_practised():
    asked = [Asked(WRITING, 4, False, 1), Asked(DATA, 3, True, 2), Asked(CRISIS, 3, True, 1), Asked(9, 2, True, 2)]
    found = lines([task(50, "keep", CRISIS)], asked)
    assert [(line.asked.competency, line.distance) for line in found] == [(CRISIS, 2), (DATA, 1), (WRITING, 3), (9, 0)]


def test_equal_distances_put_what_is_practised_least_first():
    asked = [Asked(WRITING, 3, True, 1), Asked(DATA, 3, True, 1)]
    assert [line.asked.competency for line in lines([task(50, "keep", WRITING)], asked)] == [DATA, WRITING]


def test_unpractised_is_asked_for_not_reached_and_in_no_task_of_tomorrow():
    assert Line(Asked(WRITING, 3, True, 1), today=30, tomorrow=0).unpractised
    assert not Line(Asked(WRITING, 3, True, 1), today=30, tomorrow=15).unpractised
    assert not Line(Asked(WRITING, 3, True, 3), today=0, tomorrow=0).unpractised


def test_time_spent_outside_the_target():
    tasks = [task(40, "keep", WRITING), task(25, "keep"), task(15, "keep", CRISIS)]
    assert outside(tasks, [Asked(WRITING, 2, True, 0)]) == 40


@given(st.lists(st.tuples(st.integers(1, 100), st.sampled_from(sorted(WEIGHTS)), st.sets(st.integers(1, 5))), max_size=20))
def test_shares_stay_between_nothing_and_all_of_the_time(rows):
    found = shares([Task(share, future, frozenset(competencies)) for share, future, competencies in rows])
    assert all(0 <= today <= FULL and 0 <= tomorrow <= FULL for today, tomorrow in found.values())
