"""Kinds of notices of learning, one noun per module."""

from learning.notifications import ratings

__all__ = ["ratings"]
