"""What learning adds to the pages of other apps, one noun per module."""

from learning.panels import campaigns, diagnostics, needs, personal_data, ratings, step_kinds

__all__ = ["campaigns", "diagnostics", "needs", "personal_data", "ratings", "step_kinds"]
