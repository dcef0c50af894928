"""A course read in order, and what its rule still asks for."""

import pytest

from learning.rules.lessons import LESSON, QUIZ, progress, read

CONTENT = {
    "modules": [
        {
            "lessons": [{"id": "a", "minutes": 10}, {"id": "b", "minutes": 5}],
            "quiz": {"id": "q", "questions": [{"id": "1"}, {"id": "2"}]},
        },
        {"lessons": [{"id": "c", "minutes": 7}], "quiz": None},
    ]
}


def course(completion="all"):
    return read(CONTENT | {"completion": completion})


def test_stops_stand_in_the_order_of_the_course():
    found = course()
    assert [(one.kind, one.id, one.module, one.minutes) for one in found.stops] == [
        (LESSON, "a", 0, 10), (LESSON, "b", 0, 5), (QUIZ, "q", 0, 2), (LESSON, "c", 1, 7),
    ]  # fmt: skip
    first, last = found.stops[0], found.stops[-1]
    assert (found.around(first), found.around(last)) == ((None, found.stops[1]), (found.stops[2], None))
    assert (found.find(QUIZ, "a"), found.minutes) == (None, 24)


@pytest.mark.parametrize(
    ("completion", "lessons", "quizzes", "complete", "following"),
    [
        ("all", "abc", "", False, "q"),
        ("all", "abc", "q", True, None),
        ("lessons", "abc", "", True, "q"),
        ("lessons", "ac", "q", False, "b"),
        ("quizzes", "", "q", True, "a"),
        ("quizzes", "abc", "", False, "q"),
    ],
)
def test_what_the_rule_asks_for(completion, lessons, quizzes, complete, following):
    found = progress(course(completion), list(lessons), list(quizzes))
    assert (found.complete, found.next.id if found.next else None) == (complete, following)


def test_how_far_one_is():
    found = progress(course(), ["a", "gone"], ["q"])
    assert (found.done, found.total, found.percent, found.minutes_left) == (2, 4, 50, 12)


def test_nothing_is_never_complete():
    found = progress(read({"modules": []}), [], [])
    assert (found.complete, found.percent, found.next) == (False, 0, None)


def test_a_course_without_quizzes_whose_rule_asks_for_them_asks_for_its_lessons():
    without = read({"completion": "quizzes", "modules": [{"lessons": [{"id": "a", "minutes": 1}]}]})
    assert [progress(without, done, []).complete for done in ([], ["a"])] == [False, True]
