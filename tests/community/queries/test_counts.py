"""How many queries the pages ask, at one row and at many: the same literal number."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType

from activity.actions.subscriptions import follow
from community.actions import memberships, replies, threads
from community.models import Membership, Reaction, Reply, Thread
from community.queries import questions, spaces
from community.queries import replies as reply_queries
from community.queries import threads as thread_queries
from competencies.actions.topics import get_or_create_topics
from core.search import refresh
from tests.cast import NOW
from tests.factories.community import ReplyFactory, SpaceFactory, ThreadFactory
from tests.factories.people import PersonFactory

THREAD_FIRST, THREAD_AGAIN, SPACE = 8, 6, 7


def fill(thread, number, people):
    """Replies with reactions, written in bulk, and the thread's own counts."""
    rows = [
        Reply(
            thread=thread, author=people[at % len(people)], body="R", body_html="<p>R</p>",
            created_at=NOW + dt.timedelta(minutes=at),
        )
        for at in range(number)
    ]  # fmt: skip
    rows = Reply.objects.bulk_create(rows)
    content_type = ContentType.objects.get_for_model(Reply)
    Reaction.objects.bulk_create(
        Reaction(person=people[0], content_type=content_type, object_id=row.pk, created_at=NOW) for row in rows[:60]
    )
    Thread.objects.filter(pk=thread.pk).update(
        reply_count=number, last_reply_id=rows[-1].pk, accepted=rows[1] if thread.is_question else None
    )


@pytest.mark.parametrize("number", [10, 50, 1000])
def test_a_thread_costs_the_same_whatever_its_length(
    cast, world, ask, client_of, deliver, number, django_assert_num_queries
):
    thread = ask(topic_names=["Cartes", "Accessibilité"])
    ask(title="Une carte pour tous", by=cast.bruno)
    fill(thread, number, PersonFactory.create_batch(5))
    deliver()
    refresh("person", [person.pk for _key, person in cast])
    client_of(cast.hugo).get("/communaute/fils/")  # what a process keeps
    client = client_of(cast.bruno)
    with django_assert_num_queries(THREAD_FIRST):
        response = client.get(f"/communaute/fils/{thread.pk}/")
    with django_assert_num_queries(THREAD_AGAIN):
        client.get(f"/communaute/fils/{thread.pk}/")
    assert response.status_code == 200
    assert response.content.decode().count('<article class="card reply') == min(number, 50)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_space_costs_the_same_whatever_is_in_it(cast, world, ask, client_of, number, django_assert_num_queries):
    for at in range(number):
        ask(title=f"Question {at}", topic_names=["Cartes"], by=cast.bruno)
    client = client_of(cast.amina)
    client.get(world.open.get_absolute_url())
    with django_assert_num_queries(SPACE):
        response = client.get(world.open.get_absolute_url())
    assert response.content.decode().count("feed-card") == min(number, 20)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/communaute/", 7),
        ("/communaute/espaces/", 6),
        ("/communaute/fils/", 4),
        ("/communaute/espaces/espace-open/membres/", 6),
        ("/communaute/espaces/espace-request/demandes/", 6),
    ],
)
def test_lists_ask_the_same_at_one_and_at_three_rows(
    cast, world, ask, client_of, address, queries, number, django_assert_num_queries
):
    for person in PersonFactory.create_batch(number):
        Membership.objects.create(space=world.open, person=person, joined_at=NOW)
        SpaceFactory()
        ask(title=f"Question de {person.name}")
        person.join_requests.create(space=world.request, created_at=NOW)
    client = client_of(cast.chloe)
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_my_spaces_are_kept_for_a_minute_and_forgotten_when_one_joins(cast, world, django_assert_num_queries):
    ThreadFactory(space=world.open, created_at=NOW, last_activity_at=NOW + dt.timedelta(hours=1))
    later = NOW + dt.timedelta(hours=2)
    with django_assert_num_queries(1):
        mine = spaces.mine(cast.amina, at=later)
    news = {"Espace hidden": 0, "Espace open": 1, "Espace private": 0, "Espace request": 0}
    assert [(space.name, space.new) for space in mine] == list(news.items())
    with django_assert_num_queries(0):
        assert spaces.mine(cast.amina, at=later) == mine


def test_questions_i_could_answer_say_why(cast, world, django_assert_num_queries):
    elsewhere = SpaceFactory(name="Ailleurs")
    topic = get_or_create_topics(["Cartes"])[0]
    memberships.join(by=cast.david, space=elsewhere, at=NOW)
    about = threads.post_thread(
        by=cast.david, space=elsewhere, kind="question", title="Une carte?", body="Oui.", topic_names=["Cartes"], at=NOW
    )
    inside = threads.post_thread(by=cast.amina, space=world.open, kind="question", title="Ici?", body="Oui.", at=NOW)
    mine = threads.post_thread(by=cast.bruno, space=world.open, kind="question", title="À moi?", body="Oui.", at=NOW)
    threads.post_thread(by=cast.amina, space=world.open, kind="discussion", title="Avis", body="Oui.", at=NOW)
    answered = threads.post_thread(by=cast.amina, space=world.open, kind="question", title="Su?", body="Oui.", at=NOW)
    replies.post_reply(by=cast.chloe, thread=answered, body="Oui.", at=NOW)
    hidden = threads.post_thread(by=cast.amina, space=world.hidden, kind="question", title="Caché?", body="Oui.", at=NOW)

    follow(person=cast.bruno, target=topic, at=NOW)
    questions.i_could_answer(cast.bruno, at=NOW)
    with django_assert_num_queries(1):
        found = questions.i_could_answer(cast.bruno, at=NOW + dt.timedelta(hours=1))
    assert {(row.pk, row.reason, row.why) for row in found} == {
        (about.pk, "topic", "Cartes"),
        (inside.pk, "space", "Espace open"),
        (hidden.pk, "space", "Espace hidden"),
    }
    assert mine.pk not in {row.pk for row in found}
    follow(person=cast.esther, target=topic, at=NOW)
    assert [row.pk for row in questions.i_could_answer(cast.esther, at=NOW)] == [about.pk]
    assert questions.i_could_answer(cast.hugo, at=NOW) == []


def test_a_topic_brings_nothing_from_closed_spaces(cast, world):
    threads.post_thread(
        by=cast.amina, space=world.hidden, kind="question", title="Caché?", body="Oui.", topic_names=["Cartes"], at=NOW
    )
    follow(person=cast.david, target=get_or_create_topics(["Cartes"])[0], at=NOW)
    assert questions.i_could_answer(cast.david, at=NOW) == []


def test_pages_of_replies_meet_without_gap(cast, world, ask):
    thread = ask()
    people = PersonFactory.create_batch(2)
    fill(thread, 130, people)
    everything = list(Reply.objects.filter(thread=thread).order_by("created_at", "id").values_list("pk", flat=True))
    read = thread_queries.for_page(cast.bruno, thread.pk)
    first = reply_queries.page(read)
    second = reply_queries.page(read, after=first.newer)
    third = reply_queries.page(read, after=second.newer)
    assert [row.pk for page in (first, second, third) for row in page.rows] == everything
    assert (first.older, third.newer) == (None, None)
    assert [row.pk for row in reply_queries.page(read, before=third.older).rows] == everything[50:100]
    around = reply_queries.page(read, around=everything[75])
    assert [row.pk for row in around.rows] == everything[65:115]
    assert [row.pk for row in reply_queries.page(read, around=everything[3]).rows] == everything[:50]
    assert reply_queries.page(read, after=10**15).rows == []


def test_replies_of_one_moment_are_paged_without_loss(cast, ask):
    thread = ask()
    rows = [ReplyFactory(thread=thread, author=cast.bruno, created_at=NOW) for _ in range(7)]
    Thread.objects.filter(pk=thread.pk).update(last_reply_id=rows[-1].pk, reply_count=7)
    read = thread_queries.for_page(cast.bruno, thread.pk)
    first = reply_queries.page(read, size=3)
    second = reply_queries.page(read, after=first.newer, size=3)
    third = reply_queries.page(read, after=second.newer, size=3)
    assert [row.pk for page in (first, second, third) for row in page.rows] == [row.pk for row in rows]
