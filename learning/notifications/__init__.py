"""Kinds of notices of learning, one noun per module."""

from learning.notifications import campaigns, ratings

__all__ = ["campaigns", "ratings"]
