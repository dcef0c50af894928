"""What job profiles add to the pages of other apps, one noun per module."""

from job_profiles.panels import consultations, harmonisation, originals, profiles, work

__all__ = ["consultations", "harmonisation", "originals", "profiles", "work"]
