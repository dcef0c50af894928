"""What of the community can be found, one noun per module."""

from community.search import events, practices, spaces, threads

__all__ = ["events", "practices", "spaces", "threads"]
