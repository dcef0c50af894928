"""Sessions that overlap, seats that free, deadlines, progress, reviews."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.planning import (
    Interval,
    Step,
    Waiting,
    accept_by,
    clash,
    next_review,
    progress,
    promoted,
    waiting_order,
)

ZONE = ZoneInfo("America/Toronto")
FIRST = dt.datetime(2026, 11, 2, 9, tzinfo=ZONE)  # a Monday


def at(hours: float) -> dt.datetime:
    return FIRST + dt.timedelta(hours=hours)


def between(start: float, end: float) -> Interval:
    return Interval(at(start), at(end))


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (between(0, 3), between(3, 6), False),
        (between(0, 3), between(2, 6), True),
        (between(0, 6), between(2, 3), True),
        (between(0, 3), between(0, 3), True),
        (between(0, 3), between(24, 27), False),
    ],
)
def test_what_ends_at_noon_leaves_noon_free(one, other, overlap):
    assert (one.overlaps(other), other.overlaps(one)) == (overlap, overlap)


def test_an_interval_ends_after_it_starts():
    with pytest.raises(ValueError, match="is not before"):
        between(3, 3)


def test_the_same_hours_in_two_zones_overlap():
    paris = Interval(at(0).astimezone(ZoneInfo("Europe/Paris")), at(3).astimezone(ZoneInfo("Europe/Paris")))
    assert paris.overlaps(between(2, 4))


def test_the_first_clash_of_two_sessions_of_several_days():
    mine, theirs = [between(48, 51), between(0, 3), between(24, 27)], [between(50, 52), between(26, 28)]
    assert clash(mine, theirs) == (between(24, 27), between(26, 28))
    assert clash(mine, [between(3, 24)]) is None
    assert clash([], theirs) is None


INTERVALS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda found: between(found[0], sum(found))), max_size=6
)


@given(INTERVALS, INTERVALS)
def test_sessions_clash_when_an_hour_belongs_to_both(mine, theirs):
    def hours(intervals):
        return {n for n in range(80) for one in intervals if one.starts_at <= at(n) < one.ends_at}

    assert (clash(mine, theirs) is not None) == bool(hours(mine) & hours(theirs))
    assert (clash(mine, theirs) is None) == (clash(theirs, mine) is None)


def waits(request, place, hours=None):
    return Waiting(request, place, at(request if hours is None else hours))


def requests(found):
    return [one.request for one in found]


def test_the_oldest_request_first():
    assert requests(waiting_order([waits(3, "A"), waits(1, "B"), waits(2, "A")], held={}, quotas={})) == [1, 2, 3]
    assert requests(waiting_order([waits(2, "A", 0), waits(1, "B", 0)], held={}, quotas={})) == [1, 2]


def test_who_is_over_quota_comes_after_all_others_not_never():
    waiting = [waits(1, "A"), waits(2, "A"), waits(3, "B"), waits(4, "C")]
    assert requests(waiting_order(waiting, held={"A": 2}, quotas={"A": 3, "B": 1})) == [1, 3, 4, 2]
    assert requests(waiting_order(waiting, held={"A": 3, "B": 1}, quotas={"A": 3, "B": 1})) == [4, 1, 2, 3]


def test_seats_that_free_are_offered_and_none_when_seats_were_lowered():
    waiting = [waits(1, "A"), waits(2, "A"), waits(3, "B")]
    assert requests(promoted(waiting, seats=12, held={"A": 6, "B": 4}, quotas={"A": 7})) == [1, 3]
    assert promoted(waiting, seats=8, held={"A": 6, "B": 4}, quotas={}) == []
    assert requests(promoted(waiting, seats=50, held={"A": 6}, quotas={"A": 6})) == [3, 1, 2]


PLACES = st.sampled_from("ABC")
LISTS = st.lists(st.tuples(PLACES, st.integers(0, 5)), max_size=12).map(
    lambda rows: [waits(number, place, hours) for number, (place, hours) in enumerate(rows)]
)
COUNTS = st.dictionaries(PLACES, st.integers(0, 5))


@given(LISTS, COUNTS, COUNTS, st.integers(0, 30))
def test_a_list_loses_nobody_and_a_freed_seat_is_never_left_empty(waiting, held, quotas, seats):
    order = waiting_order(waiting, held=held, quotas=quotas)
    assert sorted(requests(order)) == sorted(requests(waiting))
    free = max(seats - sum(held.values()), 0)
    offered = promoted(waiting, seats=seats, held=held, quotas=quotas)
    assert offered == order[:free]
    assert len(offered) == min(free, len(waiting))


@given(LISTS, COUNTS, COUNTS)
def test_nobody_passes_an_older_request_unless_its_place_is_at_its_quota(waiting, held, quotas):
    order, seats = waiting_order(waiting, held=held, quotas=quotas), Counter(held)
    for number, one in enumerate(order):
        for other in order[number + 1 :]:
            if (other.asked_at, other.request) < (one.asked_at, one.request):
                assert seats[other.place] >= quotas[other.place]
                assert one.place not in quotas or seats[one.place] < quotas[one.place]
        seats[one.place] += 1


@given(LISTS, COUNTS, COUNTS, st.integers(0, 6))
def test_seats_offered_one_by_one_or_together_go_to_the_same_people(waiting, held, quotas, free):
    together = waiting_order(waiting, held=held, quotas=quotas)[:free]
    one_by_one, left, seats = [], list(waiting), Counter(held)
    for _seat in range(min(free, len(waiting))):
        (chosen,) = promoted(left, seats=sum(seats.values()) + 1, held=seats, quotas=quotas)
        left.remove(chosen)
        seats[chosen.place] += 1
        one_by_one.append(chosen)
    assert one_by_one == together


def local(day, hour, minute=0):
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("offered_at", "starts_at", "until"),
    [
        (local(2, 9), local(30, 9), local(4, 9)),  # Monday: Wednesday
        (local(6, 16), local(30, 9), local(10, 16)),  # Friday afternoon: Tuesday
        (local(7, 11), local(30, 9), local(11, 0)),  # Saturday: Monday and Tuesday whole
        (local(2, 9), local(3, 9), local(3, 7)),  # tomorrow morning: before people leave
        (local(2, 9), local(2, 13), local(2, 11)),
        (local(2, 9), local(2, 12, 59), None),
        (local(2, 9), local(1, 9), None),
    ],
)
def test_two_working_days_to_accept_and_always_before_the_session(offered_at, starts_at, until):
    assert accept_by(offered_at, starts_at=starts_at, zone=ZONE) == until
    assert accept_by(offered_at.astimezone(dt.UTC), starts_at=starts_at.astimezone(dt.UTC), zone=ZONE) == until


def test_holidays_are_not_working_days():
    holidays = {dt.date(2026, 11, 3), dt.date(2026, 11, 9)}
    assert accept_by(local(2, 9), starts_at=local(30, 9), zone=ZONE, holidays=holidays) == local(5, 9)
    assert accept_by(local(9, 15), starts_at=local(30, 9), zone=ZONE, holidays=holidays) == local(12, 0)


def test_the_hour_stays_when_clocks_change():
    """Clocks of Québec go back in the night of 31 October to 1 November 2026."""
    friday = dt.datetime(2026, 10, 30, 10, tzinfo=ZONE)
    assert accept_by(friday, starts_at=local(30, 9), zone=ZONE) == local(3, 10)


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 40))
def test_a_deadline_leaves_time_to_answer_and_to_arrive(offered, starts):
    offered_at, starts_at = FIRST + dt.timedelta(minutes=offered), FIRST + dt.timedelta(minutes=starts)
    until = accept_by(offered_at, starts_at=starts_at, zone=ZONE)
    if until is None:
        assert starts_at - offered_at < dt.timedelta(hours=4)
    else:
        assert offered_at + dt.timedelta(hours=2) <= until <= starts_at - dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("steps", "percent"),
    [
        ([], 0),
        ([Step(6, 1), Step(2, 0)], 75),
        ([Step(6, 0.5), Step(None, 1), Step(None, 0)], 50),
        ([Step(6, 1), Step(30, 0, dropped=True)], 100),
        ([Step(30, 1, dropped=True)], 0),
        ([Step(999, 1), Step(1, 0.99)], 99),
        ([Step(3, 1), Step(0, 0)], 99),
        ([Step(0, 1)], 100),
        ([Step(0, 0)], 0),
        ([Step(2, 1), Step(1, 0)], 66),
    ],
)
def test_progress_is_the_share_of_effort_done(steps, percent):
    assert progress(steps) == percent


@pytest.mark.parametrize(("hours", "done"), [(1, 1.1), (1, -0.1), (-1, 0), (1, float("nan"))])
def test_steps_that_make_no_sense(hours, done):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Step(hours, done)


HOURS, DONE = st.none() | st.integers(0, 80).map(float), st.sampled_from([0.0, 0.25, 0.5, 1.0])
STEPS = st.lists(st.builds(Step, HOURS, DONE), min_size=1, max_size=9)


@given(STEPS, st.integers(0, 8))
def test_to_finish_a_step_never_lowers_progress_and_only_all_is_100(steps, which):
    which %= len(steps)
    finished = [*steps[:which], Step(steps[which].hours, 1.0), *steps[which + 1 :]]
    assert 0 <= progress(steps) <= progress(finished) <= 100
    assert (progress(steps) == 100) == all(step.done == 1 for step in steps)


YEAR = {"starts_on": dt.date(2026, 1, 15), "ends_on": dt.date(2026, 12, 19), "every_months": 3}


def test_reviews_from_the_start_to_the_end_of_a_plan():
    found, reviewed_on = [], None
    while (due := next_review(**YEAR, reviewed_on=reviewed_on)) is not None:
        found.append(due)
        reviewed_on = due
    assert found == [dt.date(2026, 4, 15), dt.date(2026, 7, 15), dt.date(2026, 10, 15), dt.date(2026, 12, 18)]


def test_a_review_held_early_or_late_moves_the_next_one():
    assert next_review(**YEAR, reviewed_on=dt.date(2026, 5, 4)) == dt.date(2026, 8, 4)
    assert next_review(**YEAR, reviewed_on=dt.date(2026, 11, 30)) == dt.date(2026, 12, 18)


def test_reviews_fall_on_working_days():
    monthly = {"starts_on": dt.date(2026, 1, 31), "ends_on": dt.date(2026, 12, 31), "every_months": 1}
    assert next_review(**monthly) == dt.date(2026, 3, 2)  # 28 February is a Saturday
    assert next_review(**monthly, holidays={dt.date(2026, 3, 2)}) == dt.date(2026, 3, 3)
    with pytest.raises(ValueError, match="every month at most"):
        next_review(**(monthly | {"every_months": 0}))


@given(st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31)), st.integers(7, 800), st.integers(1, 12))
def test_reviews_come_to_an_end_and_never_on_a_weekend(starts_on, days, every_months):
    plan = {"starts_on": starts_on, "ends_on": starts_on + dt.timedelta(days=days), "every_months": every_months}
    reviewed_on, count = None, 0
    while (due := next_review(**plan, reviewed_on=reviewed_on)) is not None:
        assert due.weekday() < 5
        assert (reviewed_on or starts_on - dt.timedelta(days=3)) < due <= plan["ends_on"]
        reviewed_on, count = due, count + 1
    assert 1 <= count <= days / 28 + 2
