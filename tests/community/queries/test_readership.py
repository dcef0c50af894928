"""What many people may read, read at once, is what each of them may read, read alone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activity.models import Notification
from activity.queries.targets import cards_of, cards_of_many, ref_of, target_kinds
from community.actions import replies, threads
from community.models import Space, SpaceInvitation, Thread
from community.queries.passages import of_texts
from community.queries.readership import spaces_for, threads_for
from tests.cast import NOW
from tests.community.world import make_world
from tests.factories.activity import NotificationFactory


@pytest.fixture
def world(cast):
    world = make_world(cast)
    for space in (world.open, world.hidden):
        threads.post_thread(by=cast.chloe, space=space, title="Un fil", body="Du texte.", kind="discussion", at=NOW)
    Thread.objects.filter(pk=Thread.objects.latest("pk").pk - 1).update(deleted_at=NOW)
    for person, days in ((cast.david, 3), (cast.esther, -3)):
        SpaceInvitation.objects.create(
            space=world.hidden, person=person, invited_by=cast.chloe, created_at=NOW,
            expires_at=timezone.now() + dt.timedelta(days=days),
        )  # fmt: skip
    return world


def people(cast):
    return [person for _key, person in cast]


def test_threads_and_spaces(cast, world):
    ids, everybody = list(Thread.objects.values_list("pk", flat=True)), people(cast)
    numbers = [person.pk for person in everybody]
    assert {number: set(found) for number, found in threads_for(ids, numbers).items()} == {
        person.pk: set(Thread.objects.visible_to(person).values_list("pk", flat=True)) for person in everybody
    }
    spaces = list(Space.objects.values_list("pk", flat=True))
    found = spaces_for(spaces, numbers)
    assert {number: set(shown) for number, shown in found.items()} == {
        person.pk: set(Space.objects.findable_by(person).values_list("pk", flat=True)) for person in everybody
    }
    assert world.hidden.pk in found[cast.david.pk]
    assert world.hidden.pk not in found[cast.esther.pk]


def test_cards_of_every_kind_that_reads_for_many(cast, world):
    refs = [ref_of(one) for model in (Thread, Space) for one in model.objects.all()]
    assert {ref.key for ref in refs} == {kind.key for kind in target_kinds if hasattr(kind, "load_many")}
    wanted = dict.fromkeys(people(cast), refs)
    assert cards_of_many(wanted) == {person.pk: cards_of(refs, person) for person in people(cast)}


def test_passages(cast, world):
    thread = Thread.objects.filter(space=world.hidden, deleted_at=None).first()
    reply = replies.post_reply(by=cast.chloe, thread=thread, body="Une réponse.", at=NOW)
    Notification.objects.all().delete()
    for person in people(cast):
        for key in (f"thread:{thread.pk}", f"reply:{reply.pk}", f"accepted:{reply.pk}", "reply:0", "autre:chose"):
            NotificationFactory(person=person, event_key=key)
    notices = list(Notification.objects.select_related("person"))
    alone = {}
    for person in people(cast):
        alone |= of_texts([notice for notice in notices if notice.person_id == person.pk], person)
    with CaptureQueriesContext(connection) as queries:
        assert of_texts.for_readers(notices) == alone
    assert len(queries) == 3
    assert len(alone) == 3 * world.hidden.memberships.count()
