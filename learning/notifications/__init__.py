"""Kinds of notices of learning, one noun per module."""

from learning.notifications import campaigns, needs, ratings, shares

__all__ = ["campaigns", "needs", "ratings", "shares"]
