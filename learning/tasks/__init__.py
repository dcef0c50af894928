"""What workers and beat run for learning, one noun per module."""

from learning.tasks import campaigns, ratings

__all__ = ["campaigns", "ratings"]
