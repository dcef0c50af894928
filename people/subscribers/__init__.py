"""What follows from events, one noun per module."""

from people.subscribers import accounts, directory, search  # noqa: F401
