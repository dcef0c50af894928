"""What many mails have to know of their readers before they leave: read for all of them at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from activity.enums import SubscriptionLevel
from activity.models import Notification, NotificationSettings, Subscription
from activity.queries.notification_kinds import Passage, notification_kinds, passages_of
from activity.queries.targets import Ref, TargetCard, cards_of_many
from people.models import AudienceMember, Person
from people.queries.audiences import network_audience_id


@dataclass(frozen=True)
class Known:
    """All by the number of a person, but `passages`, by that of a notice: what may be quoted, None for a kind that quotes
    nothing, missing when the thing is not there for its reader. `audiences`: closed ones, as (person, audience)."""

    network: int
    settings: dict[int, NotificationSettings] = field(default_factory=dict)
    audiences: set[tuple[int, int]] = field(default_factory=set)
    levels: dict[int, dict[Ref, str]] = field(default_factory=dict)
    cards: dict[int, dict[Ref, TargetCard]] = field(default_factory=dict)
    passages: dict[int, Passage | None] = field(default_factory=dict)

    def reads(self, notice: Notification) -> bool:
        """Whether its person still belongs to its audience."""
        number = notice.audience_id
        return number is None or number == self.network or (notice.person_id, number) in self.audiences

    def mutes(self, notice: Notification) -> bool:
        """Whether its person wants to hear nothing of its thing; the thing's own level wins over that of its place."""
        levels, thing, holder = self.levels.get(notice.person_id, {}), about(notice), place(notice)
        level = (levels.get(thing) if thing else None) or (levels.get(holder) if holder else None)
        return level == SubscriptionLevel.NONE


def about(notice: Notification) -> Ref | None:
    """The thing of a notice."""
    return Ref(notice.content_type_id, notice.object_id) if notice.content_type_id and notice.object_id else None


def place(notice: Notification) -> Ref | None:
    """What holds the thing."""
    inside = notice.data.get("in")
    return Ref(*inside) if isinstance(inside, list) and len(inside) == 2 else None


def known_of(notices: Sequence[Notification], people: Collection[Person]) -> Known:
    """`notices`, with their person and actor loaded, to these people."""
    numbers = [person.pk for person in people]
    wanted: dict[int, set[Ref]] = {number: set() for number in numbers}
    for notice in notices:
        wanted[notice.person_id].update(ref for ref in (about(notice), place(notice)) if ref is not None)
    closed = {notice.audience_id for notice in notices} - {None, network_audience_id()}
    members = AudienceMember.objects.filter(person__in=numbers, audience__in=closed) if closed else None
    return Known(
        network=network_audience_id(),
        settings={row.person_id: row for row in NotificationSettings.objects.filter(person__in=numbers)},
        audiences=set(members.values_list("person_id", "audience_id")) if members is not None else set(),
        levels=_levels(wanted),
        cards=cards_of_many({person: wanted[person.pk] for person in people}),
        passages=_passages(notices),
    )


def _levels(wanted: dict[int, set[Ref]]) -> dict[int, dict[Ref, str]]:
    refs = set().union(*wanted.values())
    rows = Subscription.objects.filter(
        person__in=list(wanted),
        content_type__in={ref.type_id for ref in refs},
        object_id__in={ref.object_id for ref in refs},
    )
    found: dict[int, dict[Ref, str]] = {}
    for person, type_id, object_id, level in rows.values_list("person_id", "content_type_id", "object_id", "level"):
        found.setdefault(person, {})[Ref(type_id, object_id)] = level
    return found


def _passages(notices: Iterable[Notification]) -> dict[int, Passage | None]:
    found: dict[int, Passage | None] = {}
    by_reader: dict[Any, list[Notification]] = {}
    for notice in notices:
        kind = notification_kinds.get(notice.kind)
        by_reader.setdefault(passages_of(kind) if kind is not None else None, []).append(notice)
    for read, group in by_reader.items():
        if read is None:
            found |= dict.fromkeys((notice.pk for notice in group), None)
        elif many := getattr(read, "for_readers", None):
            found |= many(group)
        else:
            found |= _one_by_one(read, group)
    return found


def _one_by_one(read: Any, notices: Iterable[Notification]) -> dict[int, Passage]:
    by_person: dict[Person, list[Notification]] = {}
    for notice in notices:
        by_person.setdefault(notice.person, []).append(notice)
    found: dict[int, Passage] = {}
    for person, group in by_person.items():
        found |= read(group, person)
    return found
