"""Marking, exactly: what a question is worth, what a quiz decides."""

import pytest

from learning.rules.quizzes import Outcome, accepts, attempts_left, marked_choice, outcome, plainly


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("  ÉVALUER ", "évaluer"),
        ("evaluer.", "évaluer"),
        ("l'essentiel", "l’essentiel"),
        ("l\u2019essentiel", "l'Essentiel"),
        ("main\u00a0\u00a0point", "Main point"),
        ("«\u00a0style\u00a0»", "style"),
        ("cœur", "coeur"),
    ],
)
def test_a_short_answer_is_accepted_however_it_is_typed(said, form):
    assert accepts(said, [form])


@pytest.mark.parametrize("said", ["", "   ", "...", "évaluation", "é valuer"])
def test_another_word_or_none_is_not_accepted(said):
    assert not accepts(said, ["évaluer", ""])


def test_an_accepted_form_that_is_empty_accepts_nothing():
    assert not accepts("", [""])
    assert plainly(" . ") == ""


@pytest.mark.parametrize(
    ("chosen", "right", "mark"),
    [
        (["a"], ["a"], True),
        (["a", "b"], ["b", "a"], True),
        (["a"], ["a", "b"], False),
        (["a", "b", "c"], ["a", "b"], False),
        ([], ["a"], False),
        ([], [], False),
    ],
)
def test_all_the_right_options_and_no_other(chosen, right, mark):
    assert marked_choice(chosen, right) is mark


@pytest.mark.parametrize(
    ("marks", "least", "expected"),
    [
        ([True, True, True, True, False], 80, Outcome(4, 0, 5, 80, True)),
        ([True, True, True, False, False], 80, Outcome(3, 0, 5, 60, False)),
        ([True, True, False], 67, Outcome(2, 0, 3, 66, False)),
        ([True, True, False], 66, Outcome(2, 0, 3, 66, True)),
        ([True, True, True, True, None], 80, Outcome(4, 1, 5, None, None)),
        ([True, True, True, False, None], 80, Outcome(3, 1, 5, None, None)),
        ([True, True, False, False, None], 80, Outcome(2, 1, 5, 40, False)),
        ([None], 100, Outcome(0, 1, 1, None, None)),
        ([], 80, Outcome(0, 0, 0, 100, True)),
    ],
)
def test_what_a_try_decides(marks, least, expected):
    assert outcome(marks, least) == expected


@pytest.mark.parametrize(
    ("allowed", "used", "more", "left"), [(None, 9, 0, None), (3, 0, 0, 3), (3, 3, 0, 0), (3, 4, 0, 0), (3, 3, 1, 1)]
)
def test_tries_that_remain(allowed, used, more, left):
    assert attempts_left(allowed, used, more) == left
