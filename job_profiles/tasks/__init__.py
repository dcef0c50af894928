"""What workers and beat run for job profiles, one noun per module."""

from job_profiles.tasks import consultations, harmonisation

__all__ = ["consultations", "harmonisation"]
