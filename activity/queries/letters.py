"""One mail as its reader may read it at the moment it leaves: what it says, by place and thing, and what falls away."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from activity.enums import Cadence, CancelReason, DeliveryState
from activity.models import Delivery, Notification, NotificationSettings
from activity.queries import letter_readers as readers
from activity.queries.letter_readers import Known, about, place
from activity.queries.notification_kinds import Passage, notification_kinds
from activity.queries.notifications import NoticeGroup
from activity.queries.targets import Ref, TargetCard, target_kinds
from activity.rules.timing import welcome_at
from people.models import Person

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
    """Things of one place (a space); `ref` is None for what lives nowhere in particular. `followed`: its reader hears of it
    because they follow that place, so that leaving it out of their digests means something."""

    label: str
    url: str
    ref: Ref | None
    followed: bool = False
    things: list[Thing] = field(default_factory=list)


@dataclass
class Letter:
    """A mail that is due. `dropped`: deliveries that need no mail any more, by why; `kept`: those that it carries.

    `waits_until`: it is a quiet hour by now (the server of mails was away, or the hours changed).
    """

    mail: uuid.UUID
    person: Person
    address: str
    digest: bool
    attempts: int
    kept: list[int] = field(default_factory=list)
    dropped: dict[CancelReason, list[int]] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    more: int = 0
    waits_until: dt.datetime | None = None

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


def load_all(mails: Iterable[uuid.UUID], at: dt.datetime) -> dict[uuid.UUID, Letter]:
    """These mails with what their readers may read now; one of which nothing is due any more is left out.

    The number of queries does not grow with that of mails, but for kinds of things that read for one viewer at a time.
    """
    rows = list(
        Delivery.objects.filter(mail__in=list(mails), state=DeliveryState.DUE)
        .select_related("notification__actor", "person__user")
        .order_by("-notification__created_at", "-notification_id")
    )
    known = readers.known_of([row.notification for row in rows], {row.person for row in rows})
    by_mail: dict[uuid.UUID, list[Delivery]] = {}
    for row in rows:
        if row.mail is not None:
            by_mail.setdefault(row.mail, []).append(row)
    return {mail: _letter(mail, group, known, at) for mail, group in by_mail.items()}


def load(mail: uuid.UUID, at: dt.datetime) -> Letter | None:
    """One of them."""
    return load_all([mail], at).get(mail)


def _letter(mail: uuid.UUID, rows: list[Delivery], known: Known, at: dt.datetime) -> Letter:
    person = rows[0].person
    user = person.user
    letter = Letter(
        mail=mail,
        person=person,
        address=user.email if user is not None and user.is_active else "",
        digest=any(row.cadence != Cadence.NOW for row in rows),
        attempts=max(row.attempts for row in rows),
    )
    chosen = known.settings.get(person.pk)
    if why := _nobody_to_write_to(letter, chosen):
        letter.dropped[why] = [row.pk for row in rows]
        return letter
    _sort(letter, rows, known)
    if chosen is not None and letter.kept:
        letter.waits_until = welcome_at(at, chosen.timing, timezone.get_default_timezone())
    return letter


def _nobody_to_write_to(letter: Letter, chosen: NotificationSettings | None) -> CancelReason | None:
    if not letter.person.is_active:
        return CancelReason.CLOSED
    if not letter.address or (chosen is not None and chosen.refused_address == letter.address):
        return CancelReason.NO_ADDRESS
    if chosen is not None and not (chosen.email and (chosen.digest_on or not letter.digest)):
        return CancelReason.UNWANTED
    return None


def _sort(letter: Letter, rows: list[Delivery], known: Known) -> None:
    """Keep what the person may read and still wants, arranged; note what falls away and why."""
    cards, kept = known.cards.get(letter.person.pk, {}), []
    for row in rows:
        why = _why_not(row.notification, known, cards)
        if why is None:
            kept.append(row.notification)
            letter.kept.append(row.pk)
        else:
            letter.dropped.setdefault(why, []).append(row.pk)
    _arrange(letter, kept, cards, known.passages)
    levels = known.levels.get(letter.person.pk, {})
    for section in letter.sections:
        section.followed = section.ref in levels


def _why_not(notice: Notification, known: Known, cards: dict[Ref, TargetCard]) -> CancelReason | None:
    if notice.read_at is not None:
        return CancelReason.READ
    kind = notification_kinds.get(notice.kind)
    if kind is None or not known.reads(notice) or notice.pk not in known.passages:
        return CancelReason.CLOSED
    thing = about(notice)
    if notice.audience_id is None or thing is None:
        return None
    if thing.key in target_kinds and thing not in cards:
        return CancelReason.CLOSED
    return CancelReason.UNWANTED if not kind.always and known.mutes(notice) else None


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
        if (words := passages.get(notice.pk)) is not None and words.text and len(line.passages) < QUOTED:
            line.passages.append((notice, words))
    letter.sections = list(sections.values())


def _title(notice: Notification, cards: dict[Ref, TargetCard]) -> str:
    ref = about(notice)
    return cards[ref].label if ref in cards else str(notice.data.get("title") or "")  # type: ignore[index]
