"""Answering, editing, deleting; the cost of an answer."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.models import FeedLine, Subscription
from community.actions import memberships, replies, threads
from community.models import Membership, PostRevision, Reply, Thread, ThreadRead
from people.actions.files import store_attachment
from people.queries.files import readable_attachment
from tests.cast import NOW
from tests.factories.people import PersonFactory

LATER = NOW + dt.timedelta(hours=1)


def test_an_answer_moves_counts_line_follow_and_mark(cast, ask):
    thread = ask()
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une *liste*.", at=LATER)
    thread = Thread.objects.get(pk=thread.pk)
    assert (thread.reply_count, thread.last_reply_id, thread.last_activity_at, thread.last_actor) == (
        1,
        reply.pk,
        LATER,
        cast.bruno,
    )
    assert FeedLine.objects.get(object_id=thread.pk).at == LATER
    assert thread.follower_count == 2
    assert ThreadRead.objects.get(person=cast.bruno, thread=thread).last_reply_id == reply.pk
    assert reply.body_html == "<p>Une <em>liste</em>.</p>"


def test_who_muted_a_thread_stays_muted_when_answering(cast, ask):
    thread = ask()
    Subscription.objects.filter(person=cast.amina, object_id=thread.pk).update(level="none")
    replies.post_reply(by=cast.amina, thread=thread, body="Précision.", at=NOW)
    assert Subscription.objects.get(person=cast.amina, object_id=thread.pk).level == "none"


def test_pressed_twice_it_is_answered_once(cast, ask):
    thread = ask()
    first = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    assert replies.post_reply(by=cast.bruno, thread=thread, body="Une liste. ", at=NOW + dt.timedelta(seconds=3)) == first
    assert Thread.objects.get(pk=thread.pk).reply_count == 1


def test_a_reader_who_is_no_member_does_not_answer(cast, ask):
    with pytest.raises(PermissionDenied, match="Joignez l’espace pour répondre."):
        replies.post_reply(by=cast.david, thread=ask(), body="Moi aussi.", at=NOW)


def test_replies_keep_their_order_even_with_a_late_clock(cast, ask):
    thread = ask()
    first = replies.post_reply(by=cast.bruno, thread=thread, body="Un.", at=LATER)
    second = replies.post_reply(by=cast.chloe, thread=thread, body="Deux.", at=NOW)
    assert (second.created_at, list(Reply.objects.order_by("created_at", "id"))) == (LATER, [first, second])


def test_edit_history(cast, ask):
    reply = replies.post_reply(by=cast.bruno, thread=ask(), body="Avant.", at=NOW)
    with pytest.raises(PermissionDenied):
        replies.edit_reply(by=cast.amina, reply=reply, body="Détourné.", at=LATER)
    replies.edit_reply(by=cast.bruno, reply=reply, body="Après.", at=LATER)
    assert PostRevision.objects.get(reply=reply).body_html == "<p>Avant.</p>"
    assert Reply.objects.get(pk=reply.pk).edited_at == LATER


def test_deleting_the_accepted_answer_opens_the_question(cast, ask):
    thread = ask()
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)
    replies.delete_reply(by=cast.bruno, reply=reply, at=LATER)
    thread = Thread.objects.get(pk=thread.pk)
    assert (thread.accepted, thread.reply_count) == (None, 0)
    replies.restore_reply(by=cast.bruno, reply=reply, at=LATER)
    assert Thread.objects.get(pk=thread.pk).reply_count == 1


def test_a_file_is_read_by_the_space_and_by_nobody_once_deleted(cast, world, ask):
    upload = SimpleUploadedFile("plan.txt", b"Plan.", "text/plain")
    file = store_attachment(owner=cast.bruno, upload=upload, at=NOW)
    thread = ask(world.request)
    reply = replies.post_reply(by=cast.bruno, thread=thread, body=f"[plan](/fichiers/{file.key}/plan.txt)", at=NOW)
    assert readable_attachment(file.key, cast.amina) is not None
    assert readable_attachment(file.key, cast.david) is None
    replies.delete_reply(by=cast.bruno, reply=reply, at=NOW)
    assert readable_attachment(file.key, cast.amina) is None
    replies.restore_reply(by=cast.bruno, reply=reply, at=NOW)
    threads.delete_thread(by=cast.amina, thread=thread, at=NOW)
    assert readable_attachment(file.key, cast.amina) is None
    threads.restore_thread(by=cast.amina, thread=thread, at=NOW)
    assert readable_attachment(file.key, cast.amina) is not None


def test_anothers_draft_is_not_published_by_naming_it(cast, ask):
    upload = SimpleUploadedFile("prive.txt", b"Rien.", "text/plain")
    file = store_attachment(owner=cast.bruno, upload=upload, at=NOW)
    replies.post_reply(by=cast.amina, thread=ask(), body=f"[x](/fichiers/{file.key}/prive.txt)", at=NOW)
    assert readable_attachment(file.key, cast.amina) is None


def test_an_answer_costs_the_same_whatever_the_number_of_members(cast, world, ask):
    thread = ask()
    memberships.join(by=cast.david, space=world.open, at=NOW)

    def cost(by, body):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            replies.post_reply(by=by, thread=thread, body=body, at=NOW)
        return len(queries)

    small = cost(cast.bruno, "Première.")
    people = PersonFactory.create_batch(60)
    Membership.objects.bulk_create([Membership(space=world.open, person=person, joined_at=NOW) for person in people])
    assert cost(cast.david, "Deuxième.") == small == 8
