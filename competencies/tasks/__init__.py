"""Work of the competencies app outside of any request, one noun per module."""

from competencies.tasks import publishing

__all__ = ["publishing"]
