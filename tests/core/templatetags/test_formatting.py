"""Dates and numbers as they are written in Québec."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from core.templatetags import formatting

QUEBEC = ZoneInfo("America/Toronto")
NOW = dt.datetime(2026, 12, 2, 15, 0, tzinfo=QUEBEC)


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (NOW - dt.timedelta(seconds=20), "à l’instant"),
        (NOW - dt.timedelta(minutes=25), "il y a 25 min"),
        (NOW - dt.timedelta(hours=3), "il y a 3 h"),
        (NOW - dt.timedelta(hours=16), "hier"),
        (NOW - dt.timedelta(days=3), "dimanche"),
        (dt.datetime(2026, 11, 1, 9, 0, tzinfo=QUEBEC), "1er\u00a0novembre"),
        (dt.datetime(2024, 5, 12, 9, 0, tzinfo=QUEBEC), "12\u00a0mai\u00a02024"),
        (NOW + dt.timedelta(hours=1, minutes=30), "aujourd’hui, 16\u00a0h\u00a030"),
        (NOW + dt.timedelta(hours=18), "demain, 9\u00a0h"),
        (dt.date(2026, 12, 2), "aujourd’hui"),
        (dt.date(2026, 12, 3), "demain"),
    ],
)
def test_relative_says_it_as_one_would(value, words):
    assert formatting.relative(value, now=NOW) == words


def test_moment_is_the_full_date():
    assert (
        formatting.moment(dt.datetime(2026, 12, 3, 13, 30, tzinfo=QUEBEC))
        == "jeudi 3\u00a0décembre\u00a02026, 13\u00a0h\u00a030"
    )


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        (1234, 0, "1\u00a0234"),
        (12.5, 1, "12,5"),
        (-1234567.891, 2, "-1\u00a0234\u00a0567,89"),
        ("abc", 0, "abc"),
        (None, 0, "None"),
    ],
)
def test_number(value, places, words):
    assert formatting.number(value, places) == words


def test_units():
    assert formatting.percent(12.5, 1) == "12,5\u00a0%"
    assert formatting.money(48200) == "48\u00a0200\u00a0$"
    assert formatting.file_size(340_000) == "340\u00a0ko"
    assert formatting.file_size(1_240_000) == "1,2\u00a0Mo"
    assert formatting.duration(90) == "1\u00a0h\u00a030"
    assert formatting.duration(25) == "25 minutes"


def test_english_keeps_its_own_manners():
    with translation.override("en"):
        assert formatting.number(1234.5, 1) == "1,234.5"
        assert formatting.percent(12.5, 1) == "12.5%"
        assert formatting.clock(dt.time(14, 30)) == "2:30\u00a0p.m."
        assert formatting.day(dt.date(2026, 12, 3), weekday=True) == "Thursday, December 3, 2026"


def test_excerpt_cuts_between_words_and_keeps_no_break_spaces():
    assert formatting.excerpt("Un  texte\ncourt", 40) == "Un texte court"
    assert formatting.excerpt("Réduire de 40\u00a0% la longueur", 14) == "Réduire de…"
    assert formatting.excerpt("anticonstitutionnellement", 10) == "anticonsti…"
