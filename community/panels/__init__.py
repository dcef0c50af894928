"""What the community adds to the pages of the apps below."""

from community.panels import (
    activity,
    catch_up,
    competencies,
    events,
    first_visit,
    gap_steps,
    home,
    my_questions,
    next_steps,
    personal_data,
    practice_feed,
    practice_files,
    practices,
    profile,
    space_data,
    step_kinds,
)

__all__ = [
    "activity",
    "catch_up",
    "competencies",
    "events",
    "first_visit",
    "gap_steps",
    "home",
    "my_questions",
    "next_steps",
    "personal_data",
    "practice_feed",
    "practice_files",
    "practices",
    "profile",
    "space_data",
    "step_kinds",
]
