"""Following a thread or a space, and how much one hears of a space."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from activity.actions import subscriptions
from activity.enums import SubscriptionLevel
from community.models import Space, Thread
from people.models import Person


@transaction.atomic
def follow_thread(*, by: Person, thread: Thread, at: dt.datetime) -> bool:
    """Hear of new replies; True when that is new. The count on the thread moves with it."""
    created = subscriptions.follow(person=by, target=thread, level=SubscriptionLevel.ALL, at=at)
    if created:
        Thread.objects.filter(pk=thread.pk).update(follower_count=F("follower_count") + 1)
    return created


@transaction.atomic
def unfollow_thread(*, by: Person, thread: Thread) -> bool:
    """Hear of it no more; True when one did."""
    removed = subscriptions.unfollow(person=by, target=thread)
    if removed:
        Thread.objects.filter(pk=thread.pk).update(follower_count=Greatest(F("follower_count") - 1, 0))
    return removed


@transaction.atomic
def set_space_level(*, by: Person, space: Space, level: SubscriptionLevel | str, at: dt.datetime) -> None:
    """How much one hears of a space: everything live, mentions, the digest, nothing."""
    subscriptions.follow(person=by, target=space, level=SubscriptionLevel(level), at=at)
    subscriptions.set_level(person=by, target=space, level=SubscriptionLevel(level))
