"""Who follows what."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model

from activity.enums import SubscriptionLevel
from activity.models import Subscription
from activity.queries.targets import Ref, TargetCard, cards_of, ref_of, target_kinds
from core.pagination import make_cursor, read_cursor
from core.rules.text import fold, sort_key
from people.models import Person
from people.models.persons import PersonQuerySet

MOST, ON_A_PAGE = 2000, 60


def is_following(person: Person, target: Model | Ref) -> bool:
    return level_of(person, target) is not None


def level_of(person: Person, target: Model | Ref) -> SubscriptionLevel | None:
    """How much the person hears of it; None: does not follow."""
    ref = ref_of(target)
    rows = Subscription.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id)
    level = rows.values_list("level", flat=True).first()
    return SubscriptionLevel(level) if level else None


def levels_among(person: Person, targets: Iterable[Model | Ref]) -> dict[Ref, str]:
    """Of the targets that the person follows: how much they hear of each, in one query."""
    refs = {ref_of(target) for target in targets}
    rows = Subscription.objects.filter(person=person, object_id__in=[ref.object_id for ref in refs])
    found = {Ref(*row[:2]): row[2] for row in rows.values_list("content_type_id", "object_id", "level")}
    return {ref: level for ref, level in found.items() if ref in refs}


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


@dataclass(frozen=True)
class FollowedPage:
    """One page of « Mes abonnements »; `kinds`: key, label, how many, of everything that the words keep."""

    groups: list[FollowedGroup]
    kinds: list[tuple[str, Any, int]]
    next_cursor: str
    total: int


def page(
    person: Person, *, text: str = "", kind: str = "", level: str = "", cursor: str | None = None, size: int = ON_A_PAGE
) -> FollowedPage:
    """What the person follows and may still see, by kind and name, narrowed to words, a kind, a level; at most MOST of it.

    Names live in other apps, so they are read first (one query per kind) and put in order here; pages go by key.
    """
    newest = Subscription.objects.filter(person=person).order_by("-created_at", "-id")
    levels = {Ref(row.content_type_id, row.object_id): row.level for row in newest[:MOST]}
    cards = cards_of(levels, person)
    words = fold(text).split()[:5]
    rows = [
        Followed(ref, level_of_it, cards[ref])
        for ref, level_of_it in levels.items()
        if ref in cards and (not level or level_of_it == level) and _has(cards[ref], words)
    ]
    kinds = [(one.key, one.label, sum(row.ref.key == one.key for row in rows)) for one in target_kinds]
    shown = sorted((row for row in rows if not kind or row.ref.key == kind), key=_place)
    after = read_cursor(cursor) if cursor else None
    if after is not None and len(after) == 3:
        shown = [row for row in shown if _place(row) > (after[0], after[1], after[2])]
    cursor = make_cursor(list(_place(shown[size - 1]))) if len(shown) > size else ""
    return FollowedPage(_groups(shown[:size]), [row for row in kinds if row[2]], cursor, len(rows))


def followed_by(person: Person) -> list[FollowedGroup]:
    """Everything on one page, by kind and name, up to MOST."""
    return page(person, size=MOST).groups


def _groups(rows: list[Followed]) -> list[FollowedGroup]:
    return [
        FollowedGroup(key, target_kinds[key].label, target_kinds[key].icon, list(members))
        for key, members in groupby(rows, key=lambda row: row.ref.key)
    ]


def _has(card: TargetCard, words: list[str]) -> bool:
    whole = fold(f"{card.label} {card.note}")
    return all(word in whole for word in words)


def _place(row: Followed) -> tuple[int, str, int]:
    return (target_kinds[row.ref.key].order, sort_key(row.card.label), row.ref.object_id)
