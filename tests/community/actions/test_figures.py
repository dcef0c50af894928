"""How long one waits for a useful answer: the roll-up equals what is counted from the threads."""

import datetime as dt

import pytest

from community.actions import figures, reactions, replies, threads
from community.models import SpaceFigures
from community.queries import figures as queries
from tests.cast import NOW

HOUR = dt.timedelta(hours=1)
LATER = NOW + dt.timedelta(days=10)


@pytest.fixture
def answered(cast, ask):
    """A question with an accepted answer after so many hours."""

    def make(hours, *, by=None, space=None, at=NOW):
        thread = ask(space, title=f"Question {hours} {at}", body=f"Corps {hours} {at}.", at=at)
        reply = replies.post_reply(by=by or cast.bruno, thread=thread, body=f"Ainsi {hours}.", at=at + hours * HOUR)
        threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=at + hours * HOUR)
        return thread, reply

    return make


def stored(space):
    figures.count_figures(at=LATER)
    return queries.of_space(space.pk)


def test_equal_to_the_live_count_to_the_unit(cast, world, ask, answered):
    for hours in (1, 2, 30, 45):
        answered(hours)
    ask(title="Sans réponse", body="Rien.")
    answered(5, space=world.request)
    for space in (world.open, world.request, world.hidden):
        assert stored(space) == queries.live(space.pk, at=LATER)
    assert stored(world.open) == queries.Figures(5, 4, 16 * HOUR)


def test_no_median_under_three(world, answered):
    answered(1)
    answered(2)
    assert stored(world.open) == queries.Figures(2, 2, None)
    answered(3)
    assert stored(world.open).median_useful == 2 * HOUR
    assert queries.medians([world.open.pk]) == {world.open.pk: 2 * HOUR}


def test_counted_twice_the_same(world, answered):
    answered(1)
    assert figures.count_figures(at=LATER) == figures.count_figures(at=LATER) == SpaceFigures.objects.count()


def test_older_than_twelve_months_does_not_count(world, answered):
    answered(1, at=NOW - dt.timedelta(days=400))
    assert stored(world.open) == queries.Figures(0, 0, None)


def test_ones_own_answer_says_nothing_of_the_wait(cast, answered):
    thread, _reply = answered(1, by=cast.amina)
    thread.refresh_from_db()
    assert thread.useful_at is None


def test_the_first_useful_answer_counts_and_is_taken_back(cast, answered):
    thread, accepted = answered(5)
    earlier = replies.post_reply(by=cast.chloe, thread=thread, body="Avant.", at=NOW + 6 * HOUR)
    reactions.react(by=cast.david, post=earlier, kind="helped", wanted=True, at=LATER)

    def useful():
        thread.refresh_from_db()
        return thread.useful_at

    assert useful() == accepted.created_at
    threads.unaccept_answer(by=cast.amina, thread=thread, at=LATER)
    assert useful() == earlier.created_at
    replies.delete_reply(by=cast.chloe, reply=earlier, at=LATER)
    assert useful() is None
    earlier.refresh_from_db()
    replies.restore_reply(by=cast.chloe, reply=earlier, at=LATER)
    assert useful() == earlier.created_at
    reactions.forget_person(person=cast.david)
    earlier.refresh_from_db()
    assert (useful(), earlier.helped_count) == (None, 0)
