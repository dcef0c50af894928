"""What follows from events, one noun per module."""

from people.subscribers import accounts, search  # noqa: F401
