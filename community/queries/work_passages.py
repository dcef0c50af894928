"""What a mail may quote of a sheet, an event, its recap or words of welcome that name somebody (threads: `passages.py`)."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from activity.queries.notification_kinds import Passage
from community.enums import EventState, PracticeState
from community.models import Event, PracticePage, Space
from community.models.practices import SECTIONS
from core.markdown import mentioned_ids, plain
from people.models import AudienceMember
from people.queries.audiences import network_audience_id

if TYPE_CHECKING:
    from activity.models import Notification

LENGTH = 400
Work = PracticePage | Event | Space


def of_work(told: "Iterable[tuple[Notification, int]]") -> dict[int, Passage]:
    """By the notice's id, from (notice, id of its reader), for facts like `practice:4:2`, `event:3:new` or
    `event:3:followed-up:recap` or `welcome:7`: the part of the sheet that names the reader, the description, the recap, the
    words of welcome.

    What readers do not get any more, or is not open to this one, is left out. At most four queries, none for other facts.
    """
    asked = [(notice.pk, reader, notice.event_key.split(":")) for notice, reader in told]
    asked = [row for row in asked if row[2][0] in _FOUND and len(row[2]) > 1 and row[2][1].isdigit()]
    things: dict[tuple[str, int], Work] = {}
    for what, find in _FOUND.items():
        numbers = {int(key[1]) for _pk, _reader, key in asked if key[0] == what}
        things |= {(what, thing.pk): thing for thing in find(numbers)} if numbers else {}
    reads = _readers({_circle(thing) for thing in things.values()}, {reader for _pk, reader, _key in asked})
    found = {}
    for pk, reader, key in asked:
        thing = things.get((key[0], int(key[1])))
        if thing is not None and (reader, _circle(thing)) in reads:
            found[pk] = Passage(plain(_text(thing, reader, key), LENGTH), getattr(thing, "language", "fr"))
    return found


def _sheets(ids: set[int]) -> Iterable[PracticePage]:
    return PracticePage.objects.filter(pk__in=ids, state__in=[PracticeState.PUBLISHED, PracticeState.ARCHIVED])


def _events(ids: set[int]) -> Iterable[Event]:
    return Event.objects.filter(pk__in=ids, state=EventState.PUBLISHED).select_related("space")


def _spaces(ids: set[int]) -> Iterable[Space]:
    return Space.objects.filter(pk__in=ids)


_FOUND: dict[str, Callable[[set[int]], Iterable[Work]]] = {"practice": _sheets, "event": _events, "welcome": _spaces}


def _circle(thing: Work) -> int:
    return thing.space.audience_id if isinstance(thing, Event) else thing.audience_id


def _readers(circles: set[int], people: set[int]) -> set[tuple[int, int]]:
    """(person, audience) of closed audiences; everybody for the network's."""
    network = network_audience_id()
    rows = AudienceMember.objects.filter(audience__in=circles - {network}, person__in=people)
    found = set(rows.values_list("person_id", "audience_id")) if circles - {network} else set()
    return found | {(person, network) for person in people}


def _text(thing: Work, reader: int, key: list[str]) -> str:
    if isinstance(thing, Event):
        return thing.recap if "followed-up" in key else thing.body or thing.summary
    if isinstance(thing, Space):
        return thing.welcome
    parts = (getattr(thing, name) for name in SECTIONS)
    return next((part for part in parts if reader in mentioned_ids(part)), thing.result_line)
