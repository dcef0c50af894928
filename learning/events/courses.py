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
