"""What workers and beat run for the community, one noun per module."""

from community.tasks import questions

__all__ = ["questions"]
