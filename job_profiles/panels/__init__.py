"""What job profiles add to the pages of other apps, one noun per module."""

from job_profiles.panels import profiles, work

__all__ = ["profiles", "work"]
