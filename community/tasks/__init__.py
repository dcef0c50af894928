"""What workers and beat run for the community, one noun per module."""

from community.tasks import events, practices, questions, spaces

__all__ = ["events", "practices", "questions", "spaces"]
