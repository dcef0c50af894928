"""What happens to events of a space and to registrations, in the past tense. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventPublished(Event):
    event_id: int
    space_id: int
    organiser_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventChanged(Event):
    """`changes`: names of what those who come must know (rules.events.TOLD); empty when only the text changed.
    `mentioned_ids`: who is named in the text and was not before."""

    event_id: int
    space_id: int
    by_id: int
    changes: tuple[str, ...] = ()
    mentioned_ids: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventCancelled(Event):
    event_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventDue(Event):
    """It begins soon. `notice`: « day » or « hour »."""

    event_id: int
    space_id: int
    notice: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class EventFollowedUp(Event):
    """A recording or a recap was written. `new`: which of « recording », « recap » are there for the first time.
    `mentioned_ids`: who is named in the recap and was not before."""

    event_id: int
    space_id: int
    by_id: int
    new: tuple[str, ...]
    mentioned_ids: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class AttendanceMarked(Event):
    """Who manages the event said who came. `person_ids`: those who did."""

    event_id: int
    person_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegistrationChanged(Event):
    """`before` and `after`: states of RegistrationState, "" before the first. `by_id`: None when a place became free by
    itself (promotion), the person when they did it alone."""

    registration_id: int
    event_id: int
    space_id: int
    person_id: int
    by_id: int | None
    before: str
    after: str
