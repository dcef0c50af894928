"""Kinds of notices of job profiles, one noun per module."""

from job_profiles.notifications import adoptions, consultations

__all__ = ["adoptions", "consultations"]
