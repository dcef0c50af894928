"""What one missed, « Tout marquer comme lu » and its undoing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.actions import subscriptions
from community.actions import catch_up as actions
from community.actions import following, reactions, reading, replies
from community.models import CatchUp, ThreadRead
from community.queries import catch_up
from core.models import OutboxRow
from people.actions.visits import see_home
from people.models import Person
from tests.cast import NOW

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
LATER = NOW + DAY


def period(at=LATER, **values):
    values = {"key": "7", "since": at - 7 * DAY, "until": at, "settled": at - 7 * DAY, "space": 0} | values
    return catch_up.Period(**values)


def missed(person, at=LATER, **values):
    return [(row.title, row.why, row.missed.replies) for row in catch_up.page(person, period(at, **values)).rows]


def test_best_first_each_with_its_reason(cast, ask):
    plain = ask(title="Simple", by=cast.chloe, body="Un.")
    named = ask(title="Nommé", by=cast.chloe, body="Deux.")
    replies.post_reply(by=cast.chloe, thread=named, body=f"Vois @[x](membre:{cast.bruno.pk})", at=NOW)
    mine = ask(title="À moi", by=cast.bruno, body="Trois.")
    replies.post_reply(by=cast.chloe, thread=mine, body="Oui.", at=NOW)
    replies.post_reply(by=cast.amina, thread=mine, body="Non.", at=NOW)
    assert missed(cast.bruno) == [("À moi", "mine", 2), ("Nommé", "named", 1), (plain.title, "place", 0)]


def test_an_answer_that_helped_goes_before_talk(cast, ask):
    ask(title="Simple", by=cast.chloe, body="Un.")
    solved = ask(title="Réglée", by=cast.chloe, body="Deux.")
    reply = replies.post_reply(by=cast.amina, thread=solved, body="Ainsi.", at=NOW)
    reactions.react(by=cast.david, post=reply, kind="helped", wanted=True, at=NOW)
    assert missed(cast.bruno) == [("Réglée", "answered", 1), ("Simple", "place", 0)]


def test_strangers_miss_nothing_of_closed_spaces(cast, world, ask):
    thread = ask(world.hidden, by=cast.chloe)
    subscriptions.follow(person=cast.david, target=thread, at=NOW)
    assert (missed(cast.david), missed(cast.bruno)) == ([], [(thread.title, "place", 0)])


@pytest.mark.parametrize("what", ["thread", "space", "person"])
def test_what_is_muted_is_not_missed(cast, world, ask, what):
    thread = ask(by=cast.chloe)
    target = {"thread": thread, "space": world.open, "person": cast.chloe}[what]
    subscriptions.follow(person=cast.bruno, target=target, at=NOW)
    subscriptions.set_level(person=cast.bruno, target=target, level="none")
    assert missed(cast.bruno) == []


def test_read_threads_and_other_periods_are_left_out(cast, ask):
    thread = ask(by=cast.chloe)
    assert missed(cast.bruno, since=NOW + HOUR) == []
    reading.see_thread(by=cast.bruno, thread=thread, last_reply_id=0, at=NOW)
    assert missed(cast.bruno) == []


def test_one_space_alone(cast, world, ask):
    ask(title="Ici", by=cast.chloe)
    ask(world.request, title="Là", by=cast.chloe)
    assert [row[0] for row in missed(cast.bruno, space=world.request.pk)] == ["Là"]


def test_pages_meet_without_gap_though_time_goes_on(cast, ask):
    threads = [ask(title=f"Fil {number}", body=f"Corps {number}.", by=cast.chloe) for number in range(7)]
    titles, cursor = [], None
    for hours in range(4):
        found = catch_up.page(cast.bruno, period(LATER + hours * HOUR), cursor, size=2)
        titles += [row.title for row in found.rows]
        cursor = found.next_cursor
    assert sorted(titles) == sorted(thread.title for thread in threads)
    assert cursor == ""


def test_everything_is_marked_in_one_statement_and_undone(cast, ask):
    first, second = ask(title="Un", body="1.", by=cast.chloe), ask(title="Deux", body="2.", by=cast.chloe)
    reading.see_thread(by=cast.bruno, thread=first, last_reply_id=0, at=NOW)
    replies.post_reply(by=cast.chloe, thread=first, body="Suite.", at=NOW)
    before = list(ThreadRead.objects.filter(person=cast.bruno).values_list("thread_id", "last_reply_id", "reply_count"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert actions.settle(by=cast.bruno, period=period(), at=LATER) == 2
    assert sum("community_threadread" in query["sql"] for query in queries.captured_queries) == 1
    assert missed(cast.bruno) == []
    assert actions.unsettle(by=cast.bruno, settled_at=LATER) == 2
    after = ThreadRead.objects.filter(person=cast.bruno).values_list("thread_id", "last_reply_id", "reply_count")
    assert list(after) == before
    assert {row[0] for row in missed(cast.bruno)} == {first.title, second.title}


def test_twice_marks_nothing_more_and_nobody_undoes_for_another(cast, ask):
    ask(by=cast.chloe)
    actions.settle(by=cast.bruno, period=period(), at=LATER)
    assert actions.settle(by=cast.bruno, period=period(), at=LATER + HOUR) == 0
    assert actions.unsettle(by=cast.david, settled_at=LATER) == 0
    assert missed(cast.bruno) == []


def test_what_was_read_meanwhile_stays_read(cast, ask):
    thread = ask(by=cast.chloe)
    actions.settle(by=cast.bruno, period=period(), at=LATER)
    reading.see_thread(by=cast.bruno, thread=thread, last_reply_id=0, at=LATER)
    assert actions.unsettle(by=cast.bruno, settled_at=LATER) == 0


def test_what_came_after_the_page_was_shown_stays_new(cast, ask):
    thread = ask(by=cast.chloe)
    following.follow_thread(by=cast.bruno, thread=thread, at=NOW)
    replies.post_reply(by=cast.chloe, thread=thread, body="Plus tard.", at=LATER + HOUR)
    assert actions.settle(by=cast.bruno, period=period(), at=LATER + 2 * HOUR) == 0
    assert len(missed(cast.bruno, LATER + 2 * HOUR)) == 1


@pytest.mark.parametrize(("days", "offered"), [(4, False), (5, True), (60, True)])
def test_an_absence_is_offered_from_five_days_on(cast, deliver, days, offered):
    away = NOW - days * DAY
    Person.objects.filter(pk=cast.bruno.pk).update(home_seen_at=away)
    person = Person.objects.get(pk=cast.bruno.pk)
    assert (catch_up.absence_of(person, at=NOW) == away) is offered
    see_home(person=person, at=NOW)
    assert OutboxRow.objects.filter(name="people.PersonReturned").exists() is offered
    deliver()
    back = Person.objects.get(pk=cast.bruno.pk)
    assert (catch_up.absence_of(back, at=NOW + HOUR) == away) is offered
    assert catch_up.absence_of(back, at=NOW + 4 * DAY + HOUR) == (away if offered else None)


def test_the_offer_ends_when_all_is_marked(cast):
    actions.note_absence(person_id=cast.bruno.pk, away_since=NOW - 9 * DAY, at=NOW)
    assert catch_up.absence_of(cast.bruno, at=NOW + HOUR) == NOW - 9 * DAY
    actions.settle(by=cast.bruno, period=period(), at=NOW + HOUR)
    assert catch_up.absence_of(cast.bruno, at=NOW + 2 * HOUR) is None
    assert CatchUp.objects.count() == 1
