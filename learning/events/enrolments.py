"""Seats in sessions: who asked, who got one, who came; and what becomes of the session."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class EnrolmentChanged(Event):
    """One enrolment went from a state to another (values of EnrolmentState; `before` empty: it is new)."""

    enrolment_id: int
    session_id: int
    course_id: int
    person_id: int
    before: str
    after: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RequestRerouted(Event):
    """A request is asked of somebody else than before."""

    enrolment_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class SessionChanged(Event):
    """Dates, place, link or minimum of a session changed; `what`: names of the fields."""

    session_id: int
    course_id: int
    what: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SessionCancelled(Event):
    session_id: int
    course_id: int
    person_ids: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SessionSure(Event):
    """The session takes place: its minimum was reached, or a trainer says so."""

    session_id: int
    course_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class SessionDue(Event):
    """It begins in two days."""

    session_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class SessionMessageSent(Event):
    """A trainer wrote to the people of a session."""

    message_id: int
    session_id: int
    by_id: int
