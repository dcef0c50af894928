"""Tests of the job_profiles app."""
