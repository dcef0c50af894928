"""What workers and beat run for learning, one noun per module."""

from learning.tasks import campaigns, enrolments, proposals, ratings

__all__ = ["campaigns", "enrolments", "proposals", "ratings"]
