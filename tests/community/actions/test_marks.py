"""Reactions, following, read marks, erasure."""

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notification
from activity.queries.subscriptions import is_following, level_of
from community.actions import erasure, following, reactions, reading, replies, retention, spaces, threads
from community.models import Mention, PostRevision, Reply, Thread, ThreadRead
from community.queries import my_data
from core.models import SearchEntry
from tests.cast import NOW
from tests.community.events import propose


def test_reactions_count_once_and_come_back(cast, ask):
    thread = ask()
    assert reactions.react(by=cast.bruno, post=thread, kind="like", wanted=True, at=NOW)
    assert not reactions.react(by=cast.bruno, post=thread, kind="like", wanted=True, at=NOW)
    reactions.react(by=cast.bruno, post=thread, kind="thanks", wanted=True, at=NOW)
    reactions.react(by=cast.david, post=thread, kind="like", wanted=True, at=NOW)
    assert Thread.objects.get(pk=thread.pk).reaction_count == 3
    assert reactions.react(by=cast.bruno, post=thread, kind="like", wanted=False, at=NOW)
    assert not reactions.react(by=cast.bruno, post=thread, kind="like", wanted=False, at=NOW)
    assert Thread.objects.get(pk=thread.pk).reaction_count == 2


def test_strangers_do_not_react_in_closed_spaces(cast, world, ask):
    with pytest.raises(PermissionDenied):
        reactions.react(by=cast.david, post=ask(world.request), kind="like", wanted=True, at=NOW)


def test_nobody_reacts_to_what_was_deleted(cast, ask):
    reply = replies.post_reply(by=cast.bruno, thread=ask(), body="Une liste.", at=NOW)
    replies.delete_reply(by=cast.bruno, reply=reply, at=NOW)
    with pytest.raises(PermissionDenied):
        reactions.react(by=cast.amina, post=Reply.objects.get(pk=reply.pk), kind="like", wanted=True, at=NOW)


def test_following_counts(cast, ask):
    thread = ask()
    assert following.follow_thread(by=cast.david, thread=thread, at=NOW)
    assert not following.follow_thread(by=cast.david, thread=thread, at=NOW)
    assert Thread.objects.get(pk=thread.pk).follower_count == 2
    assert following.unfollow_thread(by=cast.david, thread=thread)
    assert not following.unfollow_thread(by=cast.david, thread=thread)
    assert (Thread.objects.get(pk=thread.pk).follower_count, is_following(cast.david, thread)) == (1, False)


def test_how_much_one_hears_of_a_space(cast, world):
    following.set_space_level(by=cast.amina, space=world.open, level="all", at=NOW)
    assert level_of(cast.amina, world.open) == "all"
    following.set_space_level(by=cast.david, space=world.open, level="mentions", at=NOW)
    assert level_of(cast.david, world.open) == "mentions"


def test_a_read_mark_only_moves_forward_and_never_past_the_end(cast, ask, deliver):
    thread = ask()
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    last = replies.post_reply(by=cast.bruno, thread=thread, body="Un tableau.", at=NOW)
    deliver()
    assert Notification.objects.filter(person=cast.amina, read_at=None).count() == 2
    thread = Thread.objects.get(pk=thread.pk)
    reading.see_thread(by=cast.amina, thread=thread, last_reply_id=10**12, at=NOW)
    reading.see_thread(by=cast.amina, thread=thread, last_reply_id=0, at=NOW)
    mark = ThreadRead.objects.get(person=cast.amina, thread=thread)
    assert (mark.last_reply_id, mark.reply_count) == (last.pk, 2)
    assert not Notification.objects.filter(person=cast.amina, read_at=None).exists()


def test_erasing_a_person_takes_the_name_out_of_every_text(cast, ask, deliver):
    from pghistory.models import Events

    name, number = cast.bruno.name, cast.bruno.pk
    thread = ask(body=f"Vu avec @[x](membre:{number}) et @[y](membre:{cast.chloe.pk}).")
    threads.edit_thread(by=cast.amina, thread=thread, title=thread.title, body=thread.body + " Merci.", at=NOW)
    reply = replies.post_reply(by=cast.chloe, thread=thread, body=f"@[x](membre:{number}) le sait.", at=NOW)
    deliver()

    assert erasure.forget_mentions(person=cast.bruno) == 2

    thread, reply = Thread.objects.get(pk=thread.pk), Reply.objects.get(pk=reply.pk)
    assert thread.body == f"Vu avec @Ancien membre et @[{cast.chloe.name}](membre:{cast.chloe.pk}). Merci."
    assert f'href="/membres/{cast.chloe.pk}/"' in thread.body_html
    revision = PostRevision.objects.get()
    texts = [thread.body_html, thread.excerpt, reply.body, reply.body_html, revision.body_html]
    texts += list(SearchEntry.objects.filter(kind__in=["thread", "reply"]).values_list("text", flat=True))
    texts += [str(event.pgh_data) for post in (thread, reply) for event in Events.objects.tracks(post)]
    assert [text for text in texts if name in text] == []
    assert Mention.objects.get().person == cast.chloe


def test_reactions_of_an_erased_person_are_counted_no_more(cast, ask):
    thread = ask()
    reactions.react(by=cast.bruno, post=thread, kind="like", wanted=True, at=NOW)
    assert reactions.forget_person(person=cast.bruno) == 1
    assert Thread.objects.get(pk=thread.pk).reaction_count == 0


def test_read_marks_are_kept_a_year(cast, ask):
    ask()
    much_later = NOW + retention.READ_MARKS * 1.1
    assert retention.forget_read_marks(NOW, False) == 0
    assert retention.forget_read_marks(much_later, True) == 1
    assert retention.forget_read_marks(much_later, False) == 1
    assert not ThreadRead.objects.exists()


def test_a_name_goes_from_events_and_words_of_welcome_and_others_stay_linked(cast, world):
    text = f"@[x](membre:{cast.bruno.pk}) et @[x](membre:{cast.chloe.pk})"
    event = propose(cast.amina, world.open, body=text)
    spaces.edit_space(by=cast.chloe, space=world.open, welcome=text, at=NOW)
    names = ("fil", "reponse", "fiche", "evenement", "espace")
    rows = [dict.fromkeys(names, "") | {"evenement": event.pk}, dict.fromkeys(names, "") | {"espace": world.open.pk}]
    assert my_data.mention_rows(cast.bruno) == rows
    erasure.forget_mentions(person=cast.bruno)
    erasure.forget_in_events(person=cast.bruno)
    event.refresh_from_db()
    world.open.refresh_from_db()
    link = f'<p>@Ancien membre et <a class="mention" href="/membres/{cast.chloe.pk}/"'
    assert (event.body_html.startswith(link), world.open.welcome_html) == (True, event.body_html)
    assert my_data.mention_rows(cast.bruno) == []
