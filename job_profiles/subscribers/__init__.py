"""What follows from what happens to job profiles: search entries, notices, tasks."""

from job_profiles.subscribers import adoptions, consultations, harmonisation, search

__all__ = ["adoptions", "consultations", "harmonisation", "search"]
