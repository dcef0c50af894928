"""Asking, editing, deleting, closing, accepting."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.models import FeedLine, FeedSource, Notification
from activity.queries.subscriptions import is_following
from community.actions import replies, threads
from community.actions.texts import TextRefused
from community.enums import ThreadKind
from community.models import Mention, PostRevision, QuestionRoute, Space, Thread, ThreadRead
from core.models import OutboxRow
from tests.cast import NOW

LATER = NOW + dt.timedelta(hours=1)


def fresh(thread):
    return Thread.objects.get(pk=thread.pk)


def test_asking_writes_everything_at_once(cast, world):
    thread = threads.post_thread(
        by=cast.amina,
        space=world.open,
        kind="question",
        title="  Décrire une carte  ",
        body="Quatre **cents** points.",
        topic_names=["Cartes", "cartes", "Accessibilité"],
        at=NOW,
    )
    assert (thread.title, thread.body_html) == ("Décrire une carte", "<p>Quatre <strong>cents</strong> points.</p>")
    assert thread.excerpt == "Quatre cents points."
    line = FeedLine.objects.get(object_id=thread.pk)
    assert (line.kind, line.audience_id, len(line.topics)) == ("question", world.open.audience_id, 2)
    assert FeedSource.objects.filter(line=line).count() == 5  # the thread, its space, its author, two topics
    assert Space.objects.get(pk=world.open.pk).thread_count == 1
    assert is_following(cast.amina, thread)
    assert fresh(thread).follower_count == 1
    assert ThreadRead.objects.get(person=cast.amina, thread=thread).last_reply_id == 0
    assert OutboxRow.objects.filter(name="community.ThreadPosted").count() == 1


@pytest.mark.parametrize(("who", "access"), [("david", "open"), ("david", "request"), ("david", "hidden")])
def test_strangers_do_not_ask(cast, world, who, access):
    with pytest.raises(PermissionDenied):
        threads.post_thread(by=getattr(cast, who), space=world.of(access), kind="question", title="T", body="B", at=NOW)


def test_pressed_twice_it_is_asked_once(cast, world, ask):
    assert ask() == ask(at=NOW + dt.timedelta(seconds=30))
    assert ask(at=NOW + dt.timedelta(minutes=5)) != ask(title="Autre", at=NOW)
    assert Space.objects.get(pk=world.open.pk).thread_count == 3


def test_an_edit_keeps_the_text_before(cast, ask):
    thread = ask(body="Avant.")
    threads.edit_thread(by=cast.amina, thread=thread, title="Mieux dit", body="Après.", topic_names=["Cartes"], at=LATER)
    edited = fresh(thread)
    assert (edited.title, edited.body, edited.edited_at) == ("Mieux dit", "Après.", LATER)
    revision = PostRevision.objects.get(thread=thread)
    assert (revision.title, revision.body_html, revision.edited_by) == (thread.title, "<p>Avant.</p>", cast.amina)
    assert len(FeedLine.objects.get(object_id=thread.pk).topics) == 1


def test_an_edit_that_changes_no_word_leaves_no_trace(cast, ask):
    thread = ask()
    threads.edit_thread(by=cast.amina, thread=thread, title=thread.title, body=thread.body, topic_names=["Cartes"], at=LATER)
    assert not PostRevision.objects.exists()
    assert fresh(thread).edited_at is None


def test_others_do_not_edit_nor_delete(cast, ask):
    thread = ask()
    with pytest.raises(PermissionDenied):
        threads.edit_thread(by=cast.bruno, thread=thread, title="X", body="Y", at=NOW)
    with pytest.raises(PermissionDenied):
        threads.delete_thread(by=cast.bruno, thread=thread, at=NOW)
    threads.edit_thread(by=cast.chloe, thread=thread, title="Titre clair", body=thread.body, at=NOW)


def test_an_author_who_left_a_closed_space_edits_no_more(cast, world, ask):
    from community.actions import memberships

    thread = ask(world.hidden)
    memberships.leave(by=cast.amina, space=world.hidden, at=NOW)
    with pytest.raises(PermissionDenied):
        threads.edit_thread(by=cast.amina, thread=thread, title="X", body="Y", at=NOW)


def test_deleting_and_undoing(cast, world, ask, deliver):
    thread = ask(body=f"@[x](membre:{cast.bruno.pk}) une idée?")
    deliver()
    assert Notification.objects.filter(person=cast.bruno).count() == 1

    threads.delete_thread(by=cast.amina, thread=thread, at=LATER)
    assert not Thread.objects.visible_to(cast.amina).exists()
    assert not FeedLine.objects.exists()
    assert not Notification.objects.exists()
    assert Space.objects.get(pk=world.open.pk).thread_count == 0

    threads.restore_thread(by=cast.amina, thread=thread, at=LATER)
    assert Thread.objects.visible_to(cast.amina).get() == thread
    assert FeedLine.objects.get().object_id == thread.pk
    assert Space.objects.get(pk=world.open.pk).thread_count == 1


def test_what_a_facilitator_took_away_the_author_does_not_bring_back(cast, ask):
    thread = ask()
    threads.delete_thread(by=cast.chloe, thread=thread, at=LATER)
    with pytest.raises(PermissionDenied):
        threads.restore_thread(by=cast.amina, thread=thread, at=LATER)


def test_closing_is_the_facilitators(cast, ask):
    thread = ask()
    with pytest.raises(PermissionDenied):
        threads.close_thread(by=cast.amina, thread=thread, closed=True, at=NOW)
    threads.close_thread(by=cast.chloe, thread=thread, closed=True, at=NOW)
    with pytest.raises(replies.ThreadClosed):
        replies.post_reply(by=cast.bruno, thread=thread, body="Encore.", at=NOW)
    threads.close_thread(by=cast.chloe, thread=thread, closed=False, at=NOW)
    replies.post_reply(by=cast.bruno, thread=thread, body="Encore.", at=NOW)


def test_one_answer_is_accepted_another_takes_its_place(cast, ask):
    thread = ask()
    first = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    second = replies.post_reply(by=cast.chloe, thread=thread, body="Un tableau.", at=NOW)
    threads.accept_answer(by=cast.amina, thread=thread, reply=first, at=NOW)
    threads.accept_answer(by=cast.amina, thread=thread, reply=second, at=NOW)
    assert fresh(thread).accepted == second
    assert OutboxRow.objects.filter(name="community.AnswerAccepted").count() == 2
    assert OutboxRow.objects.filter(name="community.AnswerUnaccepted").count() == 1
    threads.unaccept_answer(by=cast.amina, thread=thread, at=NOW)
    assert fresh(thread).accepted is None


def test_who_may_not_accept_and_what_is_not_accepted(cast, world, ask):
    thread, other = ask(), ask(title="Autre question", by=cast.bruno)
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    with pytest.raises(PermissionDenied):
        threads.accept_answer(by=cast.bruno, thread=thread, reply=reply, at=NOW)
    with pytest.raises(ValidationError):
        threads.accept_answer(by=cast.bruno, thread=other, reply=reply, at=NOW)
    discussion = ask(kind="discussion", title="Nouvelle")
    with pytest.raises(PermissionDenied):
        threads.accept_answer(by=cast.amina, thread=discussion, reply=reply, at=NOW)
    replies.delete_reply(by=cast.bruno, reply=reply, at=NOW)
    with pytest.raises(ValidationError):
        threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)


def test_five_hundred_mentions_are_refused_with_a_sentence(cast, world):
    body = " ".join(f"@[Personne {number}](membre:{number})" for number in range(1, 501))
    with pytest.raises(TextRefused) as refusal:
        threads.post_thread(by=cast.amina, space=world.open, kind="discussion", title="Tous", body=body, at=NOW)
    assert refusal.value.messages == [
        "Vous mentionnez 500 personnes; la limite est de 20 par message. "
        "Nommez celles à qui vous parlez, ou écrivez à l’espace."
    ]
    assert not Thread.objects.exists()


def test_who_does_not_read_the_space_is_not_named_in_it(cast, world, ask):
    body = f"Qu’en dis-tu, @[David](membre:{cast.david.pk})?"
    with pytest.raises(TextRefused) as refusal:
        ask(world.hidden, body=body)
    assert refusal.value.messages == ["David ne lit pas cet espace\u00a0: retirez la mention."]
    assert Mention.objects.filter(thread=ask(body=body)).count() == 1


def test_a_mention_carries_the_persons_own_name(cast, ask):
    thread = ask(body=f"Bonjour @[La ministre](membre:{cast.bruno.pk}).")
    assert thread.body == f"Bonjour @[{cast.bruno.name}](membre:{cast.bruno.pk})."
    assert f'<a class="mention" href="/membres/{cast.bruno.pk}/"' in thread.body_html
    assert "La ministre" not in thread.body_html


def test_somebody_who_left_may_stay_named_in_an_old_text(cast, world, ask):
    from community.actions import memberships

    thread = ask(world.hidden, body=f"Vu avec @[x](membre:{cast.bruno.pk}).")
    memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    edited = threads.edit_thread(by=cast.amina, thread=thread, title="Titre", body=thread.body + " Merci.", at=LATER)
    assert edited.body.endswith("Merci.")
    assert "href" not in edited.body_html


@pytest.mark.parametrize("body", ["", "   \n ", "\r\n"])
def test_an_empty_text_is_refused(ask, body):
    with pytest.raises(TextRefused, match="Écrivez quelque chose avant de publier."):
        ask(body=body)


def test_an_endless_text_is_refused_and_says_how_long_it_is(ask):
    with pytest.raises(TextRefused, match="Votre texte compte 20001 caractères; la limite est de 20000."):
        ask(body="a" * 20_001)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[clic](javascript:alert(1))",
        "![x](https://exemple.test/pixel.gif)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<iframe src="https://exemple.test"></iframe>',
        '@[<b onclick="x">a</b>](membre:1)',
        "`<script>`\n\n    <style>body{}</style>",
        "[a]: javascript:alert(1)\n\n[a]",
    ],
)
def test_hostile_markdown_is_only_text(cast, world, ask, body):
    if "membre:1)" in body:
        body = body.replace("membre:1)", f"membre:{cast.bruno.pk})")
    tags = re.findall(r"<[^>]*>", ask(body=f"Voici {body}").body_html.lower())
    for mark in ("<script", "<iframe", "<style", "onerror", "onclick", "javascript:", "data:", 'src="http'):
        assert [tag for tag in tags if mark in tag] == []


def test_a_discussion_becomes_a_question_and_back(cast, ask, deliver):
    thread = ask(kind="discussion")
    with pytest.raises(PermissionDenied):
        threads.change_kind(by=cast.bruno, thread=thread, kind=ThreadKind.QUESTION, at=LATER)
    threads.change_kind(by=cast.chloe, thread=thread, kind=ThreadKind.QUESTION, at=LATER)
    deliver()
    line = FeedLine.objects.get(object_id=thread.pk)
    assert (Thread.objects.get().kind, line.kind, QuestionRoute.objects.get().wave) == ("question", "question", 1)
    threads.change_kind(by=cast.amina, thread=thread, kind=ThreadKind.DISCUSSION, at=LATER)
    deliver()
    assert (Thread.objects.get().kind, QuestionRoute.objects.get().next_at) == ("discussion", None)
    threads.change_kind(by=cast.amina, thread=thread, kind=ThreadKind.QUESTION, at=LATER)
    answer = replies.post_reply(by=cast.bruno, thread=thread, body="Voici.", at=LATER)
    threads.accept_answer(by=cast.amina, thread=thread, reply=answer, at=LATER)
    with pytest.raises(PermissionDenied, match="reste une question"):
        threads.change_kind(by=cast.amina, thread=thread, kind=ThreadKind.DISCUSSION, at=LATER)
