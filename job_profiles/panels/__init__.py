"""What job profiles add to the pages of other apps, one noun per module."""

from job_profiles.panels import originals, profiles, work

__all__ = ["originals", "profiles", "work"]
