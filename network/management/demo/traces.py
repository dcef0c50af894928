"""What people left behind: what they follow, how far they have read, notices that they saw."""

import datetime as dt
from random import Random

from activity.actions import deliveries
from activity.actions.subscriptions import follow
from activity.enums import CancelReason, DeliveryState
from activity.models import Delivery, Notification
from community.actions.reading import mark_read
from community.models import Membership, Space, Thread
from competencies.models import Evidence
from network.management.demo.people import NEWCOMER
from network.management.demo.story import World

FRESH = dt.timedelta(days=2)
NEW_NOTICES = dt.timedelta(days=6)


def load_follows(world: World, random: Random) -> int:
    """Each new person follows two topics of own spaces, one competency of the ledger and one colleague."""
    made = 0
    people = list(world.people.values())
    for key in sorted(world.new_people - {NEWCOMER}):
        person = world.people[key]
        spaces = Space.objects.filter(memberships__person=person).prefetch_related("topics")
        topics = sorted({topic for space in spaces for topic in space.topics.all()}, key=lambda topic: topic.pk)
        evidence = list(Evidence.objects.filter(person=person).select_related("competency").order_by("pk")[:6])
        chosen = [*random.sample(topics, min(2, len(topics))), random.choice(people)]
        chosen += [random.choice(evidence).competency] if evidence else []
        at = max(world.ago(random.uniform(3, 90)), person.joined_at)
        made += sum(follow(person=person, target=target, at=at) for target in chosen if target != person)
    return made


def load_reading(world: World, random: Random) -> int:
    """New people have read most of what is older than two days in their spaces, and every older notice."""
    marks = 0
    for key in sorted(world.new_people - {NEWCOMER}):
        person = world.people[key]
        mine = Membership.objects.filter(person=person).values("space")
        old = Thread.objects.filter(space__in=mine, deleted_at=None, last_activity_at__lt=world.now - FRESH)
        for thread in old.order_by("pk"):
            if random.random() < 0.85:
                seen = {"last_reply_id": thread.last_reply_id, "reply_count": thread.reply_count}
                mark_read(by=person, thread=thread, at=world.ago(1.2), **seen)
                marks += 1
    ids = [world.people[key].pk for key in world.new_people]
    seen = Notification.objects.filter(person__in=ids, read_at=None, created_at__lt=world.now - NEW_NOTICES)
    read = list(seen.values_list("pk", flat=True))
    seen.update(seen_at=world.now - FRESH, read_at=world.now - FRESH)
    deliveries.cancel(notification_ids=read, why=CancelReason.READ, at=world.now - FRESH)
    _send_the_rest_now(world)
    return marks


def _send_the_rest_now(world: World) -> None:
    """Mails of the last days were due before there was a server: they leave with the first turn, and nobody is late."""
    Delivery.objects.filter(state=DeliveryState.DUE, due_at__lt=world.now).update(due_at=world.now)
