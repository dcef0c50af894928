"""What workers and beat run for learning, one noun per module."""

from learning.tasks import campaigns, enrolments, plans, proposals, ratings

__all__ = ["campaigns", "enrolments", "plans", "proposals", "ratings"]
