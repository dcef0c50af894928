"""What follows from events, one noun per module. In a worker; each handler may run twice."""

from learning.subscribers import (
    campaigns,
    contributions,
    courses,
    enrolments,
    estimates,
    interventions,
    lessons,
    needs,
    plans,
    ratings,
    shares,
)

__all__ = [
    "campaigns",
    "contributions",
    "courses",
    "enrolments",
    "estimates",
    "interventions",
    "lessons",
    "needs",
    "plans",
    "ratings",
    "shares",
]
