"""What follows from what happens in the community: nudges to open pages, notices, search entries, evidence."""

from community.subscribers import departures, events, evidence, live, notices, search

__all__ = ["departures", "events", "evidence", "live", "notices", "search"]
