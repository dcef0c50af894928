"""Who hears of what: one notice per person and fact, the most telling; constant cost whatever the number."""

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext

from activity.actions.subscriptions import follow, follow_many, set_level
from activity.models import Delivery, Notification
from activity.queries.notification_kinds import notification_kinds
from activity.rules.timing import GROUPING
from community.actions import following, memberships, replies, threads
from community.models import Membership
from competencies.actions.topics import get_or_create_topics
from competencies.models import Competency, CompetencyGroup, Evidence, Framework
from core.models import OutboxRow
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import PersonFactory


def heard(person):
    """(kind, reason) of every notice that rings, oldest first."""
    rows = Notification.objects.filter(person=person, silent=False)
    return list(rows.order_by("pk").values_list("kind", "reason"))


def planned(person):
    """(kind, cadence) of every mail that is due, oldest first."""
    rows = Delivery.objects.filter(person=person, state="due").order_by("pk")
    return list(rows.values_list("notification__kind", "cadence"))


def test_a_mention_beats_the_thread_beats_the_space(cast, world, ask, deliver):
    for person in (cast.bruno, cast.chloe):
        following.set_space_level(by=person, space=world.open, level="all", at=NOW)
    ask(body=f"@[x](membre:{cast.bruno.pk}), une idée?")
    deliver()
    assert heard(cast.bruno) == [("community.mention", "mentioned")]
    assert heard(cast.chloe) == [("community.thread", "space")]
    assert heard(cast.amina) == []


def test_a_member_by_default_hears_of_new_threads_in_the_digest_only(cast, ask, deliver):
    ask()
    deliver()
    assert (heard(cast.bruno), planned(cast.bruno)) == ([], [("community.thread", "daily")])


def test_the_level_of_the_thread_wins_over_that_of_its_space(cast, world, ask, deliver):
    thread = ask()
    for person, level in ((cast.bruno, "all"), (cast.chloe, "digest"), (cast.david, "mentions")):
        following.follow_thread(by=person, thread=thread, at=NOW)
        set_level(person=person, target=thread, level=level)
        following.set_space_level(by=person, space=world.open, level="none", at=NOW)
    deliver()
    body = f"@[x](membre:{cast.esther.pk}) et @[x](membre:{cast.david.pk})"
    following.set_space_level(by=cast.esther, space=world.open, level="none", at=NOW)
    replies.post_reply(by=cast.amina, thread=thread, body=body, at=NOW)
    deliver()
    assert (heard(cast.bruno), planned(cast.bruno)) == ([("community.reply", "thread")], [("community.reply", "daily")])
    assert (heard(cast.chloe), planned(cast.chloe)) == ([], [("community.reply", "daily")])
    assert (heard(cast.david), planned(cast.david)) == ([("community.mention", "mentioned")], [("community.mention", "now")])
    assert (heard(cast.esther), planned(cast.esther)) == ([], [])


def test_a_mail_is_planned_only_for_who_is_told(cast, ask, deliver):
    thread = ask()
    deliver()
    Delivery.objects.all().delete()
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    deliver()
    rows = Delivery.objects.values_list("person", "notification__kind", "cadence", "due_at")
    assert list(rows) == [(cast.amina.pk, "community.reply_to_mine", "now", NOW + GROUPING)]


def test_replies_reach_the_author_the_named_and_the_followers_once_each(cast, world, ask, deliver):
    thread = ask()
    following.follow_thread(by=cast.chloe, thread=thread, at=NOW)
    following.follow_thread(by=cast.david, thread=thread, at=NOW)
    replies.post_reply(by=cast.bruno, thread=thread, body=f"@[x](membre:{cast.david.pk}) le sait.", at=NOW)
    deliver()
    assert heard(cast.amina) == [("community.reply_to_mine", "author")]
    assert heard(cast.chloe) == [("community.reply", "thread")]
    assert heard(cast.david) == [("community.mention", "mentioned")]
    assert heard(cast.bruno) == []


def test_worked_off_twice_it_is_told_once(cast, ask, deliver):
    replies.post_reply(by=cast.bruno, thread=ask(), body="Une liste.", at=NOW)
    deliver()
    OutboxRow.objects.update(done_at=None, handled=[])
    deliver()
    assert heard(cast.amina) == [("community.reply_to_mine", "author")]


def test_who_muted_a_space_is_not_even_told_of_mentions(cast, world, ask, deliver):
    following.set_space_level(by=cast.bruno, space=world.open, level="none", at=NOW)
    ask(body=f"@[x](membre:{cast.bruno.pk}), une idée?")
    deliver()
    assert heard(cast.bruno) == []


def test_who_left_a_closed_space_hears_nothing_more_of_it(cast, world, ask, deliver):
    thread = ask(world.hidden)
    following.follow_thread(by=cast.bruno, thread=thread, at=NOW)
    memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    replies.post_reply(by=cast.chloe, thread=thread, body="Entre nous.", at=NOW)
    deliver()
    assert heard(cast.bruno) == []


def test_who_is_named_by_an_edit_hears_of_it(cast, ask, deliver):
    thread = ask()
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    deliver()
    replies.edit_reply(by=cast.bruno, reply=reply, body=f"Une liste. @[x](membre:{cast.chloe.pk})", at=NOW)
    threads.edit_thread(by=cast.amina, thread=thread, title=thread.title, body=f"Voir @[x](membre:{cast.david.pk})", at=NOW)
    deliver()
    assert heard(cast.chloe) == heard(cast.david) == [("community.mention", "mentioned")]


def test_a_thread_is_told_by_its_competency_its_topic_its_author_and_its_space_once_each(cast, world, ask, deliver):
    skill = CompetencyFactory()
    (topic,) = get_or_create_topics(["Cartes"], at=NOW)
    follow(person=cast.david, target=skill, level="all", at=NOW)
    follow(person=cast.david, target=topic, level="all", at=NOW)
    follow(person=cast.esther, target=topic, at=NOW)
    follow(person=cast.farid, target=cast.amina, at=NOW)
    follow(person=cast.bruno, target=topic, level="all", at=NOW)
    following.set_space_level(by=cast.chloe, space=world.open, level="none", at=NOW)
    follow(person=cast.chloe, target=topic, level="all", at=NOW)
    ask(topic_names=["Cartes"], competency_codes=[skill.code])
    deliver()
    assert heard(cast.david) == [("community.thread", "competency")]
    assert (heard(cast.esther), planned(cast.esther)) == ([], [("community.thread", "daily")])
    assert heard(cast.farid) == [("community.thread", "person")]
    assert heard(cast.bruno) == [("community.thread", "topic")]
    assert (heard(cast.chloe), heard(cast.amina)) == ([], [])


def test_who_follows_the_author_hears_nothing_of_a_closed_space(cast, world, ask, deliver):
    follow(person=cast.david, target=cast.bruno, at=NOW)
    ask(world.hidden, by=cast.bruno)
    deliver()
    assert heard(cast.david) == []


def test_deleted_before_the_worker_came_nobody_hears(cast, ask, deliver):
    reply = replies.post_reply(by=cast.bruno, thread=ask(), body="Oups.", at=NOW)
    replies.delete_reply(by=cast.bruno, reply=reply, at=NOW)
    deliver()
    assert heard(cast.amina) == []


def test_entering_a_space(cast, world, deliver):
    asked = memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    deliver()
    assert heard(cast.chloe) == [("community.join_requested", "facilitator")]
    memberships.answer_request(by=cast.chloe, request=asked, accept=True, at=NOW)
    memberships.add_member(by=cast.chloe, space=world.hidden, person=cast.esther, at=NOW)
    memberships.join(by=cast.david, space=world.open, at=NOW)
    deliver()
    assert heard(cast.david) == [("community.join_answered", "request")]
    assert heard(cast.esther) == [("community.added", "added")]


def test_an_accepted_answer_is_told_and_is_evidence_until_it_is_not(cast, ask, deliver):
    framework = Framework.objects.create(version="essai", current=True, loaded_at=NOW)
    group = CompetencyGroup.objects.create(framework=framework, code="WEB", name_fr="Web", name_en="Web")
    Competency.objects.create(framework=framework, group=group, code="WEB3", name_fr="Rendre accessible", name_en="x")
    thread = ask(competency_codes=["WEB3"])
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    for _time in range(2):
        threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)
        deliver()
        row = Evidence.objects.get(person=cast.bruno, corrected_by=None)
        assert (row.kind, row.visibility, row.level, row.withdrawn) == ("answer", "me", None, False)
        threads.unaccept_answer(by=cast.amina, thread=thread, at=NOW)
        deliver()
        assert Evidence.objects.get(person=cast.bruno, corrected_by=None).withdrawn
    assert ("community.accepted", "answer") in heard(cast.bruno)


def test_ones_own_answer_is_no_evidence(cast, ask, deliver):
    thread = ask()
    reply = replies.post_reply(by=cast.amina, thread=thread, body="Trouvé!", at=NOW)
    threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)
    deliver()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", [3, 300])
def test_telling_many_costs_what_telling_few_costs(cast, world, ask, deliver, number):
    thread = ask()
    people = PersonFactory.create_batch(number)
    Membership.objects.bulk_create([Membership(space=world.open, person=person, joined_at=NOW) for person in people])
    follow_many(person_ids=[person.pk for person in people], target=thread, at=NOW)
    deliver()
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    with CaptureQueriesContext(connection) as queries:
        deliver()
    assert Notification.objects.filter(kind="community.reply").count() == number
    assert len(queries) <= 45


@pytest.mark.parametrize("others", [0, 1, 2])
@pytest.mark.parametrize(
    "kind", [kind for kind in notification_kinds if kind.key.startswith("community.")], ids=lambda k: k.key
)
def test_every_kind_has_its_sentence(cast, kind, others):
    data = {"title": "Une <carte>", "space": "Accessibilité", "question": True, "accepted": True}
    notice = Notification(person=cast.amina, actor=cast.bruno, kind=kind.key, data=data, created_at=NOW)
    html = get_template(kind.template).render({"notice": notice, "others": others})
    assert "<carte>" not in html
    assert any(word in html for word in (cast.bruno.name, "Accessibilité", "&lt;carte&gt;"))
    assert kind.reasons
