"""Who follows what."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model

from activity.enums import SubscriptionLevel
from activity.models import Subscription
from activity.queries.targets import Ref, TargetCard, cards_of, ref_of, target_kinds
from people.models import Person
from people.models.persons import PersonQuerySet


def is_following(person: Person, target: Model | Ref) -> bool:
    return level_of(person, target) is not None


def level_of(person: Person, target: Model | Ref) -> SubscriptionLevel | None:
    """How much the person hears of it; None: does not follow."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id)
    level = rows.values_list("level", flat=True).first()
    return SubscriptionLevel(level) if level else None


def followed_among(person: Person, targets: Iterable[Model | Ref]) -> set[Ref]:
    """Those of the targets that the person follows, in one query."""
    refs = {ref_of(target) for target in targets}
    rows = Subscription.objects.filter(person=person, object_id__in=[ref.object_id for ref in refs])
    return {Ref(*row) for row in rows.values_list("content_type_id", "object_id")} & refs


def recipients_of(target: Model | Ref, *, levels: Iterable[SubscriptionLevel] = (SubscriptionLevel.ALL,)) -> list[int]:
    """Ids of people who follow the target at one of these levels: « all » hears everything in the application."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(content_type=ref.type_id, object_id=ref.object_id, level__in=list(levels))
    return list(rows.values_list("person_id", flat=True))


def muted_among(target: Model | Ref, person_ids: Iterable[int]) -> set[int]:
    """Those of these people who asked to hear nothing of the target, mentions included."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(
        content_type=ref.type_id, object_id=ref.object_id, level=SubscriptionLevel.NONE, person__in=list(person_ids)
    )
    return set(rows.values_list("person_id", flat=True))


def followers_of(target: Model | Ref) -> PersonQuerySet:
    """Active members who follow the target, muted ones too."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(content_type=ref.type_id, object_id=ref.object_id)
    return Person.objects.active().filter(pk__in=rows.values("person"))


@dataclass(frozen=True)
class Followed:
    """One line of « Mes abonnements »."""

    ref: Ref
    level: str
    card: TargetCard


@dataclass(frozen=True)
class FollowedGroup:
    """What one follows of one kind, by name."""

    key: str
    label: Any
    icon: str
    rows: list[Followed]


def followed_by(person: Person, limit: int = 500) -> list[FollowedGroup]:
    """Everything the person follows and may still see, grouped by kind; the newest `limit` of it."""
    newest = Subscription.objects.filter(person=person).order_by("-created_at", "-id")[:limit]
    levels = {Ref(row.content_type_id, row.object_id): row.level for row in newest}
    cards = cards_of(levels, person)
    rows = [Followed(ref, level, cards[ref]) for ref, level in levels.items() if ref in cards]
    place = {kind.key: number for number, kind in enumerate(target_kinds)}
    rows.sort(key=lambda row: (place[row.ref.key], row.card.label.casefold(), row.ref.object_id))
    return [
        FollowedGroup(key, target_kinds[key].label, target_kinds[key].icon, list(members))
        for key, members in groupby(rows, key=lambda row: row.ref.key)
    ]
