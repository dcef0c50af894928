"""What learning adds to the pages of other apps, one noun per module."""

from learning.panels import (
    campaigns,
    courses,
    diagnostics,
    enrolments,
    interventions,
    lessons,
    needs,
    personal_data,
    plan_files,
    plans,
    ratings,
    step_kinds,
)

__all__ = [
    "campaigns",
    "courses",
    "diagnostics",
    "enrolments",
    "interventions",
    "lessons",
    "needs",
    "personal_data",
    "plan_files",
    "plans",
    "ratings",
    "step_kinds",
]
