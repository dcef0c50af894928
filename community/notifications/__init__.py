"""Kinds of notices of the community, one noun per module; sent by `subscribers/`."""

from community.notifications import events, spaces, threads

__all__ = ["events", "spaces", "threads"]
