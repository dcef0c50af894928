"""What the community adds to the pages of the apps below."""

from community.panels import activity, competencies, events, first_visit, home, next_steps, personal_data, practices, profile

__all__ = [
    "activity",
    "competencies",
    "events",
    "first_visit",
    "home",
    "next_steps",
    "personal_data",
    "practices",
    "profile",
]
