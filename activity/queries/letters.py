"""One mail as its reader may read it at the moment it leaves: what it says, by place and thing, and what falls away."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from activity.enums import Cadence, CancelReason, DeliveryState, SubscriptionLevel
from activity.models import Delivery, Notification, NotificationSettings, Subscription
from activity.queries.notification_kinds import Passage, notification_kinds, passages_of
from activity.queries.notifications import NoticeGroup
from activity.queries.targets import Ref, TargetCard, cards_of, target_kinds
from people.models import Person
from people.queries.audiences import audience_ids

QUOTED = 3
THINGS = 30


@dataclass
class Line:
    """Notices of one kind about one thing: one sentence, and what it may quote of the newest."""

    group: NoticeGroup
    passages: list[tuple[Notification, Passage]] = field(default_factory=list)


@dataclass
class Thing:
    """What a part of a mail is about. `url`: where « Ouvrir » leads, a path of this site."""

    title: str
    url: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Section:
    """Things of one place (a space); `ref` is None for what lives nowhere in particular."""

    label: str
    url: str
    ref: Ref | None
    things: list[Thing] = field(default_factory=list)


@dataclass
class Letter:
    """A mail that is due. `dropped`: deliveries that need no mail any more, by why; `kept`: those that it carries."""

    mail: uuid.UUID
    person: Person
    address: str
    digest: bool
    attempts: int
    kept: list[int] = field(default_factory=list)
    dropped: dict[CancelReason, list[int]] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    more: int = 0

    @property
    def things(self) -> list[Thing]:
        return [thing for section in self.sections for thing in section.things]

    @property
    def lines(self) -> list[Line]:
        return [line for thing in self.things for line in thing.lines]


def mails_due(at: dt.datetime, limit: int = 200) -> list[uuid.UUID]:
    """Mails that may leave now, the longest waiting first."""
    rows = Delivery.objects.filter(state=DeliveryState.DUE, due_at__lte=at).exclude(mail=None)
    found = rows.order_by("due_at", "pk").values_list("mail", flat=True)[: limit * 4]
    return list(dict.fromkeys(mail for mail in found if mail is not None))[:limit]


def load(mail: uuid.UUID) -> Letter | None:
    """The mail with what its reader may read now; None when nothing of it is due any more."""
    rows = list(
        Delivery.objects.filter(mail=mail, state=DeliveryState.DUE)
        .select_related("notification__actor", "person__user")
        .order_by("-notification__created_at", "-notification_id")
    )
    if not rows:
        return None
    person = rows[0].person
    user = person.user
    letter = Letter(
        mail=mail,
        person=person,
        address=user.email if user is not None and user.is_active else "",
        digest=any(row.cadence != Cadence.NOW for row in rows),
        attempts=max(row.attempts for row in rows),
    )
    if why := _nobody_to_write_to(letter):
        letter.dropped[why] = [row.pk for row in rows]
        return letter
    _sort(letter, rows)
    return letter


def _nobody_to_write_to(letter: Letter) -> CancelReason | None:
    if not letter.person.is_active:
        return CancelReason.CLOSED
    chosen = NotificationSettings.objects.filter(person=letter.person).first()
    if not letter.address or (chosen is not None and chosen.refused_address == letter.address):
        return CancelReason.NO_ADDRESS
    if chosen is not None and not (chosen.email and (chosen.digest_on or not letter.digest)):
        return CancelReason.UNWANTED
    return None


def _sort(letter: Letter, rows: list[Delivery]) -> None:
    """Keep what the person may read and still wants, arranged; note what falls away and why."""
    notices = [row.notification for row in rows]
    passages, cards = _passages(notices, letter.person), cards_of(_refs(notices), letter.person)
    levels, readable = _levels(notices, letter.person), {None, *audience_ids(letter.person)}
    kept: list[Notification] = []
    for row in rows:
        notice = row.notification
        why = _why_not(notice, readable, cards, levels, passages)
        if why is None:
            kept.append(notice)
            letter.kept.append(row.pk)
        else:
            letter.dropped.setdefault(why, []).append(row.pk)
    _arrange(letter, kept, cards, passages)


def about(notice: Notification) -> Ref | None:
    """The thing of a notice."""
    return Ref(notice.content_type_id, notice.object_id) if notice.content_type_id and notice.object_id else None


def place(notice: Notification) -> Ref | None:
    """What holds the thing."""
    inside = notice.data.get("in")
    return Ref(*inside) if isinstance(inside, list) and len(inside) == 2 else None


def _refs(notices: Iterable[Notification]) -> set[Ref]:
    return {ref for notice in notices for ref in (about(notice), place(notice)) if ref is not None}


def _passages(notices: list[Notification], person: Person) -> dict[int, Passage | None]:
    """By the notice's id: what may be quoted, None for a kind that quotes nothing; missing: not for this reader."""
    found: dict[int, Passage | None] = {}
    by_reader: dict[Any, list[Notification]] = {}
    for notice in notices:
        kind = notification_kinds.get(notice.kind)
        by_reader.setdefault(passages_of(kind) if kind is not None else None, []).append(notice)
    for read, group in by_reader.items():
        found |= dict.fromkeys((notice.pk for notice in group), None) if read is None else read(group, person)
    return found


def _levels(notices: list[Notification], person: Person) -> dict[Ref, str]:
    refs = _refs(notices)
    rows = Subscription.objects.filter(person=person, object_id__in={ref.object_id for ref in refs})
    found = {Ref(*row[:2]): row[2] for row in rows.values_list("content_type_id", "object_id", "level")}
    return {ref: level for ref, level in found.items() if ref in refs}


def _why_not(
    notice: Notification,
    readable: set[int | None],
    cards: dict[Ref, TargetCard],
    levels: dict[Ref, str],
    passages: dict[int, Passage | None],
) -> CancelReason | None:
    if notice.read_at is not None:
        return CancelReason.READ
    if notice.kind not in notification_kinds or notice.audience_id not in readable or notice.pk not in passages:
        return CancelReason.CLOSED
    thing, holder = about(notice), place(notice)
    if notice.audience_id is None or thing is None:
        return None
    if thing.key in target_kinds and thing not in cards:
        return CancelReason.CLOSED
    level = levels.get(thing) or (levels.get(holder) if holder else None)
    return CancelReason.UNWANTED if level == SubscriptionLevel.NONE else None


def _arrange(
    letter: Letter, notices: list[Notification], cards: dict[Ref, TargetCard], passages: dict[int, Passage | None]
) -> None:
    """Sections by place, things in the order of their newest notice, one line per kind."""
    sections: dict[Any, Section] = {}
    things: dict[Any, Thing] = {}
    lines: dict[Any, Line] = {}
    for notice in notices:
        kind = notification_kinds[notice.kind]
        thing_ref, holder = about(notice), place(notice)
        key: Any = thing_ref or notice.pk
        if key not in things:
            if len(things) >= THINGS:
                letter.more += 1
                continue
            things[key] = Thing(_title(notice, cards), notice.url)
            where = holder if holder in cards else str(kind.group)
            if where not in sections:
                card = cards[holder] if holder in cards else TargetCard(str(kind.group), "")  # type: ignore[index]
                sections[where] = Section(card.label, card.url, holder if holder in cards else None)
            sections[where].things.append(things[key])
        if (key, kind.key) not in lines:
            lines[key, kind.key] = Line(NoticeGroup(kind))
            things[key].lines.append(lines[key, kind.key])
        line = lines[key, kind.key]
        line.group.notices.append(notice)
        if (words := passages.get(notice.pk)) is not None and len(line.passages) < QUOTED:
            line.passages.append((notice, words))
    letter.sections = list(sections.values())


def _title(notice: Notification, cards: dict[Ref, TargetCard]) -> str:
    ref = about(notice)
    return cards[ref].label if ref in cards else str(notice.data.get("title") or "")  # type: ignore[index]
