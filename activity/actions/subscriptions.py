"""Following and leaving off, and how much one hears."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection
from django.db.models import Model, Q

from activity.enums import SubscriptionLevel
from activity.models import Subscription
from activity.queries.targets import Ref, first_level_of, ref_of
from core.database import prepared
from people.models import Person

BATCH = 5000


_FOLLOW = """
INSERT INTO activity_subscription (person_id, content_type_id, object_id, level, created_at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (person_id, content_type_id, object_id) DO NOTHING
"""


@prepared
def follow(*, person: Person, target: Model | Ref, level: SubscriptionLevel | str | None = None, at: dt.datetime) -> bool:
    """Follow, at the kind's first level unless another is said; True when that is new. Who follows already keeps theirs."""
    ref = ref_of(target)
    with connection.cursor() as cursor:
        cursor.execute(
            _FOLLOW, [person.pk, ref.type_id, ref.object_id, SubscriptionLevel(level or first_level_of(ref)).value, at]
        )
        return bool(cursor.rowcount)


def unfollow(*, person: Person, target: Model | Ref) -> bool:
    """Follow no more; True when one did."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id)
    return bool(rows.delete()[0])


def set_level(*, person: Person, target: Model | Ref, level: SubscriptionLevel | str) -> bool:
    """How much one hears of what one follows; False when one does not follow it."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id)
    return bool(rows.update(level=SubscriptionLevel(level)))


def set_levels(*, person: Person, targets: Iterable[Ref], level: SubscriptionLevel | str) -> int:
    """The same for several things that the person follows, one statement; returns how many."""
    wanted = Q()
    for ref in targets:
        wanted |= Q(content_type=ref.type_id, object_id=ref.object_id)
    if not wanted:
        return 0
    return Subscription.objects.filter(wanted, person=person).update(level=SubscriptionLevel(level))


def mute(*, person: Person, target: Model | Ref, at: dt.datetime) -> bool:
    """Hear nothing of it, followed before or not; True when that is new. `unfollow` takes it back."""
    ref = ref_of(target)
    values = {"person": person, "content_type_id": ref.type_id, "object_id": ref.object_id}
    row, created = Subscription.objects.get_or_create(**values, defaults={"level": SubscriptionLevel.NONE, "created_at": at})
    if not created and row.level != SubscriptionLevel.NONE:
        Subscription.objects.filter(pk=row.pk).update(level=SubscriptionLevel.NONE)
        return True
    return created


def follow_many(
    *,
    person_ids: Iterable[int],
    target: Model | Ref,
    level: SubscriptionLevel | str = SubscriptionLevel.ALL,
    at: dt.datetime,
) -> None:
    """The same for many people in bulk, for imports and loading."""
    ref = ref_of(target)
    rows = [
        Subscription(
            person_id=number,
            content_type_id=ref.type_id,
            object_id=ref.object_id,
            level=SubscriptionLevel(level),
            created_at=at,
        )
        for number in sorted(set(person_ids))
    ]
    Subscription.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def forget_target(*, target: Model | Ref) -> int:
    """The thing is gone for good: nobody follows it any more."""
    ref = ref_of(target)
    return Subscription.objects.filter(content_type=ref.type_id, object_id=ref.object_id).delete()[0]
