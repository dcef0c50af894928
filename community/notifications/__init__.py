"""Kinds of notices of the community, one noun per module; sent by `subscribers/`."""

from community.notifications import events, practice_cycle, practices, routing, spaces, threads

__all__ = ["events", "practice_cycle", "practices", "routing", "spaces", "threads"]
