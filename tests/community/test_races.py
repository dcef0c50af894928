"""Real transactions at once: counters and the accepted answer stay right."""

import threading

import pytest
from django.db import connection

from community.actions import memberships, reactions, reading, replies, threads
from community.models import Membership, Reply, Space, Thread
from tests.cast import NOW, create_cast
from tests.community.world import make_space


@pytest.fixture
def committed(transactional_db):
    """The cast and one open space, committed."""
    cast = create_cast()
    return cast, make_space(cast, "open")


def at_once(*calls):
    """Run the calls in threads that start together; returns what they raised."""
    gate, errors = threading.Barrier(len(calls)), []

    def run(call):
        gate.wait()
        try:
            call()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=run, args=(call,)) for call in calls]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_races(committed):
    cast, space = committed
    people = [cast.amina, cast.bruno, cast.chloe]
    thread = threads.post_thread(by=cast.amina, space=space, kind="question", title="Q", body="Quoi?", at=NOW)

    errors = at_once(
        *(
            lambda person=person, number=number: replies.post_reply(
                by=person, thread=thread, body=f"Réponse {number}", at=NOW
            )
            for number in range(4)
            for person in people
        )
    )
    thread = Thread.objects.get(pk=thread.pk)
    in_order = list(Reply.objects.filter(thread=thread).order_by("created_at", "id").values_list("pk", flat=True))
    assert (errors, thread.reply_count, thread.last_reply_id) == ([], 12, max(in_order))
    assert in_order == sorted(in_order)
    assert thread.follower_count == 3

    errors = at_once(
        *(lambda person=person: reading.see_thread(by=person, thread=thread, last_reply_id=5, at=NOW) for person in people),
        *(lambda person=person: replies.post_reply(by=person, thread=thread, body="Encore", at=NOW) for person in people),
        *(lambda person=person: reading.see_thread(by=person, thread=thread, last_reply_id=9, at=NOW) for person in people),
    )
    assert (errors, Thread.objects.get(pk=thread.pk).reply_count) == ([], 15)

    first, second = (Reply.objects.get(pk=pk) for pk in in_order[:2])
    errors = at_once(
        lambda: threads.accept_answer(by=cast.amina, thread=thread, reply=first, at=NOW),
        lambda: threads.accept_answer(by=cast.chloe, thread=thread, reply=second, at=NOW),
        lambda: replies.delete_reply(by=cast.chloe, reply=first, at=NOW),
    )
    thread = Thread.objects.get(pk=thread.pk)
    assert thread.accepted_id in (None, second.pk)
    assert thread.reply_count == 14
    assert all("n’est plus là" in str(error) for error in errors)

    errors = at_once(
        *(lambda: reactions.react(by=cast.bruno, post=thread, kind="like", wanted=True, at=NOW) for _ in range(4)),
        *(lambda: memberships.join(by=cast.david, space=space, at=NOW) for _ in range(4)),
    )
    assert (errors, Thread.objects.get(pk=thread.pk).reaction_count) == ([], 1)
    assert Space.objects.get(pk=space.pk).member_count == Membership.objects.filter(space=space).count() == 4
