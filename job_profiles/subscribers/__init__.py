"""What follows from what happens to job profiles: search entries, notices, tasks."""

from job_profiles.subscribers import consultations, harmonisation, search

__all__ = ["consultations", "harmonisation", "search"]
