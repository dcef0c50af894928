"""Who is asked: the hard rules hold whatever the numbers, and the formula is the one that is written down."""

from hypothesis import given
from hypothesis import strategies as st

from community.rules.routing import AT_LEAST, AT_MOST, Candidate, Choice, Question, choose

QUESTION = Question(author=1, competencies={10: 100, 11: 100})

candidates = st.lists(
    st.builds(
        Candidate,
        person=st.integers(1, 40),
        shared=st.dictionaries(st.integers(9, 14), st.tuples(st.integers(1, 4), st.sampled_from([100, 200])), max_size=4),
        answers=st.integers(0, 9),
        answers_here=st.integers(0, 9),
        cap=st.integers(1, 10),
        week=st.integers(0, 12),
        open=st.integers(0, 12),
        away=st.booleans(),
        paused=st.booleans(),
        asked=st.booleans(),
        may_post=st.booleans(),
        member=st.booleans(),
        last=st.floats(0, 10**7),
    ),
    max_size=30,
    unique_by=lambda one: one.person,
)


@given(candidates, st.integers(1, 3))
def test_the_hard_rules_hold(people, wave):
    by_id = {one.person: one for one in people}
    for choice in choose(QUESTION, people, wave):
        one = by_id[choice.person]
        assert one.person != QUESTION.author
        assert max(one.week, one.open) < one.cap
        assert one.may_post
        assert not (one.asked or one.away or one.paused)
        assert one.member or wave >= 2
        assert choice.competency or choice.answers or choice.answers_here


@given(candidates, st.integers(1, 3))
def test_three_to_five_when_enough_people_fit(people, wave):
    chosen = choose(QUESTION, people, wave)
    fit = [one for one in people if choose(QUESTION, [one], wave)]
    assert min(len(fit), AT_LEAST) <= len(chosen) <= AT_MOST


@given(candidates, st.integers(1, 3), st.randoms())
def test_the_order_of_the_rows_does_not_matter(people, wave, dice):
    shuffled = list(people)
    dice.shuffle(shuffled)
    assert choose(QUESTION, shuffled, wave) == choose(QUESTION, people, wave)


def test_a_competency_of_the_space_weighs_less_than_one_that_the_question_names():
    people = [Candidate(person=2, shared={10: (4, 100)})]
    (named,) = choose(QUESTION, people, 1)
    (of_space,) = choose(Question(author=1, competencies={10: 100, 11: 100}, of_space=True), people, 1)
    assert (named.score, of_space.score) == (3.0, 1.8)
    assert (of_space.competency, of_space.level) == (10, 4)


def test_the_formula():
    one = Candidate(person=2, shared={10: (3, 100)}, answers=2, answers_here=1, cap=4, week=1)
    # 3 × 3/4 + 2 × 2/5 + 1 × 1/5 − 1.5 × 1/4
    assert choose(QUESTION, [one], 1) == [Choice(2, 2.875, 10, 3, False, 2, 1)]


def test_neighbours_come_with_the_second_wave():
    one = Candidate(person=2, shared={12: (4, 100)})
    assert choose(QUESTION, [one], 1) == []
    assert choose(QUESTION, [one], 2) == [Choice(2, 1.2, 12, 4, True)]


def test_the_very_competency_beats_a_neighbour_of_a_higher_level():
    one = Candidate(person=2, shared={10: (2, 100), 12: (4, 100)})
    (choice,) = choose(QUESTION, [one], 2)
    assert (choice.competency, choice.neighbour) == (10, False)


def test_a_fourth_person_is_asked_only_when_nearly_as_fit():
    strong = [Candidate(person=number, shared={10: (4, 100)}) for number in (2, 3, 4)]
    weak = Candidate(person=5, shared={10: (1, 100)})
    assert [choice.person for choice in choose(QUESTION, [weak, *strong], 1)] == [2, 3, 4]


def test_who_was_asked_longest_ago_comes_first_among_equals():
    recent, longer = (Candidate(person=number, shared={10: (4, 100)}, last=last) for number, last in ((2, 10.0), (3, 99.0)))
    assert [choice.person for choice in choose(QUESTION, [recent, longer], 1)] == [3, 2]
