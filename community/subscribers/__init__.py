"""What follows from what happens in the community: nudges to open pages, notices, search entries."""

from community.subscribers import departures, live, notices, search

__all__ = ["departures", "live", "notices", "search"]
