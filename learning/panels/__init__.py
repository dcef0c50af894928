"""What learning adds to the pages of other apps, one noun per module."""

from learning.panels import campaigns, diagnostics, ratings

__all__ = ["campaigns", "diagnostics", "ratings"]
