"""What learning adds to the pages of other apps, one noun per module."""

from learning.panels import campaigns, diagnostics, needs, personal_data, ratings

__all__ = ["campaigns", "diagnostics", "needs", "personal_data", "ratings"]
