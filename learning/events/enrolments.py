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
class SeatsFreed(Event):
    """Seats of a session may go to people who wait."""

    session_id: int


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
