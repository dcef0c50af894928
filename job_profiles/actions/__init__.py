"""Writes of the job_profiles app, one noun per module."""
