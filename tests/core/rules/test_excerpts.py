"""The part of a text that answers a query."""

from hypothesis import given
from hypothesis import strategies as st

from core.rules.excerpts import excerpt, marked


def test_matching_words_are_marked_whatever_their_accents_and_plural():
    assert marked("Les usagères et l’accessibilité", "accessibilite") == [
        ("Les usagères et ", False),
        ("l’accessibilité", True),
    ]
    assert [words for words, matches in marked("Deux travaux publics", "travail public") if matches] == [
        "travaux",
        "publics",
    ]


def test_the_window_opens_around_the_first_match():
    text = "mot " * 200 + "hameçonnage " + "suite " * 200
    segments = excerpt(text, "hameconnage", length=120)
    assert segments[0] == ("…\u00a0", False)
    assert ("hameçonnage", True) in segments
    assert sum(len(words) for words, _ in segments) <= 125


@given(st.text(max_size=300), st.text(max_size=20))
def test_marking_loses_no_character(text, query):
    assert "".join(words for words, _ in marked(text, query)) == text
