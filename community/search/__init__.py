"""What of the community can be found, one noun per module."""

from community.search import events, spaces, threads

__all__ = ["events", "spaces", "threads"]
