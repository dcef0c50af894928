"""When a mail leaves: Québec's hours, weekends, pauses, changes of clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activity.rules.timing import GROUPING, Timing, due_at

ZONE = ZoneInfo("America/Toronto")
MONDAY = dt.date(2026, 11, 2)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def leaves(at: dt.datetime, rhythm: str, **timing) -> dt.datetime:
    return due_at(at, rhythm, Timing(**timing), ZONE).astimezone(ZONE)


def test_at_once_is_a_few_minutes_later():
    assert leaves(local(2, 10), "now") == local(2, 10) + GROUPING


@pytest.mark.parametrize(
    ("at", "rhythm", "timing", "expected"),
    [
        (local(2, 7, 59), "daily", {}, local(2, 8)),
        (local(2, 8), "daily", {}, local(3, 8)),
        (local(2, 10), "weekly", {}, local(9, 8)),
        (local(2, 10), "weekly", {"digest_weekday": 4, "digest_hour": 15}, local(6, 15)),
        (local(2, 20), "now", {"quiet_from": dt.time(18), "quiet_to": dt.time(7)}, local(3, 7)),
        (local(2, 5), "now", {"quiet_from": dt.time(18), "quiet_to": dt.time(7)}, local(2, 7)),
        (local(2, 12), "now", {"quiet_from": dt.time(11, 30), "quiet_to": dt.time(13)}, local(2, 13)),
        (local(2, 12), "now", {"quiet_from": dt.time(9), "quiet_to": dt.time(9)}, local(2, 12) + GROUPING),
        (local(7, 10), "now", {"quiet_weekends": True}, local(9, 0)),
        (local(6, 20), "now", {"quiet_weekends": True, "quiet_from": dt.time(18), "quiet_to": dt.time(7)}, local(9, 7)),
        (local(6, 10), "daily", {"quiet_weekends": True}, local(9, 8)),
        (local(2, 10), "now", {"paused_until": dt.date(2026, 11, 20)}, local(20, 0)),
        (local(2, 10), "daily", {"paused_until": dt.date(2026, 11, 20)}, local(20, 8)),
        (local(2, 10), "daily", {"quiet_from": dt.time(7), "quiet_to": dt.time(9)}, local(3, 9)),
        (local(2, 10), "now", {"paused_until": MONDAY}, local(2, 10) + GROUPING),
    ],
)
def test_hours(at, rhythm, timing, expected):
    assert leaves(at, rhythm, **timing) == expected


def test_the_hour_stays_the_same_when_the_clocks_change():
    before = dt.datetime(2026, 10, 31, 10, tzinfo=ZONE)
    assert leaves(before, "daily") == dt.datetime(2026, 11, 1, 8, tzinfo=ZONE)
    assert leaves(before, "daily").utcoffset() != before.utcoffset()


moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(dt.UTC))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
timings = st.builds(
    Timing, digest_hour=st.integers(0, 23), digest_weekday=st.integers(0, 6), quiet_from=clocks, quiet_to=clocks,
    quiet_weekends=st.booleans(), paused_until=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)),
)  # fmt: skip


@given(at=moments, rhythm=st.sampled_from(["now", "daily", "weekly"]), timing=timings)
def test_never_before_the_fact_nor_in_a_quiet_hour(at, rhythm, timing):
    due = due_at(at, rhythm, timing, ZONE)
    here = due.astimezone(ZONE)
    assert due >= at
    assert timing.paused_until is None or here >= dt.datetime.combine(timing.paused_until, dt.time(0), ZONE)
    assert not (timing.quiet_weekends and here.weekday() >= 5)
    start, end = timing.quiet_from, timing.quiet_to
    assert start is not None
    assert end is not None
    if start < end:
        assert not start <= here.time() < end
    elif start > end:
        assert end <= here.time() < start
