"""What learning adds to the pages of other apps, one noun per module."""

from learning.panels import campaigns, diagnostics, needs, ratings

__all__ = ["campaigns", "diagnostics", "needs", "ratings"]
