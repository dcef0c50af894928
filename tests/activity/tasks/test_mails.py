"""Mails leave through a real SMTP server: what they say, to whom, once; what the server says is kept."""

import datetime as dt
import uuid

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from activity.actions import deliveries, notifications, preferences, subscriptions
from activity.models import Delivery, Notification, NotificationSettings
from activity.tasks.mails import send_due
from community.actions import events, following, memberships, registrations, replies, threads
from community.models import Reply, Thread
from people.enums import PersonStatus
from people.models import InstallationSettings, Person, User
from people.queries.installation import installation
from tests.activity.sink import Sink
from tests.cast import NOW
from tests.community.events import edit, propose
from tests.community.world import make_world
from tests.factories.events import EventFactory
from tests.factories.people import PersonFactory

SOON = NOW + dt.timedelta(minutes=4)
MORNING = dt.datetime(2026, 11, 3, 13, 0, 1, tzinfo=dt.UTC)


@pytest.fixture
def world(cast):
    return make_world(cast)


@pytest.fixture
def thread(cast, world, deliver):
    made = threads.post_thread(
        by=cast.amina, space=world.open, title="Décrire une carte <b>?", body="Elle compte **400** points.", kind="question",
        at=NOW,
    )  # fmt: skip
    deliver()
    Notification.objects.all().delete()
    return made


@pytest.fixture
def reply(cast, thread, deliver):
    made = replies.post_reply(by=cast.bruno, thread=thread, body="Un tableau & une phrase, **toujours**.", at=NOW)
    deliver()
    return made


def send(at=SOON):
    return send_due(at=at, seconds=20)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", "why"))


def subject(mail):
    return Sink.header(mail, "Subject")


def parts(mail):
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_a_mail_says_who_what_where_and_why(cast, smtp, reply):
    assert send(NOW) == 0
    assert send() == 1
    [mail] = smtp.to(cast.amina.user.email)
    text, html = parts(mail)
    assert subject(mail) == f"{cast.bruno.name} a répondu à votre fil «\xa0Décrire une carte <b>?\xa0»"
    url = f"https://maillage.exemple.test{reply.get_absolute_url()}"
    for words in ("Un tableau & une phrase, toujours.", "Vous avez ouvert ce fil.", "Dans Espace open.", url):
        assert words in text
    assert "Un tableau &amp; une phrase, toujours." in html
    assert "Décrire une carte &lt;b&gt;?" in html
    assert url.replace("&", "&amp;") in html
    assert ">Ouvrir</a>" in html
    assert "https://maillage.exemple.test/notifications/preferences/" in text
    assert 'lang="fr-CA"' in html
    assert states() == [("sent", "")]
    assert send() == 0


def test_its_headers(cast, smtp, reply):
    send()
    [mail] = smtp.mails
    row = Delivery.objects.get()
    assert mail["Message-ID"] == f"<{row.mail}@maillage.exemple.test>"
    assert mail["References"] == f"<community.thread.{reply.thread_id}@maillage.exemple.test>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Sink.header(mail, "List-Unsubscribe").startswith("<https://maillage.exemple.test/notifications/desabonnement/")
    assert mail["Content-Language"] is None
    assert smtp.envelopes == [("maillage@exemple.test", [cast.amina.user.email])]


def test_several_about_one_thing_are_one_mail(cast, smtp, thread, reply, deliver):
    replies.post_reply(by=cast.chloe, thread=thread, body="Et une légende.", at=NOW + dt.timedelta(minutes=1))
    deliver()
    assert send() == 1
    [mail] = smtp.mails
    text, _html = parts(mail)
    assert subject(mail).startswith(f"{cast.chloe.name} et 1 autre personne ont répondu à votre fil")
    assert text.index("Et une légende.") < text.index("Un tableau & une phrase")
    assert list(Delivery.objects.filter(person=cast.amina).values_list("state", flat=True)) == ["sent", "sent"]


def test_read_meanwhile_it_does_not_leave(cast, smtp, thread, reply):
    notifications.mark_read(person=cast.amina, target=thread, at=NOW)
    assert send() == 0
    assert (smtp.mails, states()) == ([], [("cancelled", "read")])


def test_what_the_server_has_already_is_settled_and_not_sent_again(cast, smtp, reply):
    """A worker was killed between the server's « 250 » and the ledger: what it said in Redis is heeded by the next one."""
    deliveries.put_together(at=SOON)
    [mail] = {delivery.mail for delivery in Delivery.objects.all()}
    deliveries.note_taken(mail)
    assert (send(), smtp.mails, set(states())) == (0, [], {("sent", "")})
    assert send(SOON + dt.timedelta(days=2)) == 0


def test_a_digest_by_space_and_thread(cast, world, smtp, thread, deliver):
    for person in (cast.chloe, cast.david):
        following.follow_thread(by=person, thread=thread, at=NOW)
    other = threads.post_thread(
        by=cast.bruno, space=world.hidden, title="Entre nous", body="Secret.", kind="discussion", at=NOW
    )
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    deliver()
    assert send(MORNING) >= 3
    [digest] = smtp.to(cast.chloe.user.email)
    text, html = parts(digest)
    assert subject(digest) == "Récapitulatif\xa0: Espace open (1), Espace hidden (1)"
    assert text.index("== Espace open ==") < text.index("== Espace hidden ==") < text.index(other.get_absolute_url())
    assert "> Secret." in text
    assert "> Une liste." in text
    assert "Ne plus mettre «\xa0Espace open\xa0» dans mes récapitulatifs" in html
    [single] = smtp.to(cast.david.user.email)
    assert "Espace hidden" not in "".join(parts(single))
    assert digest["References"] is None


def test_a_place_comes_with_the_entry_for_the_agenda(cast, world, smtp, deliver):
    event = EventFactory(
        space=world.open, organiser=cast.chloe, title="Atelier", starts_at=NOW + dt.timedelta(days=9),
        ends_at=NOW + dt.timedelta(days=9, hours=1),
    )  # fmt: skip
    registrations.register(by=cast.bruno, event=event, at=NOW)
    deliver()
    send()
    mail = next(mail for mail in smtp.mails if "Atelier" in subject(mail))
    (part,) = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    (entry,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    assert (part.get_filename(), part.get_param("method")) == ("evenement.ics", "PUBLISH")
    assert (str(entry["SUMMARY"]), str(entry["STATUS"]), str(event.uid) in entry["UID"]) == ("Atelier", "CONFIRMED", True)


def entries_in(mail):
    """Status of each entry for the agenda that the mail carries."""
    files = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    return [str(one["STATUS"]) for file in files for one in Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")]


@pytest.fixture
def meeting(cast, world):
    return EventFactory(
        space=world.open, organiser=cast.chloe, title="Atelier", mode="hybrid", place="Salle 2.14", needs_approval=True,
        online_url="https://visio.exemple.test/a", starts_at=NOW + dt.timedelta(days=9, hours=1),
        ends_at=NOW + dt.timedelta(days=9, hours=2),
    )  # fmt: skip


def test_a_refused_place_leaves_the_agenda_and_is_told_no_link(cast, smtp, meeting, deliver):
    row = registrations.register(by=cast.bruno, event=meeting, at=NOW)
    registrations.answer(by=cast.chloe, registration=row, accept=False, at=NOW)
    deliver()
    send()
    [mail] = smtp.to(cast.bruno.user.email)
    assert (subject(mail), entries_in(mail)) == (
        "L’organisation n’a pas retenu votre inscription à «\xa0Atelier\xa0»", ["CANCELLED"],
    )  # fmt: skip
    assert ("visio" in "".join(parts(mail)), "Salle" in "".join(parts(mail))) == (False, False)


def test_who_comes_reads_when_where_and_the_link_and_who_follows_reads_no_link(cast, smtp, meeting, deliver):
    row = registrations.register(by=cast.bruno, event=meeting, at=NOW)
    registrations.answer(by=cast.chloe, registration=row, accept=True, at=NOW)
    subscriptions.follow(person=cast.david, target=meeting, at=NOW)
    deliver()
    Notification.objects.all().delete()
    later = {"starts_at": meeting.starts_at + dt.timedelta(hours=1), "ends_at": meeting.ends_at + dt.timedelta(hours=1)}
    edit(cast.chloe, meeting, **later)
    deliver()
    send()
    [comes], [follows] = smtp.to(cast.bruno.user.email), smtp.to(cast.david.user.email)
    text, html = (part.replace("\r\n", "\n") for part in parts(comes))
    assert "Quand\xa0: mercredi 11\xa0novembre\xa02026, de 12\xa0h à 13\xa0h (heure de Québec)\n" in text
    assert "Lieu\xa0: Salle 2.14\nEn ligne\xa0: https://visio.exemple.test/a\n" in text
    assert '<a href="https://visio.exemple.test/a">' in html
    assert ("Salle 2.14" in parts(follows)[0], "visio" in "".join(parts(follows))) == (True, False)
    assert (entries_in(comes), entries_in(follows)) == (["CONFIRMED"], [])


def test_a_digest_quotes_a_new_event_and_offers_to_leave_only_what_one_follows(cast, world, smtp, deliver):
    subscriptions.follow(person=cast.farid, target=cast.amina, level="digest", at=NOW)
    threads.post_thread(by=cast.amina, space=world.open, title="Un fil", body="Bonjour.", kind="discussion", at=NOW)
    propose(cast.amina, world.open, summary="On apprend à tout décrire.")
    deliver()
    send(MORNING)
    [by_space], [by_person] = smtp.to(cast.bruno.user.email), smtp.to(cast.farid.user.email)
    stop = "Ne plus mettre «\xa0Espace open\xa0» dans mes récapitulatifs"
    assert [stop in parts(mail)[1] for mail in (by_space, by_person)] == [True, False]
    assert "Vous suivez la personne qui l’a ouvert." in parts(by_person)[0]
    assert "> On apprend à tout décrire." in parts(by_person)[0]


def test_an_empty_digest_does_not_leave(cast, smtp, thread, deliver):
    following.follow_thread(by=cast.chloe, thread=thread, at=NOW)
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    deliver()
    notifications.mark_read(person=cast.chloe, target=thread, at=NOW)
    send(MORNING)
    assert smtp.to(cast.chloe.user.email) == []


def revoked(cast, world, thread):
    memberships.remove_member(by=cast.chloe, space=world.hidden, person=cast.bruno, at=NOW)


def left(cast, world, thread):
    Person.objects.filter(pk=cast.bruno.pk).update(status=PersonStatus.LEFT)


def deleted(cast, world, thread):
    Thread.objects.filter(pk=thread.pk).update(deleted_at=NOW)


def muted(cast, world, thread):
    subscriptions.set_level(person=cast.bruno, target=thread, level="none")


def closed(cast, world, thread):
    User.objects.filter(pk=cast.bruno.user_id).update(is_active=False)


@pytest.mark.parametrize(
    ("change", "why"),
    [(revoked, "closed"), (left, "closed"), (deleted, "closed"), (muted, "unwanted"), (closed, "no_address")],
)
def test_what_changed_since_is_heeded_when_the_mail_leaves(cast, world, smtp, deliver, change, why):
    thread = threads.post_thread(
        by=cast.amina, space=world.hidden, title="Entre nous", body="Secret.", kind="discussion", at=NOW
    )
    following.follow_thread(by=cast.bruno, thread=thread, at=NOW)
    deliver()
    Notification.objects.all().delete()
    replies.post_reply(by=cast.amina, thread=thread, body=f"Très secret, @[x](membre:{cast.bruno.pk}).", at=NOW)
    deliver()
    assert Delivery.objects.filter(person=cast.bruno).count() == 1
    change(cast, world, thread)
    send(MORNING)
    assert smtp.to(cast.bruno.user.email) == []
    assert list(Delivery.objects.filter(person=cast.bruno).values_list("state", "why")) == [("cancelled", why)]


def test_a_deleted_reply_is_quoted_nowhere(cast, smtp, thread, reply):
    Reply.objects.filter(pk=reply.pk).update(deleted_at=NOW)
    assert send() == 0
    assert states() == [("cancelled", "closed")]


def test_in_the_language_of_the_reader(cast, smtp, reply):
    from people.queries import installation

    InstallationSettings.objects.create(english_available=True)
    installation.forget()
    Person.objects.filter(pk=cast.amina.pk).update(interface_language="en")
    send()
    _text, html = parts(smtp.mails[0])
    assert 'lang="en-CA"' in html


def test_an_address_that_does_not_exist_is_written_to_once(cast, smtp, thread, reply, deliver):
    smtp.refusals[cast.amina.user.email] = "550 5.1.1 Boîte inconnue"
    send()
    row = Delivery.objects.get()
    assert (row.state, row.error) == ("bounced", "550 5.1.1 Boîte inconnue")
    assert NotificationSettings.objects.get(person=cast.amina).refused_address == cast.amina.user.email
    replies.post_reply(by=cast.chloe, thread=thread, body="Autre chose.", at=SOON)
    deliver()
    assert Delivery.objects.filter(person=cast.amina).count() == 1
    preferences.save_settings(person=cast.amina, at=SOON)
    assert NotificationSettings.objects.get(person=cast.amina).refused_address == ""


@pytest.mark.parametrize("answer", ["550 5.7.1 Relais refusé", "452 4.2.2 Boîte pleine", "450 Plus tard"])
def test_any_other_refusal_is_tried_again_later_under_the_same_number(cast, smtp, reply, answer):
    smtp.refusals[cast.amina.user.email] = answer
    assert send() == 0
    row = Delivery.objects.get()
    assert (row.state, row.error, row.due_at) == ("due", answer, SOON + dt.timedelta(minutes=2))
    smtp.refusals.clear()
    assert send() == 0
    assert send(SOON + dt.timedelta(minutes=2)) == 1
    assert smtp.mails[0]["Message-ID"].startswith(f"<{row.mail}@")


def test_a_text_that_the_server_refuses_waits_too(cast, smtp, reply):
    smtp.data_answer = "554 5.6.0 Refusé"
    send()
    assert Delivery.objects.get().error == "554 5.6.0 Refusé"


def test_without_a_server_everything_waits(cast, smtp, settings, reply):
    settings.EMAIL_PORT = 1
    assert send() == 0
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.error) == ("due", 0, "")


def test_a_mail_that_cannot_be_drawn_stops_no_other(cast, smtp, thread, reply, deliver):
    following.follow_thread(by=cast.chloe, thread=thread, at=NOW)
    replies.post_reply(by=cast.bruno, thread=thread, body=f"@[x](membre:{cast.chloe.pk})", at=NOW)
    deliver()
    Notification.objects.filter(person=cast.chloe).update(data=[])
    assert send() == 1
    row = Delivery.objects.get(person=cast.chloe)
    assert (row.state, row.attempts, row.error) == ("due", 1, "AttributeError")


def test_one_connection_for_a_batch_and_the_same_reads_for_each(cast, smtp, world, thread, deliver):
    people = PersonFactory.create_batch(6)
    for person in people:
        memberships.add_member(by=cast.chloe, space=world.open, person=person, at=NOW)
        following.follow_thread(by=person, thread=thread, at=NOW)
    deliver()
    Notification.objects.all().delete()
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    deliver()
    before = smtp.connections
    with CaptureQueriesContext(connection) as queries:
        assert send(MORNING) == 7
    assert smtp.connections == before + 1
    assert len(queries) <= 7 * 16 + 10


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_somebody_else_holds_is_left_alone(cast, smtp):
    from activity.actions import deliveries

    mail, free = uuid.uuid4(), uuid.uuid4()
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(mail)])
            with deliveries.holding([mail, free]) as held:
                assert held == [free]
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    for _time in range(2):
        with deliveries.holding([mail, free]) as held:
            assert sorted(held) == sorted([mail, free])


def crowd(cast, world, thread, deliver, number=6):
    """So many followers of a thread by mail at once, and a reply to tell them of."""
    people = PersonFactory.create_batch(number)
    for person in people:
        memberships.add_member(by=cast.chloe, space=world.open, person=person, at=NOW)
        following.follow_thread(by=person, thread=thread, at=NOW)
        preferences.set_mail(person=person, kind="community.reply", cadence="now", at=NOW)
    deliver()
    Notification.objects.all().delete()
    replies.post_reply(by=cast.bruno, thread=thread, body="Une liste.", at=NOW)
    deliver()
    return people


def test_a_server_that_hangs_up_after_some_mails_gets_the_others_over_new_connections(cast, smtp, world, thread, deliver):
    smtp.most = 2
    people = crowd(cast, world, thread, deliver)
    assert send() == 7
    assert sorted(mail["To"] for mail in smtp.mails) == sorted(
        [cast.amina.user.email, *(person.user.email for person in people)]
    )
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 0)}
    assert smtp.connections == 4


def test_the_reads_do_not_grow_with_the_readers(cast, smtp, world, thread, deliver):
    counts = []
    installation()
    for number in (2, 8):
        point = transaction.savepoint()
        crowd(cast, world, thread, deliver, number)
        with CaptureQueriesContext(connection) as queries:
            assert send() == number + 1
        counts.append([query["sql"] for query in queries if "SELECT" in query["sql"][:8]])
        transaction.savepoint_rollback(point)
    assert len(counts[0]) == len(counts[1])


def test_a_quiet_hour_that_began_meanwhile_is_kept(cast, smtp, reply):
    """The server was away for the evening, or the hours were set after the mail was put together."""
    assert Delivery.objects.get().due_at < SOON
    smtp.refusals[cast.amina.user.email] = "450 Plus tard"
    assert send() == 0
    smtp.refusals.clear()
    night = dt.datetime(2026, 11, 3, 4, 0, tzinfo=dt.UTC)  # 23 h in Québec
    NotificationSettings.objects.create(person=cast.amina, quiet_from=dt.time(22), quiet_to=dt.time(7))
    assert send(night) == 0
    row = Delivery.objects.get()
    assert (row.state, row.due_at) == ("due", dt.datetime(2026, 11, 3, 12, 0, tzinfo=dt.UTC))
    assert send(row.due_at) == 1


def test_who_muted_a_space_still_hears_by_mail_what_concerns_their_place(cast, world, smtp, deliver):
    event = EventFactory(
        space=world.open, organiser=cast.chloe, title="Atelier", starts_at=NOW + dt.timedelta(days=9),
        ends_at=NOW + dt.timedelta(days=9, hours=1),
    )  # fmt: skip
    registrations.register(by=cast.bruno, event=event, at=NOW)
    deliver()
    Notification.objects.all().delete()
    subscriptions.set_level(person=cast.bruno, target=world.open, level="none")
    events.cancel_event(by=cast.chloe, event=event, reason="La salle est prise.", at=NOW)
    deliver()
    send()
    assert ["Atelier" in subject(mail) for mail in smtp.to(cast.bruno.user.email)] == [True]
