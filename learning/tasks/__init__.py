"""What workers and beat run for learning, one noun per module."""

from learning.tasks import campaigns, proposals, ratings

__all__ = ["campaigns", "proposals", "ratings"]
