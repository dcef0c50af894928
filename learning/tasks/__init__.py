"""What workers and beat run for learning, one noun per module."""

from learning.tasks import ratings

__all__ = ["ratings"]
