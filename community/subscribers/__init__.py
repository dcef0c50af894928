"""What follows from what happens in the community: nudges to open pages, notices, search entries, evidence."""

from community.subscribers import (
    catch_up,
    departures,
    events,
    evidence,
    invitations,
    library,
    live,
    mentions,
    notices,
    practice_cycle,
    practice_search,
    practices,
    reuses,
    routing,
    search,
    space_work,
)

__all__ = [
    "catch_up",
    "departures",
    "events",
    "evidence",
    "invitations",
    "library",
    "live",
    "mentions",
    "notices",
    "practice_cycle",
    "practice_search",
    "practices",
    "reuses",
    "routing",
    "search",
    "space_work",
]
