"""What follows from what happens to job profiles: search entries, notices, tasks."""

from job_profiles.subscribers import search

__all__ = ["search"]
