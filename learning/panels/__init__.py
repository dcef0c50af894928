"""What learning adds to the pages of other apps, one noun per module."""

from learning.panels import diagnostics, ratings

__all__ = ["diagnostics", "ratings"]
