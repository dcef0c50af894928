"""Kinds of notices of the community, one noun per module; sent by `subscribers/`."""

from community.notifications import spaces, threads

__all__ = ["spaces", "threads"]
