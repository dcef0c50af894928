"""What a mail may quote of a sheet, an event or its recap in which somebody is named (texts of threads: `passages.py`)."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from activity.queries.notification_kinds import Passage
from community.enums import EventState, PracticeState
from community.models import Event, PracticePage
from community.models.practices import SECTIONS
from core.markdown import mentioned_ids, plain
from people.models import AudienceMember
from people.queries.audiences import network_audience_id

if TYPE_CHECKING:
    from activity.models import Notification

LENGTH = 400


def of_work(told: "Iterable[tuple[Notification, int]]") -> dict[int, Passage]:
    """By the notice's id, from (notice, id of its reader), for facts like `practice:4:2`, `event:3:new` or
    `event:3:followed-up:recap`: the part of the sheet that names the reader, the description, the recap.

    What readers do not get any more, or is not open to this one, is left out. At most three queries, none for other facts.
    """
    asked = [(notice.pk, reader, notice.event_key.split(":")) for notice, reader in told]
    asked = [row for row in asked if row[2][0] in ("practice", "event") and len(row[2]) > 2 and row[2][1].isdigit()]
    if not asked:
        return {}
    sheets = _sheets({int(key[1]) for _pk, _reader, key in asked if key[0] == "practice"})
    events = _events({int(key[1]) for _pk, _reader, key in asked if key[0] == "event"})
    circles = {one.audience_id for one in sheets.values()} | {one.space.audience_id for one in events.values()}
    reads = _readers(circles, {reader for _pk, reader, _key in asked})
    return dict(_quoted(asked, sheets, events, reads))


def _sheets(ids: set[int]) -> dict[int, PracticePage]:
    shown = [PracticeState.PUBLISHED, PracticeState.ARCHIVED]
    return {page.pk: page for page in PracticePage.objects.filter(pk__in=ids, state__in=shown)} if ids else {}


def _events(ids: set[int]) -> dict[int, Event]:
    rows = Event.objects.filter(pk__in=ids, state=EventState.PUBLISHED).select_related("space") if ids else ()
    return {event.pk: event for event in rows}


def _readers(circles: set[int], people: set[int]) -> set[tuple[int, int]]:
    """(person, audience) of closed audiences; everybody for the network's."""
    network = network_audience_id()
    rows = AudienceMember.objects.filter(audience__in=circles - {network}, person__in=people)
    found = set(rows.values_list("person_id", "audience_id")) if circles - {network} else set()
    return found | {(person, network) for person in people}


def _quoted(
    asked: list[tuple[int, int, list[str]]],
    sheets: dict[int, PracticePage],
    events: dict[int, Event],
    reads: set[tuple[int, int]],
) -> Iterator[tuple[int, Passage]]:
    for pk, reader, (what, number, *rest) in asked:
        sheet, event = sheets.get(int(number)), events.get(int(number))
        if what == "practice" and sheet is not None and (reader, sheet.audience_id) in reads:
            yield pk, Passage(plain(_part_naming(reader, sheet), LENGTH), sheet.language)
        elif what == "event" and event is not None and (reader, event.space.audience_id) in reads:
            text = event.recap if rest[0] == "followed-up" else event.body
            yield pk, Passage(plain(text, LENGTH), event.language)


def _part_naming(reader: int, sheet: PracticePage) -> str:
    parts = (getattr(sheet, name) for name in SECTIONS)
    return next((part for part in parts if reader in mentioned_ids(part)), sheet.result_line)
