"""What of the community can be found, one noun per module."""

from community.search import spaces, threads

__all__ = ["spaces", "threads"]
