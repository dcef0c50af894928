"""What follows from events, one noun per module."""

from people.subscribers import accounts  # noqa: F401
