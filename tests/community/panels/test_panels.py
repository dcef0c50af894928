"""What the community adds to home, profile, competencies, first visit, and to one's own data."""

from community.actions import memberships, reactions, replies, threads
from community.models import Membership, Mention, Reaction, Thread, ThreadRead
from community.panels.first_visit import WhichSpaces
from community.panels.home import FirstSpace, OpenQuestions
from community.panels.profile import Contributions
from community.queries import threads as thread_queries
from competencies.actions.topics import get_or_create_topics
from competencies.queries.attachments import topic_panels
from people.actions.erasure import erase_person_data
from people.models import Person
from people.queries.registries import data_exporters
from tests.cast import NOW

FUTURE = NOW.replace(hour=20)


def test_a_newcomer_is_shown_a_first_space_until_they_join_one(cast, world):
    shown = FirstSpace().context(cast.david, NOW)["spaces"]
    assert {space.pk for space in shown} == {world.open.pk, world.request.pk}
    memberships.join(by=cast.david, space=world.open, at=NOW)
    assert FirstSpace().context(cast.david, NOW) is None


def test_open_questions_on_home(cast, world, ask):
    assert OpenQuestions().context(cast.bruno, FUTURE) is None
    thread = ask()
    assert [row.pk for row in OpenQuestions().context(cast.bruno, FUTURE)["questions"]] == [thread.pk]


def test_contributions_are_those_the_viewer_may_read(cast, world, ask):
    shown = ask()
    hidden = ask(world.hidden, title="Caché", by=cast.bruno)
    reply = replies.post_reply(by=cast.amina, thread=hidden, body="Oui.", at=NOW)
    titles = [row.title for row in Contributions().context(cast.amina, cast.david, NOW)["rows"]]
    assert titles == [shown.title]
    titles = [row.title for row in Contributions().context(cast.amina, cast.bruno, NOW)["rows"]]
    assert set(titles) == {shown.title, "Caché"}
    urls = [row.url for row in Contributions().context(cast.amina, cast.bruno, NOW)["rows"]]
    assert set(urls) == {shown.get_absolute_url(), reply.get_absolute_url()}
    assert Contributions().context(cast.hugo, cast.amina, NOW) is None


def test_panels_of_a_topic_show_what_one_may_read(cast, world, ask):
    shown = ask(topic_names=["Cartes"])
    ask(world.hidden, title="Caché", topic_names=["Cartes"])
    topic = get_or_create_topics(["Cartes"])[0]
    assert [row.pk for row in topic_panels["threads"].load(topic, cast.david, NOW).rows] == [shown.pk]
    assert len(topic_panels["threads"].load(topic, cast.bruno, NOW).rows) == 2


def test_the_first_visit_joins_and_asks(cast, world):
    step = WhichSpaces()
    form = step.form(cast.david, {"quels-espaces-spaces": [world.open.pk, world.request.pk]})
    assert form.is_valid()
    step.save(cast.david, form, NOW)
    assert Membership.objects.get(person=cast.david).space == world.open
    assert cast.david.join_requests.get().space == world.request
    assert not step.form(cast.david, {"quels-espaces-spaces": [world.hidden.pk]}).is_valid()


def test_what_is_new_to_whom(cast, ask):
    thread = ask(at=NOW)
    Thread.objects.update(last_activity_at="2999-01-01T00:00Z")
    assert thread_queries.unread_counts(cast.bruno, [thread.pk]) == {thread.pk: (0, True)}
    assert thread_queries.unread_counts(cast.amina, [thread.pk]) == {}
    for body in ("Une.", "Deux."):
        replies.post_reply(by=cast.chloe, thread=thread, body=body, at=NOW)
    assert thread_queries.unread_counts(cast.amina, [thread.pk]) == {thread.pk: (2, False)}


def test_ones_own_data_and_their_erasure(cast, world, ask):
    thread = ask(body=f"Bonjour @[x](membre:{cast.bruno.pk}).")
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Ma réponse.", at=NOW)
    reactions.react(by=cast.bruno, post=thread, kind="like", wanted=True, at=NOW)
    memberships.request_to_join(by=cast.david, space=world.request, message="Bonjour.", at=NOW)
    keys = ("threads", "replies", "memberships", "reactions", "mentions", "reading")
    rows = {f"community-{key}": data_exporters[f"community-{key}"].export(cast.bruno) for key in keys}
    assert [len(found) for found in rows.values()] == [0, 1, 4, 1, 1, 1]
    assert rows["community-replies"][0]["texte"] == "Ma réponse."

    erase_person_data(person=Person.objects.get(pk=cast.bruno.pk), at=NOW)

    reply.refresh_from_db()
    assert (reply.body, reply.author.name) == ("Ma réponse.", "Ancien membre")
    assert Thread.objects.get(pk=thread.pk).reaction_count == 0
    for model in (Membership, Reaction, Mention, ThreadRead):
        assert not model.objects.filter(person=cast.bruno.pk).exists()
    assert Thread.objects.get(pk=thread.pk).body == "Bonjour @Ancien membre."


def test_a_card_names_where_a_question_stands(cast, ask):
    thread = ask()
    assert (thread_queries.pill(thread), thread_queries.pill_label(thread)) == ("question", "")
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    thread = Thread.objects.get(pk=thread.pk)
    assert (thread_queries.pill(thread), thread_queries.pill_label(thread)) == ("question", "Question · ouverte")
    threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)
    thread = Thread.objects.get(pk=thread.pk)
    assert (thread_queries.pill(thread), thread_queries.pill_label(thread)) == ("answered", "")
