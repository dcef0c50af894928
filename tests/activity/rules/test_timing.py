"""When a mail leaves: Québec's hours, weekends, pauses, changes of clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activity.rules.timing import GROUPING, Timing, due_at, welcome_at

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


SPRING, AUTUMN = dt.date(2026, 3, 8), dt.date(2026, 11, 1)  # 2 h becomes 3 h; 2 h becomes 1 h again


@pytest.mark.parametrize(
    ("at", "timing", "expected"),
    [
        # The quiet ends in an hour that does not exist: it leaves when the clock has passed it, at 3 h.
        ((2026, 3, 8, 5, 0), {"quiet_from": dt.time(22), "quiet_to": dt.time(2, 30)}, (2026, 3, 8, 7, 30)),
        # 23 h to 7 h is an hour shorter in spring, an hour longer in autumn.
        ((2026, 3, 8, 5, 0), {"quiet_from": dt.time(23), "quiet_to": dt.time(7)}, (2026, 3, 8, 11, 0)),
        ((2026, 11, 1, 4, 0), {"quiet_from": dt.time(23), "quiet_to": dt.time(7)}, (2026, 11, 1, 12, 0)),
        # A fact in the second 1 h 5: the quiet that ends at 1 h 30 ends at the second 1 h 30, not half an hour ago.
        ((2026, 11, 1, 6, 5), {"quiet_from": dt.time(22), "quiet_to": dt.time(1, 30)}, (2026, 11, 1, 6, 30)),
        ((2026, 11, 1, 5, 5), {"quiet_from": dt.time(22), "quiet_to": dt.time(1, 30)}, (2026, 11, 1, 5, 30)),
    ],
)
def test_quiet_hours_in_the_nights_when_the_clocks_change(at, timing, expected):
    moment = dt.datetime(*at, tzinfo=dt.UTC)
    assert due_at(moment, "now", Timing(**timing), ZONE) == dt.datetime(*expected, tzinfo=dt.UTC)
    assert welcome_at(moment, Timing(**timing), ZONE) == dt.datetime(*expected, tzinfo=dt.UTC)


@given(
    minutes=st.integers(0, 26 * 60), night=st.sampled_from([SPRING, AUTUMN]), hour=st.integers(0, 4),
    quiet=st.tuples(st.integers(0, 23), st.integers(0, 3), st.sampled_from([0, 15, 30])),
    rhythm=st.sampled_from(["now", "daily"]),
)  # fmt: skip
def test_no_mail_leaves_before_its_fact_in_those_nights(minutes, night, hour, quiet, rhythm):
    start, end, minute = quiet
    timing = Timing(digest_hour=hour, quiet_from=dt.time(start), quiet_to=dt.time(end, minute))
    at = dt.datetime.combine(night, dt.time(0), ZONE).astimezone(dt.UTC) + dt.timedelta(minutes=minutes - 60)
    due = due_at(at, rhythm, timing, ZONE)
    assert at <= due <= at + dt.timedelta(days=2, hours=2)
    assert welcome_at(due, timing, ZONE) is None


def test_welcome_at_once_or_later():
    night = Timing(quiet_from=dt.time(22), quiet_to=dt.time(7))
    assert welcome_at(local(2, 12), night, ZONE) is None
    assert welcome_at(local(2, 23), night, ZONE) == local(3, 7)
    assert welcome_at(local(2, 12), Timing(), ZONE) is None


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
