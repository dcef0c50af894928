"""Template tags of the job_profiles app."""
