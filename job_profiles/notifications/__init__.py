"""Kinds of notices of job profiles, one noun per module."""

from job_profiles.notifications import consultations

__all__ = ["consultations"]
