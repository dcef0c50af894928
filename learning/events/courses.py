"""The catalogue, and courses brought to their end."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class CoursePublished(Event):
    """A course entered the catalogue."""

    course_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class CourseRetired(Event):
    course_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class CourseTaken(Event):
    """A person attended a session, or completed a course at their own pace. `passed`: an assessment was passed."""

    course_id: int
    person_id: int
    passed: bool
    source_key: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class CourseChanged(Event):
    """Its text changed, whatever its state."""

    course_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class CourseRated(Event):
    """Somebody who took it gave, changed or took back an opinion."""

    course_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class WishesMet(Event):
    """A course, or a new session of it, answers what was wished for; `wish_ids` belong to the people to tell."""

    course_id: int
    wish_ids: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SessionAnnounced(Event):
    """A course will be given once more; requests are taken."""

    session_id: int
    course_id: int
