"""What follows from what happens in the community: nudges to open pages, notices, search entries, evidence."""

from community.subscribers import departures, evidence, live, notices, search

__all__ = ["departures", "evidence", "live", "notices", "search"]
